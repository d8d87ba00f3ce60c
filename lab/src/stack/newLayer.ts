import type { LayerDefinition, Part } from '../../../src/network/layer.ts';
import { parseNetwork } from '../../../src/network/notation/parse.ts';
import { layerDefinitions } from '../../../src/network/registry.ts';

/** The kinds of layers that can be added, as a menu groups them. */
export const groups: readonly { readonly title: string; readonly kinds: readonly LayerDefinition[] }[] = [
  { title: 'Layers', kinds: layerDefinitions.filter(({ family }) => family === 'layer') },
  { title: 'Activations', kinds: layerDefinitions.filter(({ family }) => family === 'activation') },
];

/** A layer of a kind as it is added: what must be given is as in its first example. */
export function newLayer({ name, parameters }: LayerDefinition): Part {
  const needed = Object.values(parameters).filter(({ need }) => need === 'required');
  const args = needed.map(({ example }) => example).join(', ');
  return parseNetwork(args === '' ? name : `${name}(${args})`).parts[0];
}
