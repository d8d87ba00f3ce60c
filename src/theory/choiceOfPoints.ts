import { DatasetState } from '../kernel/dataset/datasetState.ts';
import { agreementFit } from '../laws/agreementFit.ts';
import { unequalBias } from '../network/output.ts';
import type { Prediction } from '../results/schema.ts';
import type { Setup } from '../setup/setup.ts';
import { pairMean } from '../trace/pointSample.ts';
import type { State } from '../trace/trace.ts';
import type { FractionLaw } from './fractionLaw.ts';

/** Standard errors of values of N points as values of all P that these were chosen from. */
export type ChoiceOfPoints = NonNullable<Prediction['choiceOfPoints']>;

/**
 * What the seed's choice of N from P points does to values of the network, by theory. Means over pairs have the error of
 * their projection on single points (`pairMean`), γ = 1/m − 1 that of m = mean(1 − c), and the information that of a
 * jackknife over points (`ClassSampler`), each less what has been seen of all points:
 *
 *   error = error of N from infinitely many · √(1 − N/P)
 *
 * Docs/theory §9. Errors of a measurement are over initialisations on the points chosen, and leave this out.
 *
 * @param kernel at the output, on the points chosen or on a sample of them; undefined where theory has no answer
 * @returns undefined where all points are there
 */
export function choiceOfPoints(
  { data, population, output }: Setup,
  kernel: State | undefined,
  fractionLaw: FractionLaw | undefined,
): ChoiceOfPoints | undefined {
  if (population === undefined || data.kind !== 'dataset') return undefined;
  if (!(kernel instanceof DatasetState)) return { of: population, agreement: null, gamma: null, information: null };
  const unseen = Math.sqrt(1 - data.points / population);
  const followed = Math.sqrt(kernel.points / data.points);
  const meanOf = (f: (complement: number) => number) => pairMean(kernel, Infinity, f);
  const complement = meanOf((c) => c);
  const { byClass } = fractionLaw ?? {};
  return {
    of: population,
    agreement: unequalBias(output) ? null : meanOf(agreementFit(output.classes)).error * followed * unseen,
    gamma: complement.value > 0 ? (complement.error / complement.value ** 2) * followed * unseen : null,
    information: byClass ? byClass.informationOfChoice * unseen : null,
  };
}
