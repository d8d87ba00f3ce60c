import { blocks, type Drawing, notes, terminalOf } from '../../present/text/drawing.ts';
import type { Paint } from '../../present/text/paint.ts';
import { fitting, table } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { duration, plural } from '../../results/format.ts';
import { namesOf } from '../../results/names.ts';
import type { Measurement } from '../../results/schema.ts';
import { columns, comparisonTable, fairGuesses, notesOf } from './columns.ts';

type Name = keyof typeof columns;

/** In as few tables as the width allows. */
const GROUPINGS: readonly (readonly (readonly Name[])[])[] = [
  [
    ['favourite', 'agreement'],
    ['gamma', 'loss'],
  ],
  [['favourite'], ['agreement'], ['gamma'], ['loss']],
];

/** Several measurements below one another: favourite, agreement, bias ratio and loss, each beside theory. */
export function renderComparison(measurements: readonly Measurement[], options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const names = namesOf(measurements);
  const indent = String(measurements.length).length + 2;
  const legend = names.flatMap((name, row) =>
    wrap(name, width - indent).map(
      (line, index) => `${index === 0 ? String(row + 1).padEnd(indent) : ' '.repeat(indent)}${line}`,
    ),
  );
  return blocks([
    legend,
    ...fitting(GROUPINGS, width, paint, (group, colours) => rowsOf(measurements, group, colours)),
    notes(notesOf(measurements), width, paint),
    wrap(effort(measurements), width).map(paint.muted),
  ]);
}

/** Rows far from theory stand out. */
function rowsOf(measurements: readonly Measurement[], group: readonly Name[], paint: Paint): string[] {
  const shown = comparisonTable(measurements, '', group);
  const rows = shown.rows.map(([, ...cells], row) => [String(row + 1), ...cells]);
  const [head, ...lines] = table(['', ...shown.columns.slice(1).map(({ title }) => title)], rows);
  const isFar = (m: Measurement) => group.some((name) => Math.abs(columns[name].of(m)?.z ?? 0) >= 4);
  return [paint.muted(head), ...lines.map((line, row) => (isFar(measurements[row]) ? paint.warning(line) : line))];
}

/** "3 networks × 200 initialisations on 1,797 points, a fair guess is 10 %, in 12 s". */
function effort(measurements: readonly Measurement[]): string {
  const [{ initialisations, points, experiment }] = measurements;
  const seconds = measurements.reduce((sum, m) => sum + m.seconds, 0);
  const each = measurements.every((m) => m.initialisations === initialisations)
    ? plural(initialisations, 'initialisation')
    : measurements
        .map((m) => m.initialisations)
        .join(', ')
        .concat(' initialisations');
  return (
    `${plural(measurements.length, 'network')} × ${each} on ${plural(points, 'point')}, seed ${experiment.seed}; ` +
    `a fair guess is ${fairGuesses(measurements)}; in ${duration(seconds)}`
  );
}
