import type { Split } from './batches.ts';

/** What a network does with points at one moment of its training. */
export interface Observation {
  /** Steps taken. */
  readonly step: number;
  /** Mean cross-entropy in nats, of the points learned from and of those held out. */
  readonly loss: number;
  readonly heldOutLoss: number;
  /** Share of points that get their class, of the points learned from and of those held out. */
  readonly accuracy: number;
  readonly heldOutAccuracy: number;
  /** The largest guess fraction, over all points. */
  readonly maxFraction: number;
  /** For every class the share of all its points that get it; NaN for a class without points. */
  readonly recall: readonly number[];
  /** How many points get each class. */
  readonly guesses: readonly number[];
}

/**
 * @param scores [points, classes]
 * @param order which of tied classes comes first, as in `measure`
 */
export function observe(
  step: number,
  scores: Float32Array,
  labels: Int32Array,
  { learned, heldOut }: Split,
  order: Uint32Array,
): Observation {
  const classes = order.length;
  const guesses = Int32Array.from(labels, (_, point) => guessOf(scores, point * classes, order));
  const counts = new Array<number>(classes).fill(0);
  const kinds = new Array<number>(classes).fill(0);
  const right = new Array<number>(classes).fill(0);
  labels.forEach((label, point) => {
    kinds[label]++;
    counts[guesses[point]]++;
    if (guesses[point] === label) right[label]++;
  });
  const mean = (places: Uint32Array, of: (point: number) => number) =>
    places.reduce((sum, point) => sum + of(point), 0) / places.length;
  const lossOf = (point: number) =>
    crossEntropy(scores.subarray(point * classes, (point + 1) * classes), labels[point]);
  const isRight = (point: number) => Number(guesses[point] === labels[point]);
  return {
    step,
    loss: mean(learned, lossOf),
    heldOutLoss: mean(heldOut, lossOf),
    accuracy: mean(learned, isRight),
    heldOutAccuracy: mean(heldOut, isRight),
    maxFraction: Math.max(...counts) / labels.length,
    recall: right.map((count, kind) => count / kinds[kind]),
    guesses: counts,
  };
}

/** The class of the largest score; NaN never is the largest. */
function guessOf(scores: Float32Array, at: number, order: Uint32Array): number {
  let guess = order[0];
  for (const k of order) if (scores[at + k] > scores[at + guess]) guess = k;
  return guess;
}

/** log Σ_k e^(s_k) − s_y */
function crossEntropy(scores: Float32Array, label: number): number {
  const largest = scores.reduce((a, b) => Math.max(a, b));
  const sum = scores.reduce((total, score) => total + Math.exp(score - largest), 0);
  return largest + Math.log(sum) - scores[label];
}

/** Steps at which training is looked at: 0, 1, 2, 3, 4, 6, 8, 11, … each about √2 times the one before, and the last. */
export function observedSteps(steps: number): number[] {
  const powers = Array.from({ length: 2 * Math.ceil(Math.log2(steps)) + 1 }, (_, i) => Math.round(Math.SQRT2 ** i));
  return [...new Set([0, ...powers.filter((step) => step < steps), steps])];
}
