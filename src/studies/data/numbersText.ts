import { noteOf } from '../../data/remarks/inspect.ts';
import { barePercent, count, fixed, plain, plural } from '../../results/format.ts';
import type { DataSummary, Distribution } from './schema.ts';

/** The numbers of a data summary as text, for terminal and report alike. */

/** A row of the main table: how something is distributed. */
interface DistributionRow {
  readonly name: string;
  /** One line that says what it is. */
  readonly meaning: string;
  /** As many as there are columns; "–" for what was not computed. */
  readonly cells: readonly string[];
}

export const distributionColumns = ['min', '25 %', 'median', '75 %', 'max', 'mean', 'sd'] as const;

export function distributionRows({ values, features, norms, overlaps }: DataSummary): DistributionRow[] {
  const { all, sameClass, differentClasses } = overlaps;
  const row = (name: string, meaning: string, distribution: Partial<Distribution> | null) =>
    distribution ? [{ name, meaning, cells: cellsOf(distribution) }] : [];
  return [
    ...row('values', 'all numbers of all points', values),
    ...row('feature means', 'mean of a feature over the points', features.means),
    ...row('feature sds', 'standard deviation of a feature over the points', features.sds),
    ...row('squared norms', 'q = |x|² / features, of a point', norms),
    ...row('overlaps', 'c = x·y / (|x| |y|), of two points', all),
    ...row('in one class', 'overlaps of pairs of one class', sameClass),
    ...row('across classes', 'overlaps of pairs of different classes', differentClasses),
  ];
}

/** All with the decimals that show three digits of the sd, so that they can be read down and across. */
function cellsOf({ min, lowerQuartile, median, upperQuartile, max, mean, sd }: Partial<Distribution>): string[] {
  const scale = sd || Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0));
  const decimals = scale > 0 ? Math.max(0, 2 - Math.floor(Math.log10(scale))) : 0;
  const readable = decimals <= 6 && Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0)) < 1e6;
  return [min, lowerQuartile, median, upperQuartile, max, mean, sd].map((value) =>
    value !== undefined && readable ? fixed(value, decimals) : plain(value, 3),
  );
}

/** "10 classes of 174 to 183 points"; undefined without labels. */
export function classesText({ classes }: DataSummary): string | undefined {
  if (classes === null) return undefined;
  const sizes = classes.map(({ points }) => points);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const each = least === most ? plural(most, 'point') : `${count(least)} to ${plural(most, 'point')}`;
  return `${count(classes.length)} ${classes.length === 1 ? 'class' : 'classes'} of ${each}`;
}

/** "The mean point holds 68.7 % of the squared norm; the first 2 principal components hold 14.9, 13.6 % of the variance." */
export function directionsText({ directions: { meanShare, components } }: DataSummary): string {
  const shares = components.map((share) => plain(100 * share, 3));
  const first =
    components.length === 1 ? 'principal component holds' : `${components.length} principal components hold`;
  return (
    `The mean point holds ${barePercent(meanShare)} of the squared norm; ` +
    `the first ${first} ${shares.join(', ')} % of the variance.`
  );
}

/** What may be wrong with the data, or at least surprise; empty where nothing is. */
export function oddities({ zeroPoints, duplicates, features, points, remarks }: DataSummary): string[] {
  const said = (...codes: readonly string[]) => remarks.some(({ code }) => codes.includes(code));
  return [
    ...remarks.map(noteOf),
    zeroPoints > 0 ? `${plural(zeroPoints, 'point')} of ${count(points)} ${zeroPoints === 1 ? 'is' : 'are'} zero` : '',
    duplicates > 0 && !said('duplicates', 'equal-points')
      ? `${plural(duplicates, 'point')} of ${count(points)} ${duplicates === 1 ? 'equals' : 'equal'} an earlier one`
      : '',
    features.constant > 0 && !said('constant-features', 'equal-points')
      ? `${count(features.constant)} of ${plural(features.count, 'feature')} ${features.constant === 1 ? 'is' : 'are'} the same in all points`
      : '',
  ].filter(Boolean);
}

/** "1585 and 1648 (1 and 1)" of a pair of points. */
export function pairText({ first, second, classes }: DataSummary['overlaps']['nearest'][number]): string {
  return `${first} and ${second}${classes ? ` (${classes.join(' and ')})` : ''}`;
}

export const agreementTitles = ['agreement', 'all pairs', 'average pair', 'off by'] as const;

/** "linear, 2 classes", a hidden layer by its activation, and what taking the average pair for all is off by. */
export function agreementRows({ agreements }: DataSummary['theory']): string[][] {
  return agreements.map(({ network, classes, allPairs, averagePair }) => [
    `${network.includes('relu') ? 'with ReLU' : 'linear'}, ${classes} classes`,
    ...[allPairs, averagePair, averagePair - allPairs].map((value) => fixed(value, 4)),
  ]);
}
