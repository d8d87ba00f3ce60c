import { blocks, type Drawing, notes, terminalOf } from '../../present/text/drawing.ts';
import { headedTable } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { barePercent, roundToError, zScore } from '../../results/format.ts';
import { shareOf } from '../../results/headline.ts';
import { namesOf } from '../../results/names.ts';
import type { Measurement } from '../../results/schema.ts';
import { notesOf } from './notes.ts';

/** A comparison leaves out the agreement on narrower terminals. */
const WIDE = 78;

/** Several measurements below one another: favourite's share and agreement against theory and a fair guess, then notes. */
export function renderComparison(measurements: readonly Measurement[], options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const names = namesOf(measurements);
  const wide = width >= WIDE;
  const rows = measurements.map((m, row) => [
    String(row + 1),
    shareOf(m.maxFraction),
    m.maxFraction.theory === null ? '–' : barePercent(m.maxFraction.theory),
    zScore(m.maxFraction.z),
    barePercent(1 / m.classes),
    ...(wide ? [roundToError(m.agreement.mean, m.agreement.standardError), zScore(m.agreement.z)] : []),
  ]);
  const columns = ['', 'favourite', 'theory', 'z', 'fair guess', ...(wide ? ['agreement', 'z'] : [])];
  const indent = String(measurements.length).length + 2;
  const legend = names.flatMap((name, row) =>
    wrap(name, width - indent).map(
      (line, index) => `${index === 0 ? String(row + 1).padEnd(indent) : ' '.repeat(indent)}${line}`,
    ),
  );
  return blocks([legend, headedTable(columns, rows, paint), notes(notesOf(measurements), width, paint)]);
}
