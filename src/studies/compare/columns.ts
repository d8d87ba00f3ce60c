import { numeric } from '../../present/html/page.ts';
import type { DataTable } from '../../present/tables/dataTable.ts';
import { theoryBeside } from '../../present/text/quantities.ts';
import type { Cell } from '../../present/text/table.ts';
import { barePercent, percentParts, type Rounded, roundToError, zScore } from '../../results/format.ts';
import { namesOf } from '../../results/names.ts';
import type { Estimate, Measurement } from '../../results/schema.ts';
import { severalNotes } from '../../results/severalNotes.ts';
import { scaleAndGuesses } from './scaleAndGuesses.ts';

/** What networks are compared by: a heading, and the estimate of each. */
export interface ComparedColumn {
  readonly title: string;
  readonly of: (m: Measurement) => Estimate | null;
  /** Shares are written in per cent. */
  readonly round?: (value: number, error: number | null | undefined) => Rounded;
}

/** Measured, theory and z of each quantity, in the order of their importance. */
export const columns = {
  favourite: { title: 'favourite %', of: (m) => m.maxFraction, round: inPercent },
  agreement: { title: 'agreement', of: (m) => m.agreement },
  gamma: { title: 'gamma', of: (m) => m.gamma },
  loss: { title: 'loss', of: (m) => m.loss },
} as const satisfies Record<string, ComparedColumn>;

/** Networks below one another, beside theory. */
export function comparisonTable(
  measurements: readonly Measurement[],
  caption: string,
  group: readonly (keyof typeof columns)[],
): DataTable {
  const names = namesOf(measurements);
  const titles = group.flatMap((name) => [columns[name].title, 'theory', 'z']);
  const rows = measurements.map((m, row) => [names[row]!, ...group.flatMap((name) => cellsOf(m, columns[name]))]);
  return { caption, columns: [{ title: 'network' }, ...numeric(...titles)], rows };
}

/** What was measured, theory beside it, and z. */
function cellsOf(m: Measurement, { of, round = roundToError }: ComparedColumn): [Cell, Cell, string] {
  const estimate = of(m);
  if (!estimate) return ['–', '–', '–'];
  const measured = round(estimate.mean, estimate.standardError);
  const { theory, theoryError } = estimate;
  const scale = round === inPercent ? 100 : 1;
  const expected =
    theory !== null && theoryError
      ? round(theory, theoryError)
      : theoryBeside(theory === null ? null : scale * theory, undefined, measured);
  return [measured, expected, zScore(estimate.z)];
}

/** "10 %, 2 %": what a fair guess is, of all networks. */
export function fairGuesses(measurements: readonly Measurement[]): string {
  return [...new Set(measurements.map(({ classes }) => barePercent(1 / classes)))].join(', ');
}

/** What to make of loss and agreement together, and the notes of the networks, by their number. */
export function notesOf(measurements: readonly Measurement[]): string[] {
  const results = measurements.map(({ notes }, i) => ({ name: String(i + 1), notes }));
  return [...scaleAndGuesses(measurements), ...severalNotes(results, 'network', 'networks')];
}

function inPercent(share: number, error: number | null | undefined): Rounded {
  const { value, error: points } = percentParts(share, error);
  return { value, error: points, decimals: points.split('.')[1]?.length ?? (points ? 0 : null) };
}
