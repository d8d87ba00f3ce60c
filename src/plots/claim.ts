import type { ClaimOf, ReproducedClaim } from '../results/reproductionSchema.ts';
import { claimCurve } from './claimCurve.ts';
import type { ClaimFigure } from './claimFigure.ts';
import { claimHistograms } from './claimHistograms.ts';
import { FIGURE_WIDTH, type FigureOptions, figure, INNER_WIDTH, root } from './figure.ts';
import { nodesFigure } from './nodes.ts';
import { phaseFigures } from './phaseClaim.ts';
import { trainingFigures } from './trainingClaim.ts';

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
