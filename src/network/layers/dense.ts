import { type Shape, sizeOf } from '../../graph/graph.ts';
import { andThen } from '../../kernel/state.ts';
import { scales } from '../init.ts';
import { type Arguments, layer, type Setting } from '../layer.ts';

interface DenseOptions {
  /** σ_w², the variance of a weight times the fan-in. */
  readonly sigmaW2?: number;
  /** σ_b², the variance of a bias. */
  readonly sigmaB2?: number;
}

/**
 * dense(units): y = W x + b with W_ij of variance σ_w²/fan-in and b_i of variance σ_b².
 *
 *   cov′ = σ_w² cov + σ_b²,  spread′ = σ_w² spread
 *
 * Flattens an image; acts on every token of a sequence alike. `dense(1)` at the end is a two-class sigmoid head.
 * Source: [LEE] eq. 5; docs/theory §0.
 */
export const dense = layer<[units: number, options?: DenseOptions]>({
  name: 'dense',
  summary: 'fully connected: y = W x + b; flattens an image, acts on each token alike',
  family: 'layer',
  theory: 'exact',
  parameters: {
    units: { kind: 'wholePositive', meaning: 'number of outputs' },
    sigmaW2: { kind: 'positive', meaning: 'variance of a weight times the fan-in', optional: true },
    sigmaB2: { kind: 'nonNegative', meaning: 'variance of a bias', optional: true },
  },
  shape: (input, { units }) => (isTokens(input) ? [input[0]!, Number(units)] : [Number(units)]),
  kernel: (state, args, setting) => {
    const { sigmaW2, sigmaB2 } = denseScales(args, setting);
    const vector = isTokens(setting.input) ? state : state.flatten();
    return andThen(vector, (features) => features.affine(sigmaW2, sigmaB2, Number(args.units)));
  },
  graph: (g, x, args, setting) => {
    const { weights, biases } = denseScales(args, setting);
    const units = Number(args.units);
    const tokens = isTokens(setting.input);
    const fanIn = denseFanIn(setting.input);
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
});

/** Number of inputs that one unit sees: the features of a token, or all of a flattened point. */
export function denseFanIn(input: Shape): number {
  return isTokens(input) ? input[1]! : sizeOf(input);
}

/** The variances and laws of a dense layer where it stands. */
export function denseScales(args: Arguments, setting: Pick<Setting, 'input' | 'init'>): ReturnType<typeof scales> {
  const own = { sigmaW2: args.sigmaW2 as number | undefined, sigmaB2: args.sigmaB2 as number | undefined };
  return scales(setting.init, denseFanIn(setting.input), Number(args.units), own);
}

function isTokens(shape: Shape): boolean {
  return shape.length === 2;
}
