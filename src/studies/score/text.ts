import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import { headedTable } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { classFindingOf } from '../../results/classFinding.ts';
import { capital } from '../../results/words.ts';
import type { Score } from './schema.ts';
import { scoreTable } from './tables.ts';
import { effortInWords, readInWords } from './words.ts';

/** More rows than this are more than a terminal shows at once. */
const MOST_ROWS = 16;

/** Scores: the finding, what was read, the numbers, what guesses say of classes, the notes, what to do. */
export function renderScore(score: Score, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const shown = shownSteps(score.steps);
  const { columns, rows } = scoreTable(score, shown);
  const left = score.steps.length - shown.length;
  const { byClass } = score.steps[0];
  return blocks([
    finding(score.summary, width, paint),
    wrap(readInWords(score), width),
    headedTable([score.steps.length > 1 ? 'step' : '', ...columns.slice(1).map(({ title }) => title)], rows, paint),
    left > 0
      ? [paint.muted(`${left} of ${score.steps.length} steps are left out here; --json and --tables have all`)]
      : [],
    byClass ? wrap(classFindingOf({ data: '', byClass }), width) : [],
    notes(score.notes, width, paint),
    [paint.strong('what to do'), ...score.advice.flatMap((line) => wrap(`${capital(line)}.`, width))],
    wrap(effortInWords(score), width).map(paint.muted),
  ]);
}

/** All steps, or some from the first to the last, closer to each other at the beginning, where the bias changes. */
function shownSteps(steps: Score['steps']): Score['steps'] {
  if (steps.length <= MOST_ROWS) return steps;
  const last = steps.length - 1;
  const places = Array.from({ length: MOST_ROWS }, (_, row) => Math.round((last + 1) ** (row / (MOST_ROWS - 1)) - 1));
  return steps.filter((_, at) => places.includes(at));
}
