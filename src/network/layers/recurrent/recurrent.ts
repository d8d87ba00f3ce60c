import type { GraphBuilder, Tensor } from '../../../graph/graph.ts';
import { type ArgumentsOf, choice, wholePositive } from '../../../notation/parameters.ts';
import { scales, type Weights } from '../../init.ts';
import type { Setting, StandIn } from '../../layer.ts';
import { parseScheme } from '../../schemes/index.ts';
import { torch } from '../../schemes/pytorch.ts';
import { dense } from '../dense.ts';
import { requireTokens } from '../inputs.ts';
import { measuredOnly } from '../measuredOnly.ts';
import { scaleParameters } from '../weights.ts';

/** What lstm and gru share: gated units that read tokens one after another and give one output for each. */

const recurrentParameters = {
  units: wholePositive('features of the state, in each direction', '64'),
  bidirectional: choice(
    ['false', 'true'],
    'whether a second layer reads the tokens backwards, its outputs beside those of the first',
  ).default('false'),
  ...scaleParameters,
};

type RecurrentArguments = ArgumentsOf<typeof recurrentParameters>;

/** The definition of a recurrent layer but its name: `op` is its operator in ONNX, of `gates` matrices in a row. */
export function recurrent(op: 'LSTM' | 'GRU', gates: number, attributes: Readonly<Record<string, number>> = {}) {
  return {
    family: 'layer' as const,
    theory: 'none' as const,
    parameters: recurrentParameters,
    positional: (units: number) => ({ units }),
    shape: (input: Setting['input'], args: RecurrentArguments) => {
      const [tokens] = requireTokens(op.toLowerCase(), input);
      return [tokens, directionsOf(args) * args.units];
    },
    kernel: () => gatesMultiply,
    graph: (g: GraphBuilder, x: Tensor, args: RecurrentArguments, setting: Setting) => {
      const { units } = args;
      const [tokens, features] = setting.input;
      const directions = directionsOf(args);
      const draw = (fanIn: number) => gateScales({ fanIn, units, gates }, args, setting);
      const [read, kept] = [draw(features), draw(units)];
      const use = { reuse: tokens };
      const operands = [
        g.node('Transpose', [x], { perm: [1, 0, 2] }),
        g.weights([directions, gates * units, features], read.weights, use),
        g.weights([directions, gates * units, units], kept.weights, use),
      ];
      // One bias beside each of the two matrices.
      if (read.biases) operands.push(g.weights([directions, 2 * gates * units], read.biases, use));
      const direction = directions === 2 ? 'bidirectional' : 'forward';
      const states = g.node(op, operands, { hidden_size: units, direction, ...attributes });
      const apart = g.node('Transpose', [states], { perm: [2, 0, 1, 3] }, [tokens, directions, units]);
      return g.node('Reshape', [apart, g.integers([0, tokens, directions * units])], {}, [tokens, directions * units]);
    },
    standIn: (args: RecurrentArguments): StandIn => ({
      what: 'a dense layer on every token',
      layers: [dense(directionsOf(args) * args.units)],
    }),
  };
}

const gatesMultiply = measuredOnly(
  'gates multiply units, by the same weights at every token, which has no kernel here',
);

function directionsOf({ bidirectional }: RecurrentArguments): 1 | 2 {
  return bidirectional === 'true' ? 2 : 1;
}

/** Laws as of a dense layer to all gates at once; PyTorch draws everything from U(±1/√units), whatever the fan-in. */
function gateScales(
  { fanIn, units, gates }: { readonly fanIn: number; readonly units: number; readonly gates: number },
  { sigmaW2, sigmaB2 }: RecurrentArguments,
  { init }: Setting,
) {
  const ofTorch = parseScheme(init.scheme).scheme === torch;
  const weights: Weights = {
    kind: 'dense',
    fanIn: ofTorch ? units : fanIn,
    fanOut: gates * units,
    units: gates * units,
  };
  return scales(init, weights, { sigmaW2, sigmaB2 });
}
