import { FIGURE_WIDTH, type FigureOptions, figure, INNER_WIDTH, root } from '../present/svg/figure.ts';
import { claimCurve } from '../studies/measure/claim/claimCurve.ts';
import { claimHistograms } from '../studies/measure/claim/claimHistograms.ts';
import { nodesFigure } from '../studies/nodes/figure.ts';
import { phaseFigures } from '../studies/phase/claim/figure.ts';
import type { ClaimOf, ReproducedClaim } from '../studies/reproduce/schema.ts';
import { trainingFigures } from '../studies/training/claim/figure.ts';
import type { ClaimFigure } from './claimFigure.ts';

const FIGURES: { readonly [Name in ReproducedClaim['kind']]: (claim: ClaimOf<Name>) => ClaimFigure[] } = {
  measurement: (claim) =>
    claim.figures.flatMap((shown) =>
      shown === 'curve' ? claim.measured.map((quantity) => claimCurve(claim, quantity)) : [claimHistograms(claim)],
    ),
  nodes: (claim) => [nodesFigure(claim)],
  phase: phaseFigures,
  training: trainingFigures,
};

/** The pictures of a claim, by its kind. */
export function figuresOf<Name extends ReproducedClaim['kind']>(claim: ClaimOf<Name>): ClaimFigure[] {
  return FIGURES[claim.kind as Name](claim);
}

/** One of them with the claim as its title, and its verdict. */
export function claimFigure(
  { claim, title, verdict }: ReproducedClaim,
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
export function claimPlot({ title }: ReproducedClaim, shown: ClaimFigure, options: FigureOptions): SVGSVGElement {
  const { width = FIGURE_WIDTH } = options;
  const { element, height } = shown.draw(options, width);
  return root(options, { title, description: shown.description, width, height }, [element]);
}
