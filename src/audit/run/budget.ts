import type { ModelNode } from '../../engine/onnx/read/model.ts';
import { sizeOf } from '../../graph/graph.ts';
import { valuesTaken } from '../graph/valueClasses.ts';
import type { AuditAssignment } from './auditAssignment.ts';

/**
 * How long an audit takes, by its first draw.
 * @param firstSeconds of the first draw, the opening of the session left out
 * @param workers how many draw side by side
 */
export function secondsOf(firstSeconds: number, initialisations: number, workers: number): number {
  return firstSeconds * Math.ceil(initialisations / workers);
}

const FLOAT_BYTES = 4;

/**
 * Memory that a worker takes, about: the weights, the data, what is kept of all points, and the values of the points that go
 * through together.
 * @param peak numbers of one point that are there at a time, by `peakOf`
 * @param kept numbers that are kept of one point
 * @returns bytes
 */
export function memoryOf(
  { weights, inputs, together, points }: AuditAssignment,
  { peak, kept }: { readonly peak: number; readonly kept: number },
): number {
  const numbers = weights.reduce((sum, { dims, perPoint }) => sum + sizeOf(dims) * (perPoint ? points : 1), 0);
  const data = inputs.reduce((sum, { tensor }) => sum + tensor.data.byteLength, 0);
  return FLOAT_BYTES * (numbers + together * peak + points * kept) + data;
}

/**
 * The most numbers that the values of a graph have at a time, if each is there from the node that makes it to the last that
 * takes it.
 * @param sizeOfValue numbers of a value; undefined of what is not counted
 */
export function peakOf(nodes: readonly ModelNode[], sizeOfValue: (value: string) => number | undefined): number {
  const last = new Map(nodes.flatMap((node) => valuesTaken(node).map((value) => [value, node] as const)));
  let [peak, present] = [0, 0];
  const sum = (values: readonly string[]) => values.reduce((total, value) => total + (sizeOfValue(value) ?? 0), 0);
  for (const node of nodes) {
    present += sum(node.outputs);
    peak = Math.max(peak, present);
    present -= sum([...new Set(valuesTaken(node))].filter((value) => last.get(value) === node));
    present -= sum(node.outputs.filter((output) => !last.has(output)));
  }
  return peak;
}
