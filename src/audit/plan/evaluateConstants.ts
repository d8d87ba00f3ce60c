import type { Constant, Model } from '../../engine/onnx/read/model.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import type { ModelGraph } from '../graph/modelGraph.ts';
import { valuesTaken } from '../graph/valueClasses.ts';
import type { Runtime } from '../runtime.ts';

/**
 * The constants of these names, as they are consumed. What the file computes of its constants, such as a transposed weight,
 * is computed by the engine, all at once.
 */
export async function evaluateConstants(
  graph: ModelGraph,
  names: Iterable<string>,
  runtime: Runtime,
): Promise<ReadonlyMap<string, Constant>> {
  const { constants } = graph.model;
  const found = new Map<string, Constant>();
  const derived: string[] = [];
  for (const name of new Set(names)) {
    const constant = constants.get(throughIdentities(graph, name));
    if (constant) found.set(name, { ...constant, name });
    else derived.push(name);
  }
  if (derived.length === 0) return found;
  const results = await runtime.evaluate(writeModel(modelOf(graph, derived)), {}, derived);
  for (const name of derived) {
    const { type, dims, data } = results[name];
    found.set(name, { name, type, dims, size: data.length, values: () => data });
  }
  return found;
}

/** Exporters store equal tensors once and give the others as its identity: these need no engine. */
function throughIdentities(graph: ModelGraph, name: string): string {
  let at = name;
  for (let maker = graph.maker(at); maker?.op === 'Identity'; maker = graph.maker(at)) [at] = maker.inputs;
  return at;
}

/** The part of a model that gives these values, which take no inputs. */
function modelOf({ model }: ModelGraph, names: readonly string[]): Model {
  const needed = new Set(names);
  const nodes = model.nodes.toReversed().filter((node) => {
    if (!node.outputs.some((output) => needed.has(output))) return false;
    for (const value of valuesTaken(node)) needed.add(value);
    return true;
  });
  const outputs = names.map((name) => ({ name, type: 'unknown' }));
  return { ...model, nodes: nodes.toReversed(), inputs: [], outputs };
}
