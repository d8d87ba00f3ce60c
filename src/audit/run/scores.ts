import type { TensorData } from '../../engine/session.ts';
import { UserError } from '../../errors.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { AuditScores } from './auditAssignment.ts';

/**
 * Copies scores to (points · places) × units, the classes last.
 * @param points how many went through
 * @throws UserError `shape` where there are more or fewer than of that many points
 */
export function scoresInto(into: Float32Array, { data, dims }: TensorData, points: number, scores: AuditScores): void {
  const { units, axis, places, name } = scores;
  if (data.length !== points * places * units) {
    const message = `${name} has ${data.length} scores for ${points} points, not ${places * units} for each`;
    throw new UserError('shape', message, [], 'give every input the lengths that the network was made for');
  }
  const inner = sizeOf(dims.slice(axis + 1));
  if (units === 1 || inner === 1) {
    into.set(data);
    return;
  }
  for (let outer = 0; outer < data.length / (units * inner); outer++) {
    for (let unit = 0; unit < units; unit++) {
      const from = (outer * units + unit) * inner;
      for (let i = 0; i < inner; i++) into[(outer * inner + i) * units + unit] = data[from + i];
    }
  }
}
