import type { ModelNode, Value } from '../../engine/onnx/read/model.ts';
import { addedToScores } from '../graph/attention.ts';
import type { ModelGraph, Taker } from '../graph/modelGraph.ts';
import { PICKING } from '../graph/passing.ts';
import type { PlannedInput } from './auditPlan.ts';

type Takes = PlannedInput['takes'];

/** The inputs of a model that are no weights, the one that takes the data first. */
export function inputsOf(graph: ModelGraph, learned: ReadonlySet<string>): PlannedInput[] {
  const masks = valuesBehindScores(graph, learned);
  const inputs = graph.model.inputs.map((value) => plannedInput(graph, value, masks));
  const data = inputs.find(({ takes }) => takes === 'data') ?? inputs[0];
  const others = inputs.filter((input) => input !== data);
  if (!data) return [];
  return [{ ...data, takes: 'data' }, ...others.map((input) => (input.takes === 'data' ? asOther(input) : input))];
}

/** Only one input takes the points. */
function asOther(input: PlannedInput): PlannedInput {
  return { ...input, takes: 'other' };
}

function plannedInput(graph: ModelGraph, { name, type, dims = [] }: Value, masks: ReadonlySet<string>): PlannedInput {
  const takers = takersBehind(graph, name);
  const vocabulary = takers.map((taker) => rowsPicked(graph, taker)).find((rows) => rows !== undefined);
  const isState = takers.some(({ node, slot }) => /^(LSTM|GRU|RNN)$/.test(node.op) && (slot === 5 || slot === 6));
  const takes = isState ? 'state' : takesByName(name, type, dims.length, masks);
  const batchAxis = isState && dims.length > 1 ? 1 : dims.length > 0 ? 0 : undefined;
  return { name, type, dims, takes, batchAxis, vocabulary };
}

function takesByName(name: string, type: string, axes: number, masks: ReadonlySet<string>): Takes {
  if (/mask/i.test(name) || type === 'bool' || masks.has(name)) return 'mask';
  if (/token_?type|segment/i.test(name)) return 'types';
  if (/position|pos_id/i.test(name)) return 'positions';
  return axes === 0 ? 'other' : 'data';
}

/** The nodes that do something with a value, beyond giving it another shape or type or part of it. */
function takersBehind(graph: ModelGraph, value: string): Taker[] {
  const found: Taker[] = [];
  const seen = new Set<string>();
  const open = [value];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const taker of graph.takers(at)) {
      if (PICKING.has(taker.node.op) && taker.slot === 0) open.push(...taker.node.outputs);
      else found.push(taker);
    }
  }
  return found;
}

/** Rows of the embedding that ids choose from. */
function rowsPicked(graph: ModelGraph, { node, slot }: Taker): number | undefined {
  if (node.op !== 'Gather' || slot !== 1) return undefined;
  const table = graph.model.constants.get(node.inputs[0]);
  return table && table.dims.length > 1 && /float/.test(table.type) ? table.dims[0] : undefined;
}

/** Everything from which, without any weights, something is made that is added to the scores of attention. */
function valuesBehindScores(graph: ModelGraph, learned: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = addedToScores(graph).filter((value) => !learned.has(value));
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    const maker: ModelNode | undefined = graph.maker(at);
    if (maker) open.push(...graph.dataInputs(maker));
  }
  return found;
}
