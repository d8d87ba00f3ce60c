import { GraphBuilder } from '../graph/graph.ts';
import type { Initialisation } from '../network/init.ts';
import { mixingOf, type PlacedLayer } from '../network/layer.ts';
import { couples } from '../network/layers/blocks/inside.ts';
import { type Output, outputOf, unequalBias } from '../network/output.ts';
import type { Program, Readout } from './program.ts';

/**
 * Compiles placed layers.
 * @param points how many points go through, if known: batches must divide them
 * @throws UserError `shape` when they do not
 */
export function compile(layers: readonly PlacedLayer[], init: Initialisation, points: number | null = null): Program {
  const output = outputOf(layers);
  const end = output.readout ?? output.decision + 1;
  const g = new GraphBuilder(layers[0]!.input);
  let x = g.input;
  const trace = layers.slice(0, end).map(({ layer, input }) => {
    x = layer.definition.graph(g, x, layer.args, { input, init, points });
    return x;
  });
  const hidden = g.build([x]);
  return {
    output: { classes: output.classes, units: output.units, logits: output.logits },
    hidden,
    features: x,
    trace,
    couplesPoints: couples(layers.map(({ layer }) => layer)),
    readout: readoutOf(layers, output, init, hidden.weights.length),
  };
}

function readoutOf(
  layers: readonly PlacedLayer[],
  output: Output,
  init: Initialisation,
  firstNumber: number,
): Readout | undefined {
  const { readout, decision, bias } = output;
  if (readout === undefined) return undefined;
  const placed = layers[readout]!;
  const units = placed.output.at(-1)!;
  const { fanIn, sigmaW2, sigmaB2, weights, biases } = mixingOf(placed, init)!;
  const g = new GraphBuilder([fanIn], firstNumber);
  const matrix = g.weights([units, fanIn], weights);
  const operands = biases ? [g.input, matrix, g.weights([units], biases)] : [g.input, matrix];
  let x = g.node('Gemm', operands, { transB: 1 }, [units]);
  if (bias) x = g.node('Add', [x, g.constant(bias, [units])]);
  for (const tail of layers.slice(readout + 1, decision + 1)) {
    x = tail.layer.definition.graph(g, x, tail.layer.args, { input: x.shape, init, points: null });
  }
  const graph = g.build([x]);
  const centred = decision === readout && unequalBias(output) === undefined;
  const isGaussian = centred && graph.weights.every(({ law }) => law === 'gaussian');
  return { graph, fanIn, units, sigmaW2, sigmaB2, isGaussian };
}
