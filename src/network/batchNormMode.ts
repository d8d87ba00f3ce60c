import { type Layer, makeLayer, type Part } from './layer.ts';
import { isParts } from './layers/blocks/inside.ts';
import { batchNorm } from './layers/norms/batchNorm.ts';
import { Network } from './network.ts';

export const batchNormModes = ['train', 'eval'] as const;
export type BatchNormMode = (typeof batchNormModes)[number];

/** The network with a mode for every batchNorm that names none, in blocks too. Its notation then says the mode. */
export function withBatchNorm(network: Network, mode: BatchNormMode | undefined): Network {
  // Training is the mode of layers that name none.
  if (mode !== 'eval' || modesOf(network.parts).every((own) => own !== undefined)) return network;
  return new Network(network.parts.map(inMode));

  function inMode(part: Part): Part {
    if (part.kind === 'repeat') return { ...part, body: part.body.map(inMode) };
    const inside = blocksOf(part).map(([name, parts]) => [name, parts.map(inMode)] as const);
    const own = isBatchNorm(part) && part.given.mode === undefined ? { mode } : {};
    if (inside.length === 0 && !isBatchNorm(part)) return part;
    return makeLayer(part.definition, { ...part.given, ...Object.fromEntries(inside), ...own });
  }
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
    return [...own, ...blocksOf(part).flatMap(([, inside]) => modesOf(inside))];
  });
}

function isBatchNorm({ definition }: Layer): boolean {
  return definition.name === batchNorm.definition.name;
}

/** The layers inside a layer, by the argument that holds them. */
function blocksOf({ given }: Layer): [name: string, parts: readonly Part[]][] {
  return Object.entries(given).flatMap(([name, value]) =>
    isParts(value) ? [[name, value] satisfies [string, readonly Part[]]] : [],
  );
}
