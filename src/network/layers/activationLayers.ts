import type { Activation } from '../../activations/activation.ts';
import { type ActivationFamily, activationFamilies } from '../../activations/index.ts';
import type { Parameter } from '../../notation/parameters.ts';
import type { Arguments, LayerDefinition } from '../layer.ts';

/** Every activation as a kind of layer: shapes pass through, the kernel applies φ, the graph emits its nodes. */
export const activationDefinitions: readonly LayerDefinition[] = activationFamilies.map((family) => ({
  name: family.name,
  summary: family.summary,
  family: 'activation',
  theory: family.theory,
  parameters: Object.fromEntries(family.parameters.map((parameter) => [parameter.name, asParameter(parameter)])),
  shape: (input) => input,
  kernel: (state, args) => state.activate(create(family, args)),
  graph: (g, x, args) => create(family, args).graph(g, x),
}));

/** The activation function of an activation layer. */
export function activationOf(definition: LayerDefinition, args: Arguments): Activation | undefined {
  const family = activationFamilies.find((candidate) => candidate.name === definition.name);
  return family && create(family, args);
}

function create(family: ActivationFamily, args: Arguments): Activation {
  return family.create(...family.parameters.map((parameter) => args[parameter.name] as never));
}

function asParameter({ kind, meaning, default: fallback }: ActivationFamily['parameters'][number]): Parameter {
  return { kind, meaning, default: fallback };
}
