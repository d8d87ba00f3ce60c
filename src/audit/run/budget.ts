import { sizeOf } from '../../graph/graph.ts';
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
 * Memory that a worker takes for the weights, the data, and the values of the points that go through together.
 * @param numbersOfPoint numbers that all values of one point have
 * @returns bytes
 */
export function memoryOf({ weights, inputs, together }: AuditAssignment, numbersOfPoint: number): number {
  const numbers = weights.reduce((sum, { dims }) => sum + sizeOf(dims), 0);
  const data = inputs.reduce((sum, { tensor }) => sum + tensor.data.byteLength, 0);
  return FLOAT_BYTES * (numbers + together * numbersOfPoint) + data;
}
