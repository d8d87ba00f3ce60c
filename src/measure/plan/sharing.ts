import type { Graph } from '../../graph/graph.ts';
import { fitsTrace } from '../draw/hiddenLayers.ts';
import { costsOf } from './costs.ts';
import type { Plan } from './plan.ts';

/**
 * Sorts plans into groups that one pass through hidden layers serves: networks whose hidden layers are the first of the
 * longest of the group, on the same points from the same seed. Weights are keyed by their place, so that these layers are
 * the same in both, number for number, and so is all that is measured.
 *
 * @returns groups in the order of their longest plans' first mention, the longest first; plans that share nothing are alone
 */
export function groupsThatShare(plans: readonly Plan[]): Plan[][] {
  const byLength = [...plans].sort((a, b) => b.program.hidden.nodes.length - a.program.hidden.nodes.length);
  const groups: Plan[][] = [];
  for (const plan of byLength) {
    const group = groups.find(([longest]) => shares(longest, plan));
    if (group) group.push(plan);
    else groups.push([plan]);
  }
  return groups;
}

function shares(longest: Plan, shorter: Plan): boolean {
  return (
    drawsAllWeights(longest) &&
    drawsAllWeights(shorter) &&
    longest.program.couplesPoints === shorter.program.couplesPoints &&
    fitsTrace(longest.program, longest.assignment.points) &&
    isSameBut(longest, shorter) &&
    hasSamePoints(longest, shorter) &&
    beginsWith(longest.program.hidden, shorter.program.hidden)
  );
}

/** Factors of Gram matrices stand for different layers in different networks. */
function drawsAllWeights({ program, assignment, experiment }: Plan): boolean {
  return costsOf(program, assignment.points, experiment.sampler).reduced.size === 0;
}

/** Numbers of points, readouts or draws that are still to be chosen would be chosen for the longest. */
function isSameBut({ experiment: a }: Plan, { experiment: b }: Plan): boolean {
  const rest = (experiment: Plan['experiment']) => JSON.stringify({ ...experiment, network: '' });
  return rest(a) === rest(b) && a.readouts !== 'auto' && a.points !== 'auto' && a.untilSe === null;
}

function hasSamePoints({ assignment: a }: Plan, { assignment: b }: Plan): boolean {
  if (a.points !== b.points || a.values?.length !== b.values?.length) return false;
  return a.values === undefined || a.values.every((value, i) => value === b.values![i]);
}

function beginsWith(longer: Graph, shorter: Graph): boolean {
  const first = { ...longer, nodes: longer.nodes.slice(0, shorter.nodes.length), outputs: shorter.outputs };
  const used = new Set(first.nodes.flatMap(({ inputs }) => inputs));
  const only = <Named extends { readonly name: string }>(all: readonly Named[]) =>
    all.filter(({ name }) => used.has(name));
  const text = (graph: Graph) =>
    JSON.stringify({ ...graph, weights: only(graph.weights), constants: only(graph.constants) });
  return text(first) === text(shorter);
}
