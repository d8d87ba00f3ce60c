import type { Graph } from '../../graph/graph.ts';
import { fitsTrace } from '../draw/hiddenLayers.ts';
import { costsOf } from './costs.ts';
import type { Plan } from './measurementPlan.ts';

/**
 * Sorts plans into groups that one pass through hidden layers serves: networks whose hidden layers are the first of the
 * longest of the group, on the same points from the same seed. Weights are keyed by their place, so that these layers are
 * the same in both, number for number, and so is all that is measured.
 *
 * @returns groups in the order of their longest plans' first mention, the longest first; plans that share nothing are alone
 */
export function groupsThatShare(plans: readonly Plan[]): Plan[][] {
  const length = ({ assignment }: Plan) => assignment.program.hidden.nodes.length;
  const byLength = [...plans].sort((a, b) => length(b) - length(a));
  const groups: Plan[][] = [];
  for (const plan of byLength) {
    const group = groups.find(([longest]) => shares(longest, plan));
    if (group) group.push(plan);
    else groups.push([plan]);
  }
  return groups;
}

function shares(longest: Plan, shorter: Plan): boolean {
  const [long, short] = [longest, shorter].map(({ assignment }) => assignment.program);
  return (
    drawsAllWeights(longest) &&
    drawsAllWeights(shorter) &&
    long.couplesPoints === short.couplesPoints &&
    fitsTrace(long, longest.assignment.points) &&
    isSameBut(longest, shorter) &&
    hasSamePoints(longest, shorter) &&
    beginsWith(long.hidden, short.hidden)
  );
}

/** Factors of Gram matrices stand for different layers in different networks. */
function drawsAllWeights({ assignment: { program, points, sampler } }: Plan): boolean {
  return costsOf(program, points, sampler).reduced.size === 0;
}

/** Numbers of points, readouts or draws that are still to be chosen would be chosen for the longest. */
function isSameBut({ experiment: a }: Plan, { experiment: b }: Plan): boolean {
  const rest = (experiment: Plan['experiment']) => JSON.stringify({ ...experiment, network: '' });
  return rest(a) === rest(b) && a.readouts !== 'auto' && a.points !== 'auto' && a.untilSe === null;
}

function hasSamePoints({ assignment: a }: Plan, { assignment: b }: Plan): boolean {
  if (a.points !== b.points) return false;
  const [ours, theirs] = [a.data, b.data].map((data) => ('values' in data ? data.values : undefined));
  if (ours?.length !== theirs?.length) return false;
  return ours === undefined || ours.every((value, i) => value === theirs![i]);
}

function beginsWith(longer: Graph, shorter: Graph): boolean {
  const first = { ...longer, nodes: longer.nodes.slice(0, shorter.nodes.length), outputs: shorter.outputs };
  const used = new Set(first.nodes.flatMap(({ inputs }) => inputs));
  const only = <Named extends { readonly name: string }>(all: readonly Named[]) =>
    all.filter(({ name }) => used.has(name));
  const text = (graph: Graph) =>
    JSON.stringify({ ...graph, weights: only(graph.weights), constants: only(graph.constants) }, withNumbers);
  return text(first) === text(shorter);
}

/** Typed arrays, which have no JSON of their own, as lists. */
function withNumbers(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Float32Array | BigInt64Array, Number) : value;
}
