import type { ClaimFigure } from '../../../claims/claimFigure.ts';
import type { ClaimDetails } from '../../../claims/kind.ts';
import { commandLineOf } from '../../../present/html/commandLine.ts';
import { type Html, html, numeric, table } from '../../../present/html/page.ts';
import { besideTheory } from '../../../present/html/parts.ts';
import { claimCurve } from './claimCurve.ts';
import { claimHistograms } from './claimHistograms.ts';
import { estimateOf } from './estimateOf.ts';
import type { MeasuredClaim } from './resultSchema.ts';

/** Curves of each quantity, or the laws of the guesses. */
export function measuredFigures(claim: MeasuredClaim): ClaimFigure[] {
  return claim.figures.flatMap((shown) =>
    shown === 'curve' ? claim.measured.map((quantity) => claimCurve(claim, quantity)) : [claimHistograms(claim)],
  );
}

/** Every measurement of a claim beside theory. */
export function measuredDetails(claim: MeasuredClaim): ClaimDetails {
  const measurements = claim.results.map(({ measurement }) => measurement);
  return {
    numbers: html`<h2>Measurements</h2>\n${measurementsTable(claim)}`,
    notes: measurements.flatMap(({ notes }) => notes),
    alone: commandLineOf(measurements[0].experiment),
  };
}

function measurementsTable({ results, measured, parameter }: MeasuredClaim): Html {
  const columns = measured.flatMap((quantity) => [quantity, 'theory', 'z']);
  const rows = results.map(({ label, value, measurement }) => [
    html`${label}<small><code>${measurement.network}</code></small>`,
    html`${value ?? '–'}`,
    ...measured.flatMap((quantity) => besideTheory(estimateOf(measurement, quantity))),
  ]);
  return table('Measurements', [{ title: 'run' }, { title: parameter ?? '' }, ...numeric(...columns)], rows);
}
