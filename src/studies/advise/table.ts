import { numeric } from '../../present/html/page.ts';
import type { DataTable } from '../../present/tables/dataTable.ts';
import { theoryBeside } from '../../present/text/quantities.ts';
import type { Cell } from '../../present/text/table.ts';
import { barePercent, percentParts, roundToError, zScore } from '../../results/format.ts';
import type { Estimate } from '../../results/schema.ts';
import type { Advice, Bias, TriedRemedy } from './schema.ts';

/** The columns of the table, in order, and which give way first where there is little room. */
export const columns = {
  remedy: 'remedy',
  agreement: 'agreement',
  theory: 'theory',
  z: 'z',
  difference: 'change',
  removed: 'removed',
  favourite: 'favourite %',
  loss: 'loss',
  effort: 'changes',
} as const;
export type Column = keyof typeof columns;

/** The network as it is, and with every remedy that was tried, best first. */
export function adviceRows({ before, remedies }: Advice): Record<Column, Cell>[] {
  const asItIs = { remedy: 'as it is', difference: '', removed: '', effort: 'nothing', ...biasCells(before) };
  return [asItIs, ...remedies.flatMap((remedy) => (remedy.agreement ? [rowOf(remedy)] : []))];
}

function rowOf(remedy: TriedRemedy): Record<Column, Cell> {
  const { agreement, maxFraction, loss, difference, removed, effort } = remedy;
  return {
    remedy: remedy.title,
    ...biasCells({ agreement: agreement!, maxFraction: maxFraction!, loss }),
    difference: difference ? signed(roundToError(difference.mean, difference.standardError), difference.mean) : '–',
    removed: removed === null ? '–' : barePercent(removed),
    effort,
  };
}

function biasCells({ agreement, maxFraction, loss }: Bias) {
  const favourite = percentParts(maxFraction.mean, maxFraction.standardError);
  return {
    agreement: roundToError(agreement.mean, agreement.standardError),
    theory: theoryOf(agreement),
    z: zScore(agreement.z),
    favourite: { value: favourite.value, error: favourite.error },
    loss: loss ? roundToError(loss.mean, loss.standardError) : '–',
  };
}

function theoryOf({ mean, standardError, theory, theoryError }: Estimate): Cell {
  return theoryBeside(theory, theoryError, roundToError(mean, standardError));
}

function signed<Rounded extends { readonly value: string }>(rounded: Rounded, mean: number): Rounded {
  return mean > 0 ? { ...rounded, value: `+${rounded.value}` } : rounded;
}

/** What remedies do to the agreement, and to all else: more columns than a page is wide. */
export const groups = {
  'Agreement of the network as it is, and with each remedy': ['agreement', 'theory', 'z', 'difference', 'removed'],
  'Favourite and loss with each remedy, and how much it changes': ['favourite', 'loss', 'effort'],
} as const satisfies Record<string, readonly Column[]>;

/** Some columns of the table, behind the names of the remedies. */
export function adviceTable(
  advice: Advice,
  caption = 'The network as it is, and with each remedy',
  shown: readonly Column[] = Object.values(groups).flat(),
): DataTable {
  return {
    caption,
    columns: [{ title: columns.remedy }, ...numeric(...shown.map((name) => columns[name]))],
    rows: adviceRows(advice).map((row) => [row.remedy, ...shown.map((name) => row[name])]),
  };
}
