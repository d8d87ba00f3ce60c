import { FIGURE_WIDTH, type FigureOptions, figure, INNER_WIDTH, type KeyEntry, root } from '../present/svg/figure.ts';
import type { ClaimHeader } from './claimHeader.ts';

/** A picture of what a claim was tried by, to stand alone or on the page of the claim. */
export interface ClaimFigure {
  /** Of its files, after the name of the claim: "gamma". */
  readonly name: string;
  /** What it shows, not beginning with a capital. */
  readonly heading: string;
  /** For those who cannot see it. */
  readonly description: string;
  key(options: Pick<FigureOptions, 'palette'>): KeyEntry[];
  /** The plot without title and key, so many pixels wide. */
  draw(options: FigureOptions, width: number): { readonly element: SVGElement; readonly height: number };
}

/** One of them with the claim as its title, and its verdict. */
export function claimFigure(
  { claim, title, verdict }: ClaimHeader,
  shown: ClaimFigure,
  options: FigureOptions,
): SVGSVGElement {
  const { element, height } = shown.draw(options, INNER_WIDTH);
  return figure(options, {
    title,
    subtitle: `${shown.heading}, claim ${claim}: ${verdict}`,
    description: shown.description,
    key: shown.key(options),
    content: [{ element, x: 0, y: 8 }],
    height: height + 8,
  });
}

/** The same without title and key, for pages that give them themselves. */
export function claimPlot({ title }: ClaimHeader, shown: ClaimFigure, options: FigureOptions): SVGSVGElement {
  const { width = FIGURE_WIDTH } = options;
  const { element, height } = shown.draw(options, width);
  return root(options, { title, description: shown.description, width, height }, [element]);
}
