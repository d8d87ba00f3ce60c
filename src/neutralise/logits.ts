import { UserError } from '../errors.ts';

/** Outputs by class, point after point: points × classes. */
export type LogitArray = Float32Array | Float64Array;

/**
 * Logits differ by rounding where they differ by less than this share of the largest of them: float32 keeps 6e−8 of a number,
 * and a network adds up many.
 */
const ROUNDING = 2e-6;

/** @throws UserError `bad-argument` for fewer than two classes, `data` for no points and for logits that are not numbers */
export function checkLogits(logits: LogitArray, classes: number): void {
  if (!Number.isInteger(classes) || classes < 2) {
    throw new UserError('bad-argument', `biases are fitted for two classes and more, not for ${classes}`);
  }
  if (logits.length === 0 || logits.length % classes !== 0) {
    throw new UserError('data', `${logits.length} logits are not those of some points, ${classes} for each`);
  }
  const wrong = logits.findIndex((x) => !Number.isFinite(x));
  if (wrong < 0) return;
  const [point, k] = [Math.floor(wrong / classes), wrong % classes];
  throw new UserError(
    'data',
    `the logit of class ${k} at point ${point} is ${logits[wrong]}, to which no bias can be fitted`,
    [],
    'look for inputs that are out of range, or for weights that have diverged',
  );
}

/** The class of the largest of the logits of a point, of equal ones the first. @param from where the point begins */
export function largestIn(logits: ArrayLike<number>, from: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++) if (logits[from + k] > logits[from + best]) best = k;
  return best;
}

/** Mean and standard deviation, over points, of the logit of every class. */
export interface ClassMoments {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

export function classMoments(logits: LogitArray, classes: number): ClassMoments {
  const points = logits.length / classes;
  const mean = new Float64Array(classes);
  for (let at = 0; at < logits.length; at++) mean[at % classes] += logits[at] / points;
  const squares = new Float64Array(classes);
  for (let at = 0; at < logits.length; at++) squares[at % classes] += (logits[at] - mean[at % classes]) ** 2;
  return { mean, deviation: squares.map((square) => Math.sqrt(square / points)) };
}

/**
 * Whether all points have the same logits, up to rounding and to what is added to all classes alike. Such a network gives one
 * guess everywhere, whatever is added to its outputs.
 */
export function isConstant(logits: LogitArray, classes: number): boolean {
  let largest = 0;
  for (const x of logits) largest = Math.max(largest, Math.abs(x));
  const { mean } = classMoments(logits, classes);
  for (let from = 0; from < logits.length; from += classes) {
    const first = logits[from] - mean[0];
    for (let k = 1; k < classes; k++) {
      if (Math.abs(logits[from + k] - mean[k] - first) > ROUNDING * largest) return false;
    }
  }
  return true;
}
