import { type Layer, makeLayer, type Part } from './layer.ts';
import { batchNorm } from './layers/norms/batchNorm.ts';
import { mapLayers, partsInside } from './mapLayers.ts';
import type { Network } from './network.ts';

export const batchNormModes = ['train', 'eval'] as const;
export type BatchNormMode = (typeof batchNormModes)[number];

/** The network with a mode for every batchNorm that names none, in blocks too. Its notation then says the mode. */
export function withBatchNorm(network: Network, mode: BatchNormMode | undefined): Network {
  // Training is the mode of layers that name none.
  if (mode !== 'eval' || modesOf(network.parts).every((own) => own !== undefined)) return network;
  return mapLayers(network, (layer) =>
    isBatchNorm(layer) && layer.given.mode === undefined
      ? makeLayer(layer.definition, { ...layer.given, mode })
      : layer,
  );
}

/** What the batchNorm of a network do with their points, in a sentence for notes; undefined without any. */
export function batchNormNote({ parts }: Network): string | undefined {
  const modes = new Set(modesOf(parts).map((mode) => mode ?? 'train'));
  if (modes.size === 0) return undefined;
  if (modes.size === 2) return 'some batchNorm are in training mode, others in evaluation mode, as their arguments say';
  return modes.has('eval')
    ? 'batchNorm is in evaluation mode: before training its running mean is 0 and its variance 1, so that it only divides by √(1 + ε)'
    : 'batchNorm is in training mode: it takes mean and variance from the points; in evaluation mode (--batch-norm eval) it would only divide by √(1 + ε)';
}

/** Of every batchNorm the mode it names. */
function modesOf(parts: readonly Part[]): (BatchNormMode | undefined)[] {
  return parts.flatMap((part) => {
    if (part.kind === 'repeat') return modesOf(part.body);
    const own = isBatchNorm(part) ? [part.given.mode as BatchNormMode | undefined] : [];
    return [...own, ...partsInside(part).flatMap(([, inside]) => modesOf(inside))];
  });
}

function isBatchNorm({ definition }: Layer): boolean {
  return definition.name === batchNorm.definition.name;
}
