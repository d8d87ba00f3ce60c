import type { Model } from '../../engine/onnx/read/model.ts';
import { quoted } from '../../engine/onnx/read/problems.ts';
import { UserError } from '../../errors.ts';
import { sizeOf } from '../../graph/graph.ts';
import { wholeAttribute } from '../graph/attributes.ts';
import type { AuditPlan, PlannedHead } from '../plan/auditPlan.ts';
import { opsetOf } from '../rewrite/parts.ts';
import type { AnyTensor } from '../runtime.ts';
import type { AuditScores } from './auditAssignment.ts';

/** Before, softmax flattened all axes from its own on. */
const SOFTMAX_OF_ONE_AXIS = 13;

/**
 * Where the classes lie in the scores of a model: on the axis that is asked for, else on that of its softmax, where there is
 * one, else
 *
 *   [N, K], [N, K, 1, 1]   classes on axis 1, one guess a point
 *   [N, A, K]              on the last axis, a guess for each anchor, token or step
 *   [N, K, H, W]           on axis 1, a guess for each pixel
 *   [N], [N, 1]            a single unit, whose sign tells two classes apart
 *   [K]                    of a model that takes a point without an axis for it
 *
 * @param scores of `points` points
 * @param asked the axis of the classes, as a person counts: from 0 on
 * @throws UserError `shape` for scores that are not a number of each point, or that cannot tell classes apart, `bad-argument`
 *   for an axis that cannot hold the classes
 */
export function scoresLayout(
  { model, head }: Pick<AuditPlan, 'model' | 'head'>,
  { dims, type }: Pick<AnyTensor, 'dims' | 'type'>,
  points: number,
  asked?: number,
): AuditScores {
  if (asked !== undefined) checkAxis(asked, head, dims, points);
  const normalised = softmaxAxis(model, head, dims.length);
  const axis = asked ?? normalised ?? usualAxis(dims, points);
  const units = dims[axis] ?? 1;
  const places = sizeOf(dims) / points / units;
  if (!Number.isInteger(places) || places === 0 || !type.startsWith('float')) {
    const message = `the output ${head.output} is ${type} of ${dims.join('×') || 'one number'} for ${points} points: no scores of each`;
    throw new UserError('shape', message, [], 'name the output with the scores of the classes: --output');
  }
  const through = head.through.join();
  const isSoftmax = /softmax/i.test(through) && axis === (normalised ?? axis);
  const logits = through === '' || isSoftmax || (units === 1 && /sigmoid/i.test(through));
  return { name: head.scores, classes: units === 1 ? 2 : units, units, axis, places, logits };
}

/** @throws UserError `bad-argument` for an axis that does not exist, that holds the points, or whose length is 1 */
function checkAxis(asked: number, { scores }: PlannedHead, dims: readonly number[], points: number): void {
  // A single point may have no axis of its own.
  const usable = [...dims.keys()].filter((axis) => dims[axis] > 1 && (axis > 0 || points === 1));
  if (usable.includes(asked)) return;
  const why =
    dims[asked] === undefined ? 'does not exist' : dims[asked] === 1 ? 'has the length 1' : 'holds the points';
  const shape = points === 1 ? dims : ['N', ...dims.slice(1)];
  const message = `--axis ${asked} cannot hold the classes: axis ${asked} of ${quoted(scores)} [${shape.join(', ')}] ${why}`;
  const remedy =
    usable.length === 0
      ? 'leave --axis out: there is one number a point'
      : `axes that can, counted from 0: ${usable.map((axis) => `${axis} (${dims[axis]})`).join(', ')}`;
  throw new UserError('bad-argument', message, [], remedy);
}

function softmaxAxis(model: Model, { scores }: PlannedHead, rank: number): number | undefined {
  const softmax = model.nodes.find(({ op, inputs }) => /^(Log)?Softmax$/.test(op) && inputs[0] === scores);
  if (!softmax || (opsetOf(model) < SOFTMAX_OF_ONE_AXIS && rank > 2)) return undefined;
  const axis = wholeAttribute(softmax, 'axis', -1);
  return axis < 0 ? axis + rank : axis;
}

function usualAxis(dims: readonly number[], points: number): number {
  if (dims.length === 1 && points === 1 && dims[0] > 1) return 0;
  return dims.length === 3 && dims[2] > 1 ? 2 : 1;
}
