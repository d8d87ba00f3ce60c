import type { StandIn } from '../../../network/layer.ts';
import { Network } from '../../../network/network.ts';
import type { Prediction } from '../../../results/schema.ts';
import type { Setup } from '../../../setup/setup.ts';
import { agreementOn } from '../../../theory/answers.ts';
import type { Worth } from '../schema.ts';
import { neutralised } from './standIn.ts';

/** Whether theory follows a network so far, and so fast, that it can be asked again for every layer. */
export function theoryKnows({ mode, agreement }: Prediction): boolean {
  return mode !== 'spatial' && agreement !== null;
}

/**
 * What a layer is worth by theory: the agreement of the network minus that of the same network with the kernel of the
 * layer replaced by its stand-in's. Undefined where theory stops at the stand-in.
 */
export function worthByTheory(setup: Setup, index: number, standIn: StandIn, whole: Prediction): Worth | undefined {
  const layers = setup.layers.map((placed, i) => (i === index ? neutralised(placed, standIn) : placed));
  const network = new Network(layers.map(({ layer }) => layer));
  const without = agreementOn({ ...setup, network, layers }, whole.points);
  if (whole.agreement === null || without === undefined) return undefined;
  return {
    mean: whole.agreement - without.value,
    standardError: Math.hypot(whole.agreementError ?? 0, without.error),
    without: without.value,
    standIn: standIn.what,
    method: 'theory',
    initialisations: null,
  };
}
