import { type Shape, sizeOf } from '../../graph/graph.ts';
import { andThen } from '../../kernel/state.ts';
import { type ArgumentsOf, wholePositive } from '../../notation/parameters.ts';
import { type Scales, scales } from '../init.ts';
import { layer, type Setting } from '../layer.ts';
import { NEUTRAL, withoutBiases } from '../standIn.ts';
import { hasBiases, scaleParameters } from './weights.ts';

const parameters = { units: wholePositive('number of outputs'), ...scaleParameters };

/**
 * dense(units): y = W x + b with W_ij of variance σ_w²/fan-in and b_i of variance σ_b².
 *
 *   cov′ = σ_w² cov + σ_b²,  spread′ = σ_w² spread
 *
 * Flattens an image; acts on every token of a sequence alike. `dense(1)` at the end is a two-class sigmoid head.
 * Source: [LEE] eq. 5; docs/theory §0.
 */
export const dense = layer({
  name: 'dense',
  summary: 'fully connected: y = W x + b; flattens an image, acts on each token alike',
  family: 'layer',
  theory: 'exact',
  parameters,
  positional: (units: number) => ({ units }),
  examples: [{ network: 'dense(400), φ', on: 'law', seed: 5000 }],
  shape: (input, { units }) => (isTokens(input) ? [input[0]!, units] : [units]),
  kernel: (state, args, setting) => {
    const { sigmaW2, sigmaB2 } = denseScales(args, setting);
    const vector = isTokens(setting.input) ? state : state.flatten();
    return andThen(vector, (features) => features.affine(sigmaW2, sigmaB2, args.units));
  },
  graph: (g, x, args, setting) => {
    const { fanIn, weights, biases } = denseScales(args, setting);
    const { units } = args;
    const tokens = isTokens(setting.input);
    const input = setting.input.length > 2 ? g.node('Flatten', [x], { axis: 1 }, [fanIn]) : x;
    const shape = tokens ? [setting.input[0]!, units] : [units];
    const product = g.node(
      'MatMul',
      [input, g.weights([fanIn, units], weights, { reuse: tokens ? setting.input[0] : 1 })],
      {},
      shape,
    );
    return biases ? g.node('Add', [product, g.weights([units], biases)]) : product;
  },
  mixing: denseScales,
  homogeneous: (args, init) => !hasBiases(args, init),
  standIn: (_args, placed, init) => withoutBiases(placed, init) ?? NEUTRAL,
});

/** The variances and laws of a dense layer where it stands. A unit sees the features of a token, or all of a flattened point. */
function denseScales(
  args: ArgumentsOf<typeof parameters>,
  { input, init, endsBranch }: Pick<Setting, 'input' | 'init' | 'endsBranch'>,
): Scales {
  const fanIn = isTokens(input) ? input[1]! : sizeOf(input);
  const { units } = args;
  return scales(init, { kind: endsBranch ? 'branchEnd' : 'dense', fanIn, fanOut: units, units }, args);
}

function isTokens(shape: Shape): boolean {
  return shape.length === 2;
}
