import { toOnnx } from '../../engine/onnx/build.ts';
import { type Graph, sizeOf } from '../../graph/graph.ts';
import type { Program } from '../../program/program.ts';

/**
 * A network of ours as a user's file: one graph with its weights stored in it, all of them 0.01 times their place among the
 * entries, so that none is what an initialisation draws.
 */
export function ownExport({ hidden, readout, features }: Program, points: number): Uint8Array<ArrayBuffer> {
  if (!readout) return toOnnx(stored(hidden), { points });
  const { graph } = readout;
  const [{ name: read }] = graph.inputs;
  const renamed = (name: string) => (name === read ? features.name : `readout_${name}`);
  const all: Graph = {
    inputs: hidden.inputs,
    nodes: [
      ...hidden.nodes,
      ...graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map(renamed), output: renamed(node.output) })),
    ],
    weights: [...hidden.weights, ...graph.weights.map((tensor) => ({ ...tensor, name: renamed(tensor.name) }))],
    constants: [...hidden.constants, ...graph.constants.map((tensor) => ({ ...tensor, name: renamed(tensor.name) }))],
    outputs: graph.outputs.map((tensor) => ({ ...tensor, name: renamed(tensor.name) })),
  };
  return toOnnx(stored(all), { points });
}

/** Weights as constants. */
function stored(graph: Graph): Graph {
  const weights = graph.weights.map(({ name, dims }) => ({
    name,
    dims,
    values: Float32Array.from({ length: sizeOf(dims) }, (_, place) => 0.01 * (place % 100)),
  }));
  return { ...graph, weights: [], constants: [...graph.constants, ...weights] };
}
