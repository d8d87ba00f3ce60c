import type { Graph, GraphNode, Tensor, WeightTensor } from '../../graph/graph.ts';
import type { Program } from '../../program/program.ts';

/**
 * A dense layer y = x W with independent Gaussian weights sees N points through their Gram matrix x xᵀ alone: points with
 * the same Gram matrix have outputs of the same joint law. Where there are more features than points, N others stand for
 * them, the rows of a factor of the Gram matrix, and the layer draws N·units weights instead of fan-in·units. Exact at
 * any width; whatever lies between dense layers, and whatever looks at several points, stays as it is. Docs/theory §9.
 */

/** The vectors that dense layers with independent Gaussian weights read, by name, each with the weights of its readers. */
export function denseInputs({ nodes, weights }: Graph): Map<string, WeightTensor[]> {
  const uses = new Map<string, number>();
  for (const { inputs } of nodes) for (const name of inputs) uses.set(name, (uses.get(name) ?? 0) + 1);
  const found = new Map<string, WeightTensor[]>();
  for (const { op, inputs, shape } of nodes) {
    const tensor = weights.find(({ name }) => name === inputs[1]);
    // Weights shared between tokens, or used twice, make outputs that are not independent draws of one law.
    const isDense = op === 'MatMul' && shape.length === 1 && tensor?.law === 'gaussian' && tensor.reuse === 1;
    if (!isDense || tensor.batchAxis !== undefined || uses.get(tensor.name) !== 1) continue;
    found.set(inputs[0], [...(found.get(inputs[0]) ?? []), tensor]);
  }
  return found;
}

/** A stretch of the hidden graph that runs in one go. */
export interface Stage {
  readonly graph: Graph;
  /** The value that the next stage's dense layers see through a factor of its Gram matrix; undefined at the end. */
  readonly reduces?: { readonly name: string; readonly width: number };
}

/** Name of the points that stand for those of a tensor. */
export function factorOf(name: string): string {
  return `${name}_factor`;
}

/**
 * A stage that reads some values themselves in place of their factors, and draws all weights of the layers that do.
 * @param values names of tensors of the hidden graph
 */
export function withoutFactors(graph: Graph, { hidden }: Program, values: ReadonlySet<string>): Graph {
  const inputs = denseInputs(hidden);
  const tensors = new Set([...values].flatMap((name) => inputs.get(name)!.map((tensor) => tensor.name)));
  const wider = (input: Tensor): Tensor => {
    const source = [...values].find((name) => factorOf(name) === input.name);
    return source === undefined ? input : { ...input, shape: [inputs.get(source)![0].dims[0]] };
  };
  return {
    ...graph,
    inputs: graph.inputs.map(wider),
    weights: graph.weights.map((tensor) =>
      tensors.has(tensor.name) ? hidden.weights.find(({ name }) => name === tensor.name)! : tensor,
    ),
  };
}

/** Whether a stage reads the factor of one of these values. */
export function readsFactorOf(graph: Graph, values: ReadonlySet<string>): boolean {
  const read = readBy(graph);
  return [...values].some((name) => read.includes(factorOf(name)));
}

/** Names of the values that a stage reads. */
export function readBy({ inputs, carried = [] }: Graph): string[] {
  return [...inputs.map(({ name }) => name), ...carried];
}

/**
 * Cuts the hidden graph before each dense layer that reads a factor.
 *
 * @param reduced names of the tensors that factors stand for
 * @param wanted names of the values that are asked for beside the features
 */
export function stagesOf(
  { hidden, features }: Program,
  points: number,
  reduced: ReadonlySet<string>,
  wanted: readonly string[] = [],
): Stage[] {
  const inputs = denseInputs(hidden);
  const narrowed = new Set([...reduced].flatMap((name) => inputs.get(name)!.map((tensor) => tensor.name)));
  const parts: { inputs: readonly Tensor[]; nodes: GraphNode[]; reduces?: Stage['reduces'] }[] = [
    { inputs: hidden.inputs, nodes: [] },
  ];
  const factors = new Set<string>();
  for (const node of hidden.nodes) {
    const [source, matrix] = node.inputs;
    if (!narrowed.has(matrix)) {
      parts.at(-1)!.nodes.push(node);
      continue;
    }
    if (!factors.has(source)) {
      factors.add(source);
      parts.at(-1)!.reduces = { name: source, width: inputs.get(source)![0].dims[0] };
      parts.push({ inputs: [{ name: factorOf(source), shape: [points], batchAxis: 0 }], nodes: [] });
    }
    parts.at(-1)!.nodes.push({ ...node, inputs: [factorOf(source), matrix] });
  }
  const constant = new Set([...hidden.weights, ...hidden.constants].map(({ name }) => name));
  const needs = parts.map(({ nodes }) => {
    const made = new Set(nodes.map(({ output }) => output));
    return new Set(nodes.flatMap((node) => node.inputs).filter((name) => !made.has(name) && !constant.has(name)));
  });
  return parts.map(({ inputs: own, nodes, reduces }, i) => {
    const used = new Set(nodes.flatMap((node) => node.inputs));
    const later = new Set([...needs.slice(i + 1).flatMap((names) => [...names]), ...wanted, features.name]);
    if (reduces) later.add(reduces.name);
    const graph: Graph = {
      inputs: own,
      nodes,
      weights: hidden.weights
        .filter(({ name }) => used.has(name))
        .map((tensor) => (narrowed.has(tensor.name) ? { ...tensor, dims: [points, tensor.dims[1]] } : tensor)),
      constants: hidden.constants.filter(({ name }) => used.has(name)),
      outputs: [],
      carried: [...needs[i]].filter((name) => own.every((input) => input.name !== name)),
      handedOn: nodes.map(({ output }) => output).filter((name) => later.has(name)),
    };
    return { graph, reduces };
  });
}
