import type { Model, ModelNode, Value } from '../../engine/onnx/read/model.ts';
import { quoted } from '../../engine/onnx/read/problems.ts';
import { UserError } from '../../errors.ts';
import { didYouMean } from '../../notation/nearest.ts';
import { addedToScores } from '../graph/attention.ts';
import type { ModelGraph, Taker } from '../graph/modelGraph.ts';
import { PICKING } from '../graph/passing.ts';
import type { GivenInput, PlannedInput } from './auditPlan.ts';

type Takes = PlannedInput['takes'];

/** Names that exporters give to the states of recurrent layers: state, hidden_state, h, c0, h_in. */
const STATE = /(^|_)state($|_|\d)|^(hidden|cell)(_?in|_?\d*)$|^[hc](_?(in|prev)|_?\d+)?$/i;

/**
 * The inputs of a model that are no weights, the one that takes the data first.
 * @param given what some of them take, by name
 * @throws UserError `unknown-name` for a name that no input has, `bad-argument` where no input is left for the data
 */
export function inputsOf(
  graph: ModelGraph,
  learned: ReadonlySet<string>,
  given: ReadonlyMap<string, GivenInput> = new Map(),
): PlannedInput[] {
  checkNames(graph.model, given);
  const masks = valuesBehindScores(graph, learned);
  const inputs = graph.model.inputs.map((value) => withGiven(plannedInput(graph, value, masks), given.get(value.name)));
  const free = inputs.filter(({ takes }) => takes !== 'given');
  const data = free.find(({ takes }) => takes === 'data') ?? free[0];
  if (!data && given.size > 0) {
    const message = 'no input is left for the data: all are given by --input';
    throw new UserError('bad-argument', message, [], 'leave out --input of the one that takes the data');
  }
  const others = inputs.filter((input) => input !== data);
  if (!data) return [];
  return [{ ...data, takes: 'data' }, ...others.map((input) => (input.takes === 'data' ? asOther(input) : input))];
}

function checkNames({ inputs, file }: Model, given: ReadonlyMap<string, GivenInput>): void {
  const names = inputs.map(({ name }) => name);
  const unknown = [...given.keys()].find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const remedy = `${didYouMean(unknown, names)}it has ${names.map(quoted).join(', ')}`;
  throw new UserError('unknown-name', `${file} has no input ${quoted(unknown)}`, [], remedy);
}

/** A number fills an input of fixed length as it is; else there is a row for each point. */
function withGiven(input: PlannedInput, given: GivenInput | undefined): PlannedInput {
  if (given === undefined) return input;
  const isShared = input.dims.length === 1 && typeof input.dims[0] === 'number' && typeof given === 'number';
  return { ...input, takes: 'given', given, batchAxis: isShared ? undefined : input.batchAxis };
}

/** What the inputs of each kind are filled with. */
const FILLED = { state: 'zeros', mask: 'ones', types: 'zeros', positions: '0, 1, 2 …' } as const;

/** Says what stands in the inputs of which the person said nothing. */
export function noteOnFilled(inputs: readonly PlannedInput[]): string[] {
  const filled = inputs.flatMap(({ name, takes }) =>
    takes in FILLED ? [[name, FILLED[takes as keyof typeof FILLED]]] : [],
  );
  if (filled.length === 0) return [];
  const words = filled.map(([name, by]) => `${name} with ${by}`).join(', ');
  return [`filled in: ${words}; --input gives an input something else`];
}

/** Only one input takes the points. */
function asOther(input: PlannedInput): PlannedInput {
  return { ...input, takes: 'other' };
}

function plannedInput(graph: ModelGraph, { name, type, dims = [] }: Value, masks: ReadonlySet<string>): PlannedInput {
  const takers = takersBehind(graph, name);
  const vocabulary = takers.map((taker) => rowsPicked(graph, taker)).find((rows) => rows !== undefined);
  const isState =
    takers.some(({ node, slot }) => /^(LSTM|GRU|RNN)$/.test(node.op) && (slot === 5 || slot === 6)) ||
    (dims.length > 1 && STATE.test(name));
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
