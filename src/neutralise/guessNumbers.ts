import { meanOf, varianceOf } from '../numerics/sampling/mean.ts';
import type { LogitArray } from './logits.ts';
import { countsOf, guessesOf, tiedIn } from './outputChange.ts';

/** What a network guesses on some points. */
export interface GuessNumbers {
  /** Σ n_k (n_k − 1)/(M (M − 1)) over the M guesses: the share of pairs that agree. */
  readonly agreement: number;
  /** max n_k/M. */
  readonly maxFraction: number;
  /** n_k/M by class. */
  readonly fractions: readonly number[];
  /** Mean cross-entropy in nats; null without labels. */
  readonly loss: number | null;
  /** Share of the guesses whose largest output is that of several classes. */
  readonly tied: number;
}

/** Standard errors of them over points, of a network that is given. */
export type GuessErrors = Pick<GuessNumbers, 'agreement' | 'maxFraction' | 'loss'>;

/** Points with their logits. */
export interface Outputs {
  /** (points · places) × classes. */
  readonly logits: LogitArray;
  readonly classes: number;
  /** Guesses a point. */
  readonly places: number;
  /** The class of every point; left out where losses are not taken. */
  readonly labels?: Int32Array;
}

export function guessNumbers(outputs: Outputs): GuessNumbers {
  const { logits, classes } = outputs;
  const counts = countsOf(guessesOf(logits, classes), classes);
  const guesses = logits.length / classes;
  const pairs = counts.reduce((sum, n) => sum + n * (n - 1), 0);
  const losses = lossesOf(outputs);
  return {
    agreement: pairs / (guesses * (guesses - 1)),
    maxFraction: Math.max(...counts) / guesses,
    fractions: counts.map((n) => n / guesses),
    loss: losses ? meanOf(losses) : null,
    tied: tiedIn(logits, classes) / guesses,
  };
}

/**
 * Standard errors over points, the guesses of one point taken together. With y_ik the share of the guesses of point i that
 * go to class k and p_k its mean,
 *
 *   agreement: 2 sd(Σ_k p_k y_ik)/√N (the first order of a U-statistic; Hoeffding 1948),   max fraction: sd(y_ik)/√N
 */
export function guessErrors(outputs: Outputs): GuessErrors {
  const { logits, classes, places } = outputs;
  const guesses = guessesOf(logits, classes);
  const points = guesses.length / places;
  const { fractions } = guessNumbers(outputs);
  const favourite = fractions.indexOf(Math.max(...fractions));
  const overPoints = (of: (guess: number) => number) =>
    Float64Array.from({ length: points }, (_, i) => {
      let sum = 0;
      for (let place = 0; place < places; place++) sum += of(guesses[i * places + place]);
      return sum / places;
    });
  const error = (values: Float64Array) => Math.sqrt(varianceOf(values) / points);
  const losses = lossesOf(outputs);
  return {
    agreement: 2 * error(overPoints((k) => fractions[k])),
    maxFraction: error(overPoints((k) => (k === favourite ? 1 : 0))),
    loss: losses ? error(losses) : null,
  };
}

/** ln Σ_k e^(f_k) − f_label, point by point. */
function lossesOf({ logits, classes, labels }: Outputs): Float64Array | undefined {
  if (!labels) return undefined;
  return Float64Array.from(labels, (label, i) => {
    const own = logits.subarray(i * classes, (i + 1) * classes);
    let top = -Infinity;
    for (const x of own) top = Math.max(top, x);
    let sum = 0;
    for (const x of own) sum += Math.exp(x - top);
    return top + Math.log(sum) - own[label];
  });
}
