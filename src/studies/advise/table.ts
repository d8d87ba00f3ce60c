import { numeric } from '../../present/html/page.ts';
import type { DataTable } from '../../present/tables/dataTable.ts';
import { theoryBeside } from '../../present/text/quantities.ts';
import type { Cell } from '../../present/text/table.ts';
import { barePercent, percentParts, plain, roundToError, zScore } from '../../results/format.ts';
import type { Estimate } from '../../results/schema.ts';
import { depthScale } from './edge.ts';
import type { Advice, Bias, TriedRemedy } from './schema.ts';

/** The columns of the table, in order, and which give way first where there is little room. */
export const columns = {
  remedy: 'remedy',
  chi1: 'χ₁',
  depth: 'ξ',
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

/** χ₁ is known with the goal that is about it. */
const OF_EDGE: readonly Column[] = ['chi1', 'depth'];

export function columnsFor(goal: Advice['goal']): Column[] {
  return (Object.keys(columns) as Column[]).filter((name) => goal === 'edge-of-chaos' || !OF_EDGE.includes(name));
}

/** The network as it is, and with every remedy that was tried, best first. */
export function adviceRows({ before, remedies }: Advice): Record<Column, Cell>[] {
  const asItIs = { remedy: 'as it is', difference: '', removed: '', effort: 'nothing', ...biasCells(before) };
  return [asItIs, ...remedies.flatMap((remedy) => (remedy.agreement ? [rowOf(remedy)] : []))];
}

function rowOf(remedy: TriedRemedy): Record<Column, Cell> {
  const { agreement, maxFraction, loss, chi1, difference, removed, effort } = remedy;
  return {
    remedy: remedy.title,
    ...biasCells({ agreement: agreement!, maxFraction: maxFraction!, loss, chi1 }),
    difference: difference ? signed(roundToError(difference.mean, difference.standardError), difference.mean) : '–',
    removed: removed === null ? '–' : barePercent(removed),
    effort,
  };
}

function biasCells({ agreement, maxFraction, loss, chi1 }: Bias) {
  const favourite = percentParts(maxFraction.mean, maxFraction.standardError);
  return {
    chi1: chi1 === null ? '–' : plain(chi1, 4),
    depth: chi1 === null ? '–' : plain(depthScale(chi1), 3),
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

/** How far gradients reach with each remedy. */
const edge = { 'Slope χ₁ of the hidden layers, and its depth scale ξ = 1/|ln χ₁| in layers': OF_EDGE };

/** What remedies do to the agreement, and to all else: more columns than a page is wide. */
const groups: Readonly<Record<string, readonly Column[]>> = {
  'Agreement of the network as it is, and with each remedy': ['agreement', 'theory', 'z', 'difference', 'removed'],
  'Favourite and loss with each remedy, and how much it changes': ['favourite', 'loss', 'effort'],
};

export function groupsFor(goal: Advice['goal']): Readonly<Record<string, readonly Column[]>> {
  return goal === 'edge-of-chaos' ? { ...edge, ...groups } : groups;
}

/** What `change` and `removed` are of. */
export function changeInWords({ goal, classes, leastLoss }: Advice): string {
  if (goal === 'loss')
    return `change is the paired difference of the loss, removed its share above ${plain(leastLoss, 4)}`;
  const change = 'change is the paired difference of agreement';
  if (goal === 'edge-of-chaos') return `${change}, removed the share of |ln χ₁|`;
  return `${change}, removed its share above that of fair guesses, ${barePercent(1 / classes)}`;
}

/** Some columns of the table, behind the names of the remedies. */
export function adviceTable(
  advice: Advice,
  caption = 'The network as it is, and with each remedy',
  shown: readonly Column[] = columnsFor(advice.goal).slice(1),
): DataTable {
  return {
    caption,
    columns: [{ title: columns.remedy }, ...numeric(...shown.map((name) => columns[name]))],
    rows: adviceRows(advice).map((row) => [row.remedy, ...shown.map((name) => row[name])]),
  };
}
