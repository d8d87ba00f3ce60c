import { askTheory, type Theorist } from '../../../measure/theory/theorist.ts';
import type { StandIn } from '../../../network/layer.ts';
import type { MeasuredValue } from '../../../numerics/sampling/zScore.ts';
import type { Prediction } from '../../../results/schema.ts';
import type { Setup } from '../../../setup/setup.ts';
import type { Worth } from '../schema.ts';
import { lnRatio } from './lnGamma.ts';

/** Whether theory follows a network so far, and so fast, that it can be asked again for every layer. */
export function theoryKnows({ mode, agreement }: Prediction): boolean {
  return mode !== 'spatial' && agreement !== null;
}

/**
 * What a layer is worth by theory: the agreement of the network minus that of the same network with the kernel of the
 * layer replaced by its stand-in's. Undefined where theory stops at the stand-in.
 * @throws UserError when it is interrupted
 */
export async function worthByTheory(
  setup: Setup,
  index: number,
  standIn: StandIn,
  whole: Prediction,
  { theorist, signal }: { readonly theorist?: Theorist; readonly signal?: AbortSignal },
): Promise<Worth | undefined> {
  const task = { kind: 'bias', setup, points: whole.points, without: [index] } as const;
  const without = await askTheory(theorist, task, { signal });
  if (whole.agreement === null || without === undefined) return undefined;
  const gammaWithout = theoryValue(without.gamma.value, without.gamma.error);
  return {
    mean: whole.agreement - without.agreement.value,
    standardError: Math.hypot(whole.agreementError ?? 0, without.agreement.error),
    lnGamma: whole.gamma === null ? null : lnRatio(theoryValue(whole.gamma, whole.gammaError), gammaWithout),
    without: without.agreement.value,
    gammaWithout,
    standIn: standIn.what,
    method: 'theory',
    initialisations: null,
  };
}

/** A value of theory; exact without an error. */
export function theoryValue(mean: number, standardError = 0): MeasuredValue {
  return { mean, standardError };
}
