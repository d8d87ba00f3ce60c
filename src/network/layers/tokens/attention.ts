import type { GraphBuilder, Tensor } from '../../../graph/graph.ts';
import { type OptionsOf, wholePositive } from '../../../notation/parameters.ts';
import { scales } from '../../init.ts';
import { layer, type Setting } from '../../layer.ts';
import { shapeError } from '../../shape.ts';
import { passing } from '../../standIn.ts';
import { requireTokens } from '../inputs.ts';
import { measuredOnly } from '../measuredOnly.ts';
import { scaleParameters } from '../weights.ts';

/**
 * attention(heads): multi-head self-attention, every token attending to every other:
 *
 *   y = concat_h [softmax(Q_h K_hᵀ/√d_h) V_h] W_o,  Q = x W_q, K = x W_k, V = x W_v,  d_h = dim/heads
 *
 * with four fresh matrices, each scaled as a dense layer of its size unless the initialisation has a rule for attention.
 * Source: Vaswani et al., Attention Is All You Need, 2017.
 */
export const attention = layer({
  name: 'attention',
  summary: 'multi-head self-attention over tokens',
  family: 'layer',
  theory: 'none',
  parameters: {
    heads: wholePositive('number of heads', '4'),
    dim: wholePositive('features of all heads together, by default those of a token').optional(),
    ...scaleParameters,
  },
  positional: (heads: number) => ({ heads }),
  examples: [{ network: 'dense(400), attention(2), φ', on: 'tokens' }],
  shape: (input, { heads, dim }) => {
    const [, features] = requireTokens('attention', input);
    const all = dim ?? features;
    if (all % heads !== 0) {
      throw shapeError(`attention: ${heads} heads do not divide ${all} features`, [], 'choose heads that divide them');
    }
    return input;
  },
  kernel: () =>
    measuredOnly(
      'a finite number of heads leaves the softmax weights random, so that attention is not a Gaussian process',
    ),
  graph: (g, x, args, setting) => {
    const [tokens, features] = setting.input;
    const { heads, dim = features } = args;
    const size = dim / heads;
    const apart = (values: Tensor, perm: readonly number[], shape: readonly number[]) =>
      g.node('Transpose', [g.node('Reshape', [values, g.integers([0, 0, heads, size])])], { perm }, shape);
    const project = () => linear(g, x, [features, dim], 'attention', args, setting);
    const queries = apart(project(), [0, 2, 1, 3], [heads, tokens, size]);
    const keys = apart(project(), [0, 2, 3, 1], [heads, size, tokens]);
    const values = apart(project(), [0, 2, 1, 3], [heads, tokens, size]);
    const scaled = g.node('Mul', [queries, g.constant(1 / Math.sqrt(size))]);
    const scores = g.node('MatMul', [scaled, keys], {}, [heads, tokens, tokens]);
    const attended = g.node('MatMul', [g.node('Softmax', [scores], { axis: 3 }), values], {}, [heads, tokens, size]);
    const swapped = g.node('Transpose', [attended], { perm: [0, 2, 1, 3] }, [tokens, heads, size]);
    const together = g.node('Reshape', [swapped, g.integers([0, 0, dim])], {}, [tokens, dim]);
    return linear(g, together, [dim, features], setting.endsBranch ? 'branchEnd' : 'attentionOutput', args, setting);
  },
  standIn: () => passing('every token by itself'),
});

/** x W + b on every token, W and b fresh. */
function linear(
  g: GraphBuilder,
  x: Tensor,
  dims: readonly [fanIn: number, fanOut: number],
  kind: 'attention' | 'attentionOutput' | 'branchEnd',
  { heads, ...own }: OptionsOf<typeof scaleParameters> & { readonly heads: number },
  { input: [tokens], init }: Setting,
): Tensor {
  const [fanIn, units] = dims;
  const { weights, biases } = scales(init, { kind, fanIn, fanOut: units, units, heads }, own);
  const reuse = tokens;
  const product = g.node('MatMul', [x, g.weights(dims, weights, { reuse })], {}, [tokens, dims[1]]);
  return biases ? g.node('Add', [product, g.weights([dims[1]], biases, { reuse })]) : product;
}
