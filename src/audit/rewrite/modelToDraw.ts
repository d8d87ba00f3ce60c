import type { Model } from '../../engine/onnx/read/model.ts';
import type { AuditPlan, Parameter } from '../plan/auditPlan.ts';
import { batchStatistics } from './batchStatistics.ts';
import { parametersAsInputs } from './parametersAsInputs.ts';
import { runningStatistics } from './runningStatistics.ts';
import { unfoldBatchNorm } from './unfoldBatchNorm.ts';
import { withoutDropout } from './withoutDropout.ts';

export interface NormOptions {
  /** Statistics of batch norms: of the points, as in training, or the running ones, which begin at 0 and 1. Default train. */
  readonly batchNorm?: 'train' | 'eval';
  /** Puts batch norms behind convolutions that have none. */
  readonly unfoldBatchNorm?: boolean;
}

/** A model whose parameters are inputs. */
export interface DrawableModel {
  readonly model: Model;
  /** Parameters beside those of the plan, of batch norms that were unfolded. */
  readonly added: readonly Parameter[];
  /** Whether batch statistics couple the points, so that all must go through together. */
  readonly couples: boolean;
}

/**
 * The model of a plan as its draws run it: parameters are inputs, dropout is off, and batch norms normalise as they are
 * wanted to.
 * @param ranks how many axes values have, by name: of those that batch norms read
 */
export function modelToDraw(
  plan: Pick<AuditPlan, 'model' | 'parameters'>,
  ranks: ReadonlyMap<string, number>,
  { batchNorm = 'train', unfoldBatchNorm: unfolds = false }: NormOptions,
): DrawableModel {
  const drawn = parametersAsInputs(withoutDropout(plan.model), plan.parameters);
  const { model, parameters } = unfolds ? unfoldBatchNorm(drawn, plan) : { model: drawn, parameters: [] };
  const couples = batchNorm === 'train' && model.nodes.some(({ op }) => op === 'BatchNormalization');
  if (!couples) return { model: runningStatistics(model), added: parameters, couples };
  // What an unfolded norm reads has the axes of what it makes.
  const unfolded = parameters.flatMap(({ uses }) =>
    uses.map(({ node }) => [node.inputs[0], ranks.get(node.outputs[0])!] as const),
  );
  return { model: batchStatistics(model, new Map([...ranks, ...unfolded])), added: parameters, couples };
}
