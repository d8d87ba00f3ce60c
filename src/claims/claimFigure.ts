import type { FigureOptions, KeyEntry } from '../present/svg/figure.ts';

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
