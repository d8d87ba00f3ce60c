import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import type { Parameter } from '../../plan/auditPlan.ts';
import type { AuditAssignment } from '../auditAssignment.ts';
import { LayerEnds } from './layerEnds.ts';
import { layerLabels } from './layerLabels.ts';

/** More layers than this are not looked at: every one of them costs time and memory. */
const MOST_TRACED = 64;
/** All traced values together take at most this many numbers (512 MB). */
const MOST_NUMBERS = 2 ** 27;

export interface Traced {
  readonly trace: AuditAssignment['trace'];
  readonly note?: string;
}

/**
 * The values that are looked at: after every layer with the biases that are added to it, every activation, whatever operators
 * it is made of, every pool, and every sum of branches; on the way to the scores, which are not among them. Where there are
 * too many, some at equal distances are left.
 *
 * @param nodes that lead to the scores
 * @param ofPoints values that hold something of each point
 * @param widthOf how many numbers of one point a value has; undefined unless its first axis is that of the points
 */
export function tracedValues(
  nodes: readonly ModelNode[],
  scores: string,
  parameters: readonly Parameter[],
  points: number,
  ofPoints: ReadonlySet<string>,
  widthOf: (value: string) => number | undefined,
): Traced {
  const ends = new LayerEnds(nodes, parameters, ofPoints);
  const labels = layerLabels(parameters);
  const all = nodes.flatMap((node) => {
    const value = ends.endOf(node, (name) => widthOf(name) !== undefined);
    const width = value === undefined || value === scores ? undefined : widthOf(value);
    return width === undefined ? [] : [{ value: value!, layer: labels(node, ends.activationOf(node)), width }];
  });
  const numbers = all.reduce((sum, { width }) => sum + width, 0) * points;
  const affordable = Math.floor((MOST_NUMBERS / numbers) * all.length);
  const trace = thinned(all, Math.min(MOST_TRACED, affordable)).map(({ value, layer }) => ({ value, layer }));
  if (trace.length === all.length) return { trace };
  const note = `${trace.length} of ${all.length} layers are traced: all would take too much time or memory`;
  return { trace, note };
}

/** At equal distances, the last of all included. */
function thinned<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, i) => all[Math.ceil(((i + 1) * all.length) / most) - 1]);
}
