import { type BiasFit, fitBiases, ofSingleOutput, twoClasses } from './fitBiases.ts';
import type { Outputs } from './guessNumbers.ts';
import { checkLogits, type LogitArray } from './logits.ts';
import { changedLogits, countsOf, guessesOf, type OutputChange } from './outputChange.ts';
import { equalPriors } from './priors.ts';
import { rowsOf, type Split } from './split.ts';

/** The outputs of one network on all points. */
export interface NetworkOutputs {
  /** (points · places) × units. */
  readonly logits: LogitArray;
  /** 1 where the sign of a single output tells two classes apart. */
  readonly units: number;
  readonly places: number;
  /** Left out where losses are not taken. */
  readonly labels?: Int32Array;
}

/** How biases are fitted, and on which points. */
export interface Fitting {
  readonly fit: BiasFit;
  readonly split: Split;
  /** Left out: equal. */
  readonly priors?: ArrayLike<number>;
}

/** Points that biases were fitted on, and others. */
export interface Sides<T> {
  readonly fitted: T;
  readonly heldOut: T;
}

/** A fit on some points, and what it does on these and on others. */
export interface Trial {
  /** One number a unit. */
  readonly change: OutputChange;
  readonly constant: boolean;
  /** Largest difference of a fraction from its prior on the points of the fit. */
  readonly deviation: number;
  readonly before: Sides<Outputs>;
  readonly after: Sides<Outputs>;
}

/**
 * Fits biases to the logits of some of the points.
 * @throws UserError `data` for logits that are not numbers
 */
export function trialOf(network: NetworkOutputs, { split, fit, priors }: Fitting): Trial {
  const { places, units, labels } = network;
  const classes = Math.max(2, units);
  const logits = units === 1 ? twoClasses(network.logits) : network.logits;
  checkLogits(logits, classes);
  const side = (points: Uint32Array): Outputs => ({
    logits: rowsOf(logits, points, places * classes),
    classes,
    places,
    ...(labels && { labels: rowsOf(labels, points, 1) }),
  });
  const before = { fitted: side(split.fitted), heldOut: side(split.heldOut) };
  const { constant, ...change } = fitBiases(fit, before.fitted.logits, classes, priors);
  const changed = (outputs: Outputs): Outputs => ({ ...outputs, logits: changedLogits(outputs.logits, change) });
  const after = { fitted: changed(before.fitted), heldOut: changed(before.heldOut) };
  const aims = priors ?? equalPriors(classes);
  const counts = countsOf(guessesOf(after.fitted.logits, classes), classes);
  const guesses = after.fitted.logits.length / classes;
  return {
    change: units === 1 ? ofSingleOutput(change) : change,
    constant,
    deviation: counts.reduce((most, n, k) => Math.max(most, Math.abs(n / guesses - aims[k])), 0),
    before,
    after,
  };
}
