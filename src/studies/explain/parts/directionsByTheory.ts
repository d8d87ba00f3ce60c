import { DatasetState } from '../../../kernel/dataset/datasetState.ts';
import { SpatialState } from '../../../kernel/spatial/spatialState.ts';
import { isUnknown } from '../../../kernel/state.ts';
import { unequalBias } from '../../../network/output.ts';
import type { MeasuredValue } from '../../../numerics/sampling/zScore.ts';
import type { Setup } from '../../../setup/setup.ts';
import { answersOf } from '../../../theory/answers.ts';
import { datasetAgreement } from '../../../theory/datasetAgreement.ts';
import { modeOf, traceOf } from '../../../trace/trace.ts';
import type { Direction } from '../schema.ts';
import { type BiasLeft, directionOf, type Removal } from './removal.ts';

/**
 * What theory says of the network on what is left by every removal, of which the first takes nothing; undefined where
 * theory does not follow it.
 *
 * @param batch how many points layers see that look at all of them
 */
export function directionsByTheory(removals: readonly Removal[], batch: number): Direction[] | undefined {
  // Spatial mode would work minutes for one number.
  if (modeOf(removals[0].setup) === 'spatial') return undefined;
  const biases = new Map<Setup, BiasLeft>();
  for (const { setup } of removals) {
    const left = biases.get(setup) ?? biasLeftOn(setup, batch);
    if (!left) return undefined;
    biases.set(setup, left);
  }
  const whole = biases.get(removals[0].setup)!;
  return removals.map((removal) => {
    const left = biases.get(removal.setup)!;
    const chance = 1 / removal.setup.output.classes;
    return directionOf(removal, left, whole, {
      gamma: shareGone(whole.gamma, left.gamma),
      agreement: shareGone(above(chance, whole.agreement), above(chance, left.agreement)),
    });
  });
}

/** Without the law of the guesses of given points, which would take seconds. */
function biasLeftOn(setup: Setup, batch: number): BiasLeft | undefined {
  const { decision } = traceOf(setup, batch);
  if (isUnknown(decision) || decision instanceof SpatialState || unequalBias(setup.output)) return undefined;
  if (decision instanceof DatasetState) {
    const agreement = datasetAgreement(setup.output.classes, decision.complements);
    return { gamma: withError(decision.summary().gamma, 0), agreement: withError(agreement, 0) };
  }
  const answers = answersOf(setup, decision, batch);
  if ('reason' in answers) return undefined;
  const { gamma, agreement } = answers;
  return { gamma: withError(gamma.value, gamma.error), agreement: withError(agreement.value, agreement.error) };
}

/** 1 − b/a of independent a and b. */
function shareGone(a: MeasuredValue, b: MeasuredValue): MeasuredValue {
  const left = b.mean / a.mean;
  return withError(1 - left, Math.hypot(b.standardError, left * a.standardError) / a.mean);
}

function above(chance: number, { mean, standardError }: MeasuredValue): MeasuredValue {
  return withError(mean - chance, standardError);
}

function withError(mean: number, standardError: number): MeasuredValue {
  return { mean, standardError };
}
