import { type ActivationFamily, families } from '../../activations/index.ts';
import type { ParameterTable } from '../../notation/parameters.ts';
import { type Builder, layer, type Positional } from '../layer.ts';
import { NEUTRAL, passing } from '../standIn.ts';

/** An activation as a kind of layer: shapes pass through, the kernel applies φ, the graph emits its nodes. */
function activationLayer<P extends ParameterTable, By extends Positional>(
  family: ActivationFamily<P, By>,
): Builder<P, By> {
  const { name, summary, theory, parameters, positional } = family;
  return layer({
    name,
    summary,
    family: 'activation',
    theory,
    parameters,
    positional,
    examples: family.examples.map(({ notation, seed }) => ({ network: `dense(400), ${notation}`, on: 'law', seed })),
    shape: (input) => input,
    kernel: (state, args) => state.activate(family.of(args)),
    graph: (g, x, args) => family.of(args).graph(g, x),
    activation: family.of,
    homogeneous: (args) => family.of(args).angular !== undefined,
    standIn: (args) => (family.of(args).identity ? NEUTRAL : passing('linear units')),
  });
}

type ActivationBuilders = {
  readonly [Name in keyof typeof families]: (typeof families)[Name] extends ActivationFamily<infer P, infer By>
    ? Builder<P, By>
    : never;
};

/**
 * TypeScript builders of all activation layers: `activations.relu()`, `activations.leakyRelu(0.2)`,
 * `activations.activation('x * sigmoid(1.702 * x)')`, `activations.gaussian()` (exp(−x²); at the top level that name
 * belongs to the data).
 */
export const activations = Object.fromEntries(
  Object.entries(families).map(([name, family]) => [name, activationLayer(family as ActivationFamily)]),
) as unknown as ActivationBuilders;
