import { type Shape, sizeOf } from '../../graph/graph.ts';
import { reasons } from '../../kernel/reasons.ts';
import { andThen } from '../../kernel/state.ts';
import { type ArgumentsOf, type Bias, bias, wholePositive } from '../../notation/parameters.ts';
import { type Scales, scales } from '../init.ts';
import { argumentsOf, type Layer, layer, makeLayer, type Setting } from '../layer.ts';
import { shapeError } from '../shape.ts';
import { NEUTRAL, withoutBiases } from '../standIn.ts';
import { hasBiases, scaleOrZeroParameters } from './weights.ts';

const parameters = {
  units: wholePositive('number of outputs'),
  ...scaleOrZeroParameters,
  bias: bias('added to the outputs in every network: a number, one for each output, or prior').optional(),
};

/**
 * dense(units): y = W x + b with W_ij of variance σ_w²/fan-in and b_i of variance σ_b².
 *
 *   cov′ = σ_w² cov + σ_b²,  spread′ = σ_w² spread
 *
 * `bias` adds fixed numbers: outputs then have these means. The logarithms of the class shares (`bias=prior`) are put in by
 * `setup/prior.ts`, which knows the data. Weights of variance 0 make a zero-initialised readout.
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
  shape: (input, { units, bias }) => {
    if (Array.isArray(bias) && bias.length !== units) {
      throw shapeError(
        `dense(${units}) has ${units} outputs, but ${bias.length} biases`,
        [],
        'give one for each output',
      );
    }
    return isTokens(input) ? [input[0]!, units] : [units];
  },
  kernel: (state, args, setting) => {
    const { sigmaW2, sigmaB2 } = denseScales(args, setting);
    if (isShifted(args.bias)) return reasons.fixedBias;
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
    const drawn = biases ? g.node('Add', [product, g.weights([units], biases)]) : product;
    return isShifted(args.bias) ? g.node('Add', [drawn, g.constant(biasList(args.bias, units), [units])]) : drawn;
  },
  mixing: denseScales,
  homogeneous: (args, init) => !hasBiases(args, init) && !isShifted(args.bias),
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

/** The same layer with other fixed biases, or with none. */
export function withFixedBias(layer: Layer, bias: readonly number[]): Layer {
  return makeLayer(layer.definition, { ...layer.given, bias });
}

export function withoutFixedBias(layer: Layer): Layer {
  const { bias: _bias, ...others } = layer.given;
  return makeLayer(layer.definition, others);
}

/** Whether a dense layer asks for the class shares of the data as biases. */
export function wantsPrior(layer: Layer): boolean {
  return argumentsOf(dense, layer)?.bias === 'prior';
}

/** Whether outputs have means other than 0. */
function isShifted(bias: Bias | undefined): bias is Bias {
  return bias !== undefined && (bias === 'prior' || [bias].flat().some((one) => one !== 0));
}

/** The fixed biases of all units. @throws RangeError for shares of classes that have not been put in */
export function biasList(bias: Bias | undefined, units: number): readonly number[] {
  if (bias === 'prior') throw new RangeError('the class shares are not known here');
  return Array.isArray(bias) ? bias : new Array<number>(units).fill((bias as number | undefined) ?? 0);
}

function isTokens(shape: Shape): boolean {
  return shape.length === 2;
}
