import type { Data } from '../data/dataset.ts';

/** The classes that the points of a dataset truly belong to, as far as there are any of them. */
export interface TrueClasses {
  /** Their names; numbers as text where the data have none. */
  readonly names: readonly string[];
  /** N_a, how many points each of them has; at least 1. */
  readonly counts: readonly number[];
  /** For every point the place of its class in `names`. */
  readonly labels: Int32Array;
}

/** The true classes of data; undefined for points without labels or all of one class, of which there is nothing to say. */
export function trueClassesOf(data: Data): TrueClasses | undefined {
  if (data.kind !== 'dataset' || !data.labels) return undefined;
  const numbers = [...new Set(data.labels)].sort((a, b) => a - b);
  if (numbers.length < 2) return undefined;
  const places = new Map(numbers.map((number, place) => [number, place]));
  const labels = data.labels.map((number) => places.get(number) as number);
  const counts = new Array<number>(numbers.length).fill(0);
  for (const label of labels) counts[label]++;
  return { names: numbers.map((number) => data.classNames?.[number] ?? String(number)), counts, labels };
}

/** N_a/N of K classes; undefined for points that do not have a label of each. */
export function classShares(data: Data, classes: number): number[] | undefined {
  const counts = trueClassesOf(data)?.counts;
  if (counts?.length !== classes) return undefined;
  const points = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / points);
}

/** Whether every true class is one that a network of K classes can guess, so that its loss and accuracy can be taken. */
export function hasLoss(truth: TrueClasses | undefined, classes: number): truth is TrueClasses {
  return truth !== undefined && truth.counts.length <= classes;
}

/** H(class) = −Σ_a (N_a/N) ln(N_a/N) in nats: the most that a guess can say of the class. */
export function classEntropy(counts: readonly number[]): number {
  const points = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => sum - (count / points) * Math.log(count / points), 0);
}

/** Matrices and tables by class are kept up to this many true classes and guesses; beyond, nobody could read them. */
const MOST_TRUE_CLASSES = 32;
const MOST_GUESSES = 64;

/** Whether results hold a matrix and a table of the classes, or only what sums them up. */
export function isTabulated(trueClasses: number, classes: number): boolean {
  return trueClasses <= MOST_TRUE_CLASSES && classes <= MOST_GUESSES;
}
