import { makeLayer, mixingOf } from '../../network/layer.ts';
import { Network } from '../../network/network.ts';
import { scaledLaw } from '../inModels/laws.ts';
import type { Remedy } from '../remedy.ts';

/** Weights of the readout are this much smaller. */
const FACTOR = 0.01;

/**
 * A readout of smaller weights, and without biases: logits become small, and the loss at step 0 ln K. Which logit is the largest,
 * and so every guess, stays as it is where there were no biases. Weights of 0 would leave only ties.
 */
export const smallReadout: Remedy = {
  name: 'small-readout',
  title: () => 'small readout',
  summary: `the weights of the readout are drawn ${1 / FACTOR} times smaller, its biases begin at 0`,
  effort: 'initialisation',
  experiments: ['12-small-readout'],
  inNotation: (setup) => {
    const { network, layers, output, init } = setup;
    const last = network.parts.at(-1);
    const mixing = output.readout === undefined ? undefined : mixingOf(layers[output.readout], init);
    if (!mixing || output.readout !== layers.length - 1 || last?.kind !== 'layer') {
      return 'it does not end in a dense layer';
    }
    const smaller = { sigmaW2: mixing.sigmaW2 * FACTOR ** 2, sigmaB2: 0 };
    const readout = makeLayer(last.definition, { ...last.given, ...smaller });
    return [{ where: 'the readout', network: new Network([...network.parts.slice(0, -1), readout]) }];
  },
  inModel: ({ plan: { parameters }, laws }) => {
    const weight = parameters.findLast(({ role }) => role === 'weight');
    const law = weight && scaledLaw(laws.get(weight.name)?.law, FACTOR, weight.dims);
    if (!law) return 'its readout is not drawn';
    const bias = parameters.find(({ role, layer }) => role === 'bias' && layer === weight.layer);
    const others = new Map(laws).set(weight.name, law);
    if (bias) others.set(bias.name, { law: { law: 'constant', value: 0 }, reads: 'zeros' });
    return [{ where: weight.layer, laws: others }];
  },
  paste: () => ({
    pytorch: `with torch.no_grad():\n    readout.weight.mul_(${FACTOR})\n    readout.bias.zero_()`,
    keras: `keras.layers.Dense(classes, kernel_initializer=keras.initializers.VarianceScaling(${FACTOR ** 2}))`,
    flax: `nn.Dense(classes, kernel_init=nn.initializers.variance_scaling(${FACTOR ** 2}, "fan_in", "normal"))`,
  }),
};
