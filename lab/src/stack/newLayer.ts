import type { LayerDefinition, Part } from '../../../src/network/layer.ts';
import { parseNetwork } from '../../../src/network/notation/parse.ts';
import { layerDefinitions } from '../../../src/network/registry.ts';

/** The kinds of layers that can be added: layers first, then activations. */
export const kinds: readonly LayerDefinition[] = (['layer', 'activation'] as const).flatMap((family) =>
  layerDefinitions.filter((definition) => definition.family === family),
);

/** A layer of a kind as it is added: what must be given is as in its first example. */
export function newLayer({ name, parameters }: LayerDefinition): Part {
  const needed = Object.values(parameters).filter(({ need }) => need === 'required');
  const args = needed.map(({ example }) => example).join(', ');
  return parseNetwork(args === '' ? name : `${name}(${args})`).parts[0];
}
