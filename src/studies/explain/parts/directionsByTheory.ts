import { askTheory, type Theorist } from '../../../measure/theory/theorist.ts';
import type { MeasuredValue } from '../../../numerics/sampling/zScore.ts';
import type { Setup } from '../../../setup/setup.ts';
import type { Direction } from '../schema.ts';
import { type BiasLeft, directionOf, type Removal } from './removal.ts';
import { theoryValue } from './worthByTheory.ts';

/** Where theory is computed, and what ends it. */
interface Thread {
  readonly theorist?: Theorist;
  readonly signal?: AbortSignal;
}

/**
 * What theory says of the network on what is left by every removal, of which the first takes nothing; undefined where
 * theory does not follow it.
 *
 * @param batch how many points layers see that look at all of them
 * @throws UserError when it is interrupted
 */
export async function directionsByTheory(
  removals: readonly Removal[],
  batch: number,
  thread: Thread = {},
): Promise<Direction[] | undefined> {
  const biases = new Map<Setup, BiasLeft>();
  for (const { setup } of removals) {
    const left = biases.get(setup) ?? (await biasLeftOn(setup, batch, thread));
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

async function biasLeftOn(setup: Setup, batch: number, { theorist, signal }: Thread): Promise<BiasLeft | undefined> {
  const bias = await askTheory(theorist, { kind: 'bias', setup, points: batch }, { signal });
  if (!bias) return undefined;
  const { gamma, agreement } = bias;
  return { gamma: theoryValue(gamma.value, gamma.error), agreement: theoryValue(agreement.value, agreement.error) };
}

/** 1 − b/a of independent a and b. */
function shareGone(a: MeasuredValue, b: MeasuredValue): MeasuredValue {
  const left = b.mean / a.mean;
  return theoryValue(1 - left, Math.hypot(b.standardError, left * a.standardError) / a.mean);
}

function above(chance: number, { mean, standardError }: MeasuredValue): MeasuredValue {
  return theoryValue(mean - chance, standardError);
}
