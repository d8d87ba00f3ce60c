import { activationOf, type Layer, type Part } from '../../network/layer.ts';
import { gate } from '../../network/layers/blocks/gate.ts';
import { countLayers, mapRows } from '../../network/mapLayers.ts';
import { Network } from '../../network/network.ts';

/** The network with rows of layers changed before its readout, which stays with the activations behind it. */
export function mapHidden({ parts }: Network, change: (row: readonly Part[]) => readonly Part[]): Network {
  const [hidden, end] = splitAtReadout(parts);
  if (hidden.length === 0) return new Network(parts);
  return new Network([...mapRows(new Network(hidden), change, isNoGate).parts, ...end]);
}

/** How many layers before the readout have a property. */
export function countHidden({ parts }: Network, has: (layer: Layer) => boolean): number {
  return countLayers(splitAtReadout(parts)[0], has);
}

/** Whether a part is an activation that does something. */
export function isActivation(part: Part | undefined): part is Layer {
  if (part?.kind !== 'layer') return false;
  const phi = activationOf(part);
  return phi !== undefined && !phi.identity;
}

/** "each of 3 activations", "the one maxPool". */
export function each(count: number, singular: string, plural = `${singular}s`): string {
  return count === 1 ? `the one ${singular}` : `each of ${count} ${plural}`;
}

/** What a gate multiplies by is no layer like others. */
function isNoGate({ definition }: Layer): boolean {
  return definition !== gate.definition;
}

function splitAtReadout(parts: readonly Part[]): [hidden: readonly Part[], end: readonly Part[]] {
  const readout = parts.findLastIndex((part) => part.kind === 'repeat' || !activationOf(part));
  return [parts.slice(0, Math.max(0, readout)), parts.slice(Math.max(0, readout))];
}
