import type { Data } from '../../data/dataset.ts';
import { UserError } from '../../errors.ts';
import { type FiniteOptions, predictFinite } from '../../finite/predictFinite.ts';
import type { Network } from '../../network/network.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import type { FinitePrediction } from '../../results/finiteSchema.ts';
import type { Prediction } from '../../results/schema.ts';
import { type HeadOption, type SetupOptions, setupOptionNames, type TheoryOptions } from '../../setup/options.ts';
import { predict as predictInfinite } from '../../theory/predict.ts';

export interface PredictOptions extends SetupOptions, TheoryOptions, HeadOption {
  /** Predict for the actual widths instead of infinite ones: true, or how finely. */
  readonly finite?: boolean | FiniteOptions;
}

/**
 * What is to be expected of the guesses of a network before training, without running it: by theory at infinite width, or
 * with `finite` sampled at its actual widths, beside theory.
 *
 * @param network a network or its notation, e.g. "5*(dense(1000), relu), dense(2)"
 * @param data data or their notation, e.g. "gaussian(dim=1000)" or "digits"
 * @throws UserError for any fault in network, data or options
 */
export function predict(
  network: Network | string,
  data: Data | string,
  options: SetupOptions & TheoryOptions & { readonly finite: true | FiniteOptions },
): FinitePrediction;
export function predict(
  network: Network | string,
  data: Data | string,
  options?: SetupOptions & TheoryOptions & HeadOption & { readonly finite?: false },
): Prediction;
export function predict(
  network: Network | string,
  data: Data | string,
  given: PredictOptions = {},
): Prediction | FinitePrediction {
  checkOptions('predict', given, [...setupOptionNames, 'finite']);
  const { finite = false, ...options } = given;
  if (!finite) return predictInfinite(network, data, options);
  if (finite !== true) checkOptions('finite', finite, ['untilSe', 'draws']);
  const { head, ...others } = options;
  if (head !== undefined && head !== 'argmax') {
    throw new UserError('bad-argument', `no finite prediction: the head is ${head}, and the chain knows the argmax`);
  }
  return predictFinite(network, data, others, finite === true ? {} : finite);
}
