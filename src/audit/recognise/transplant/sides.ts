import type { Model } from '../../../engine/onnx/read/model.ts';
import type { AuditPlan } from '../../plan/auditPlan.ts';
import type { AnyTensor, Runtime } from '../../runtime.ts';
import type { Recognised } from '../recognise.ts';

/** What both sides of a comparison are made of. */
export interface Sides {
  readonly recognised: Recognised;
  readonly model: Model;
  readonly plan: AuditPlan;
  readonly feeds: Readonly<Record<string, AnyTensor>>;
  readonly runtime: Runtime;
}

/** What batch norms normalise by on both sides: the points that go through, or the mean 0 and variance 1 they begin with. */
export type Statistics = 'batch' | 'running';

export function floats(dims: readonly number[], data: Float32Array): AnyTensor {
  return { type: 'float32', dims, data };
}
