import type { ClaimDetails } from '../../../claims/kind.ts';
import { commandLineOf } from '../../../present/html/commandLine.ts';
import { type Html, html, table } from '../../../present/html/page.ts';
import { rounded } from '../../../present/html/parts.ts';
import { theoryBeside } from '../../../present/text/quantities.ts';
import { roundToError, zScore } from '../../../results/format.ts';
import type { MeasuredClaim } from './resultSchema.ts';

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
    ...measured.flatMap((quantity) => {
      const { mean, standardError, theory, theoryError, z } = measurement[quantity];
      const shown = roundToError(mean, standardError);
      return [rounded(shown), rounded(theoryBeside(theory, theoryError, shown)), html`${zScore(z)}`];
    }),
  ]);
  return table(
    'Measurements',
    [{ title: 'run' }, { title: parameter ?? '' }, ...columns.map((title) => ({ title, numeric: true }))],
    rows,
  );
}
