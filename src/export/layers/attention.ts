import type { DrawnTensor } from '../../graph/graph.ts';
import { attention as layer } from '../../network/layers/tokens/attention.ts';
import type { Fans } from '../../network/schemes/scheme.ts';
import { isSame } from '../code/scale.ts';
import { refusal } from '../refusal.ts';
import { type Unfolded, words } from '../words.ts';

const MATRICES = ['query', 'key', 'value', 'out'];

/** attention: queries, keys and values are drawn alike; the output by a law of its own, where the initialisation has one. */
export const attention = words(layer, {
  weights: (count) =>
    MATRICES.flatMap((name) => ['weight', 'bias'].slice(0, count / MATRICES.length).map((kind) => `${name}.${kind}`)),
  pytorch(w, { heads }, at) {
    const { weights, biases } = lawsOf(at);
    const features = requireWhole('PyTorch', at);
    const [inputs, output] = fansOf(features);
    const made = `nn.MultiheadAttention(${features}, ${heads}, batch_first=True)`;
    const asBuilt =
      biases.length === 0 &&
      isUniform(weights[0]!, 2 / (inputs.fanIn + inputs.fanOut)) &&
      isUniform(weights[3]!, 1 / (3 * features));
    const draws = [
      ...(weights[0]!.law === 'orthogonal'
        ? ['for weight in @.in_proj_weight.data.chunk(3):', `    ${w.draw('weight', weights[0]!, output)}`]
        : [w.draw('@.in_proj_weight', weights[0]!, inputs)]),
      w.draw('@.out_proj.weight', weights[3]!, output),
      ...(biases.length === 0
        ? []
        : [w.draw('@.in_proj_bias', biases[0]!, undefined), w.draw('@.out_proj.bias', biases[3]!, undefined)]),
    ];
    const name = w.module('attention', made, asBuilt ? [] : draws);
    w.apply((x) => `${name}(${x}, ${x}, ${x}, need_weights=False)[0]`);
  },
  keras(w, { heads }, at) {
    const { weights, biases } = lawsOf(at);
    const features = requireWhole(w.title, at);
    const [first, , , output] = weights;
    const isGlorot =
      isUniform(first!, 2 / (features * (heads + features / heads))) &&
      isUniform(output!, 2 / (heads * (features / heads + features)));
    if (!isGlorot && (first!.law !== output!.law || !isSame(first!.variance, output!.variance))) {
      const why = 'it draws the output of attention by the law of its inputs';
      throw refusal(at, w.title, why, 'choose another --init, or write net.py for PyTorch');
    }
    const args = [
      String(heads),
      String(features / heads),
      isGlorot ? undefined : `kernel_initializer=${w.initializer(at, first!)}`,
      biases.length === 0 ? undefined : `bias_initializer=${w.initializer(at, biases[0]!)}`,
    ].filter((arg) => arg !== undefined);
    w.apply((x) => `layers.MultiHeadAttention(${args.join(', ')})(${x}, ${x})`);
  },
  flax(w, { heads }, at) {
    const { weights, biases } = lawsOf(at);
    const features = requireWhole(w.title, at);
    const fans = { fanIn: features, fanOut: features, units: features };
    const [first, , , output] = weights.map((law) => w.initializer(at, law, fans));
    const args = [
      `num_heads=${heads}`,
      `kernel_init=${first}`,
      first === output ? undefined : `out_kernel_init=${output}`,
      biases.length === 0 ? undefined : `bias_init=${w.initializer(at, biases[0]!)}`,
    ].filter((arg) => arg !== undefined);
    w.apply((x) => `nn.MultiHeadDotProductAttention(${args.join(', ')})(${x}, ${x})`);
  },
});

/** The laws of the four matrices, and of their biases. */
function lawsOf({ weights }: Unfolded): Readonly<Record<'weights' | 'biases', readonly DrawnTensor[]>> {
  return {
    weights: weights.filter(({ dims }) => dims.length === 2),
    biases: weights.filter(({ dims }) => dims.length === 1),
  };
}

/** Of the three matrices of the inputs packed into one, as PyTorch has them, and of the output. */
function fansOf(features: number): readonly [inputs: Fans, output: Fans] {
  return [
    { fanIn: features, fanOut: 3 * features, units: 3 * features },
    { fanIn: features, fanOut: features, units: features },
  ];
}

function isUniform({ law, variance }: DrawnTensor, expected: number): boolean {
  return law === 'uniform' && isSame(variance, expected);
}

/** @throws UserError `bad-argument` where the heads together have other features than a token */
function requireWhole(title: string, at: Unfolded): number {
  const [fanIn, units] = at.weights[0]!.dims;
  if (fanIn === units) return fanIn!;
  const why = 'its heads together have as many features as a token';
  throw refusal(at, title, why, 'leave dim= out, or write net.onnx');
}
