import { classShares } from '../../laws/trueClasses.ts';
import { argumentsOf, makeLayer } from '../../network/layer.ts';
import { dense } from '../../network/layers/dense.ts';
import { Network } from '../../network/network.ts';
import type { Paste, Remedy } from '../remedy.ts';

/** Shares that differ by less are equal. */
const EQUAL = 1e-9;
const DIGITS = 6;

/**
 * Output biases b_k = ln π_k: where the weights say nothing, predictions are the shares π of the classes, and the loss is their
 * entropy. Source: Karpathy, A Recipe for Training Neural Networks, 2019; docs/theory §17.
 */
export const classPriors: Remedy = {
  name: 'class-priors',
  title: () => 'class priors',
  summary: 'biases of the outputs begin at ln π_k, π the shares of the classes',
  effort: 'initialisation',
  experiments: ['12-class-priors'],
  goals: ['loss'],
  // Predictions of usual weights hide them.
  beside: 'small-readout',
  inNotation: ({ network, layers, output, data, priors }) => {
    const last = network.parts.at(-1)!;
    const own = last.kind === 'layer' ? argumentsOf(dense, last) : undefined;
    if (last.kind !== 'layer' || !own || output.readout !== layers.length - 1)
      return 'it does not end in a dense layer';
    if (output.units < 2) return singleOutput;
    if (own.bias !== undefined) return 'its outputs have fixed biases';
    const shares = priors ?? classShares(data, output.units);
    if (!shares) return withoutShares(output.units);
    if (isEqual(shares)) return equal;
    const bias = priors ? Array.from(priors, (share) => Number(Math.log(share).toPrecision(DIGITS))) : 'prior';
    const readout = makeLayer(last.definition, { ...last.given, sigmaB2: 0, bias });
    return [{ where: 'the readout', network: new Network([...network.parts.slice(0, -1), readout]) }];
  },
  inModel: ({ plan: { parameters }, laws, scores, shares }) => {
    const weight = parameters.findLast(({ role }) => role === 'weight');
    const bias = parameters.find(({ role, layer }) => role === 'bias' && layer === weight?.layer);
    if (!bias) return 'its readout has no biases';
    if (scores.units < 2) return singleOutput;
    const [units] = bias.dims;
    if (shares?.length !== units || bias.dims.length !== 1) return withoutShares(units);
    if (isEqual(shares)) return equal;
    const law = { law: 'stored', values: Float32Array.from(shares, Math.log) } as const;
    return [{ where: bias.layer, laws: new Map(laws).set(bias.name, { law, reads: 'ln of the class shares' }) }];
  },
  paste: () => paste,
};

const singleOutput = 'it has a single output, and no bias for each class';
const equal = 'all classes are as frequent: equal biases change nothing';

function withoutShares(units: number): string {
  return `its ${units} outputs have no shares of as many classes: label the points, or give --priors`;
}

function isEqual(shares: ArrayLike<number>): boolean {
  return Array.from(shares).every((share) => Math.abs(share - shares[0]) < EQUAL);
}

const paste: Paste = {
  pytorch: [
    'shares = torch.bincount(y_train, minlength=classes) / len(y_train)',
    'with torch.no_grad(): readout.bias.copy_(shares.log())',
  ].join('\n'),
  keras: [
    'shares = numpy.bincount(y_train, minlength=classes) / len(y_train)',
    'keras.layers.Dense(classes, bias_initializer=keras.initializers.Constant(numpy.log(shares)))',
  ].join('\n'),
  flax: [
    'shares = jnp.bincount(y_train, length=classes) / len(y_train)',
    'nn.Dense(classes, bias_init=lambda key, shape, dtype: jnp.log(shares).astype(dtype))',
  ].join('\n'),
};
