import { numeric } from '../../present/html/page.ts';
import type { DataTable } from '../../present/tables/dataTable.ts';
import { quantities } from '../../present/text/quantities.ts';
import type { Cell } from '../../present/text/table.ts';
import { roundToError } from '../../results/format.ts';
import type { Estimate } from '../../results/schema.ts';
import type { Score, ScoredStep } from './schema.ts';

/** Columns of a table of steps. */
const COLUMNS: readonly { readonly title: string; readonly of: (step: ScoredStep) => Estimate | null }[] = [
  { title: 'max fraction', of: ({ maxFraction }) => maxFraction },
  { title: 'agreement', of: ({ agreement }) => agreement },
  { title: 'gamma', of: ({ gamma }) => gamma },
  { title: 'loss', of: ({ loss }) => loss },
  { title: 'accuracy', of: ({ accuracy }) => accuracy },
];

/** The measured quantities of a single step; of several a row each. */
export function scoreTable(score: Score, steps: Score['steps'] = score.steps): DataTable {
  if (score.steps.length === 1) {
    return {
      caption: 'Measured',
      columns: [{ title: 'quantity' }, ...numeric('measured')],
      rows: quantities({ ...score.steps[0], classes: score.classes }).map(({ name, measured }) => [name, measured]),
    };
  }
  const columns = COLUMNS.filter(({ of }) => score.steps.some((step) => of(step) !== null));
  return {
    caption: 'Step by step',
    columns: [{ title: 'step' }, ...numeric(...columns.map(({ title }) => title))],
    rows: steps.map((step) => [String(step.step), ...columns.map(({ of }) => cell(of(step)))]),
  };
}

function cell(estimate: Estimate | null): Cell {
  return estimate === null ? '–' : roundToError(estimate.mean, estimate.standardError);
}

/** More columns do not fit on a page. */
const MOST_RANKS = 10;

/** The share of each class in the order of popularity at the first step, a row a step. */
export function popularityTable({ steps, classes }: Score): DataTable {
  const ranks = Array.from({ length: Math.min(MOST_RANKS, classes) }, (_, rank) => rank);
  return {
    caption: 'Share (%) of the class that is most popular at the first step, of the second, and so on',
    columns: [{ title: 'step' }, ...numeric(...ranks.map((rank) => String(rank + 1)))],
    rows: steps.map(({ step, byPopularity: { mean, standardError } }) => [
      String(step),
      ...ranks.map((rank) => roundToError(100 * mean[rank], 100 * standardError[rank])),
    ]),
  };
}
