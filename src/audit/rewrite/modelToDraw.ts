import type { Model } from '../../engine/onnx/read/model.ts';
import type { AuditPlan, Parameter } from '../plan/auditPlan.ts';
import { batchStatistics } from './batchStatistics.ts';
import { parametersAsInputs } from './parametersAsInputs.ts';
import { runningStatistics } from './runningStatistics.ts';
import { unfoldBatchNorm } from './unfoldBatchNorm.ts';
import { type DropoutMask, withDropout } from './withDropout.ts';
import { withoutDropout } from './withoutDropout.ts';

/** In which mode layers run that do one thing in training and another one after. */
export interface ModeOptions {
  /** Statistics of batch norms: of the points, as in training, or the running ones, which begin at 0 and 1. Default train. */
  readonly batchNorm?: 'train' | 'eval';
  /** Puts batch norms behind convolutions that have none. */
  readonly unfoldBatchNorm?: boolean;
  /** Whether the dropout of models that were exported in training mode drops units. Default off. */
  readonly dropout?: 'on' | 'off';
  /** What else is changed, when parameters are inputs already: they keep their random numbers. */
  readonly edit?: (model: Model) => Model;
}

/** A model whose parameters are inputs. */
export interface DrawableModel {
  readonly model: Model;
  /** Parameters beside those of the plan, of batch norms that were unfolded. */
  readonly added: readonly Parameter[];
  readonly masks: readonly DropoutMask[];
  /** Whether batch statistics couple the points, so that all must go through together. */
  readonly couples: boolean;
}

/**
 * The model of a plan as its draws run it: parameters are inputs, and batch norms and dropout are in the mode that is wanted.
 * @param seen dims of values by name, of this many points
 */
export function modelToDraw(
  plan: Pick<AuditPlan, 'model' | 'parameters'>,
  seen: { readonly dims: ReadonlyMap<string, readonly number[]>; readonly points: number },
  { batchNorm = 'train', unfoldBatchNorm: unfolds = false, dropout = 'off', edit = (same) => same }: ModeOptions,
): DrawableModel {
  const dropping =
    dropout === 'on'
      ? withDropout(plan.model, seen.dims, seen.points)
      : { model: withoutDropout(plan.model), masks: [] };
  const drawn = parametersAsInputs(dropping.model, plan.parameters);
  const unfolded = unfolds ? unfoldBatchNorm(drawn, plan) : { model: drawn, parameters: [] };
  const { parameters: added } = unfolded;
  const model = edit(unfolded.model);
  const couples = batchNorm === 'train' && model.nodes.some(({ op }) => op === 'BatchNormalization');
  const { masks } = dropping;
  if (!couples) return { model: runningStatistics(model), added, masks, couples };
  return { model: batchStatistics(model, ranksOf(seen.dims, model)), added, masks, couples };
}

/** What a norm reads that was put in has the axes of what it makes. */
function ranksOf(dims: ReadonlyMap<string, readonly number[]>, { nodes }: Model): Map<string, number> {
  const ranks = new Map([...dims].map(([value, { length }]) => [value, length]));
  for (const { op, inputs, outputs } of nodes) {
    const rank = ranks.get(outputs[0]);
    if (op === 'BatchNormalization' && !ranks.has(inputs[0]) && rank !== undefined) ranks.set(inputs[0], rank);
  }
  return ranks;
}
