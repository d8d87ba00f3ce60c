import { activationDefinitions } from './activationLayers.ts';
import { dense } from './dense.ts';
import { flatten } from './flatten.ts';
import type { LayerDefinition } from './layer.ts';

/** Every kind of layer there is. Notation, help, the support table and the suites in checks/ read this list. */
export const layerDefinitions: readonly LayerDefinition[] = [
  dense.definition,
  flatten.definition,
  ...activationDefinitions,
];

const byName = new Map(layerDefinitions.map((definition) => [definition.name, definition]));

export function findLayer(name: string): LayerDefinition | undefined {
  return byName.get(name);
}

export const layerNames: readonly string[] = [...byName.keys()];
