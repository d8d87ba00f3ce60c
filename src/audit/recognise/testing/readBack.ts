import type { Model } from '../../../engine/onnx/read/model.ts';
import { sizeOf } from '../../../graph/graph.ts';
import type { AuditPlan, PlannedInput } from '../../plan/auditPlan.ts';
import { planOf } from '../../plan/planOf.ts';
import { freeBatch } from '../../rewrite/freeBatch.ts';
import type { AnyTensor } from '../../runtime.ts';
import { runtime } from '../../testing/runtime.ts';
import { type Recognised, recognise } from '../recognise.ts';
import { type Transplanted, transplant } from '../transplant/transplant.ts';

/** A model with all that recognition takes of it. */
export interface ReadBack {
  readonly model: Model;
  readonly plan: AuditPlan;
  readonly feeds: Readonly<Record<string, AnyTensor>>;
  readonly recognised: Recognised;
}

/** Recognises a model on a few points: three, or as many as it was exported for. */
export async function readBack(stored: Model): Promise<ReadBack> {
  const plan = await planOf(stored, {}, runtime);
  const [{ dims, batchAxis = 0 }] = plan.inputs;
  const fixed = dims[batchAxis];
  const points = typeof fixed === 'number' ? fixed : 3;
  const model = freeBatch(stored, plan.inputs);
  const feeds = Object.fromEntries(plan.inputs.map((input) => [input.name, feedOf(input, points)]));
  return { model, plan, feeds, recognised: await recognise(model, plan, feeds, runtime) };
}

/** The same weights in the model and in a network, by default in what was recognised. */
export function transplanted({ model, plan, feeds, recognised }: ReadBack, into = recognised): Promise<Transplanted> {
  return transplant(into, model, plan, feeds, runtime);
}

/** States begin at 0. Free lengths other than that of the points are 12. */
function feedOf({ type, dims, takes, batchAxis, vocabulary = 2 }: PlannedInput, points: number): AnyTensor {
  const lengths = dims.map((length, axis) => {
    if (axis === batchAxis) return points;
    return typeof length === 'number' ? length : 12;
  });
  const length = sizeOf(lengths);
  if (takes === 'state') return { type, dims: lengths, data: new Float32Array(length) };
  const data =
    type === 'int64'
      ? BigInt64Array.from({ length }, (_, i) => BigInt((7919 * i + 13) % vocabulary))
      : Float32Array.from({ length }, (_, i) => Math.sin(1.37 * i * i + i));
  return { type, dims: lengths, data };
}
