import { numeric } from '../../present/html/page.ts';
import type { DataTable } from '../../present/tables/dataTable.ts';
import { phaseName } from '../../present/text/limits.ts';
import { plain } from '../../results/format.ts';
import type { deepPhases } from '../../results/schema.ts';
import type { PhaseDiagram } from './schema.ts';

const DIGITS = 6;

/** A row for every point of the diagram, row by row from the least y. */
export function gridTable({ network, data, x, y, gamma, agreement, maxFraction, limit }: PhaseDiagram): DataTable {
  const rows = gamma.flatMap((row, i) =>
    row.map((ratio, j) => [
      plain(x.values[j], DIGITS),
      ...(y ? [plain(y.values[i], DIGITS)] : []),
      ...[ratio, agreement[i]![j], maxFraction[i]![j]].map((value) => plain(value, DIGITS)),
      ...(limit ? [plain(limit.chi1[i]![j], DIGITS), phaseOf(limit.phase[i]![j] ?? null)] : []),
    ]),
  );
  return {
    caption: `Phase diagram of ${network} on ${data}`,
    columns: [
      ...numeric(x.parameter, ...(y ? [y.parameter] : []), 'γ', 'agreement', 'favourite', ...(limit ? ['χ₁'] : [])),
      ...(limit ? [{ title: 'phase' }] : []),
    ],
    rows,
  };
}

function phaseOf(phase: (typeof deepPhases)[number] | null): string {
  return phase === null ? '–' : phaseName(phase);
}
