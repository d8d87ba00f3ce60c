import { LEFT_OUT } from '../../results/finding.ts';
import type { Prediction } from '../../results/schema.ts';
import { type FullPrediction, nothingPredicted } from '../../theory/predict.ts';
import type { ReadyAudit } from '../prepareAudit.ts';

/**
 * What stands beside an audit without theory: no number, but the layers that were traced.
 * @param layers names, as the model's author knows them
 */
export function unpredicted(
  { experiment, data, prepared }: ReadyAudit,
  layers: readonly string[],
  reason: string,
): FullPrediction {
  const prediction: Prediction = {
    network: experiment.network,
    data: data.name,
    preprocess: experiment.preprocess,
    init: experiment.init,
    classes: prepared.assignment.scores.classes,
    mode: 'dataset',
    points: data.points,
    ...nothingPredicted,
    layers: layers.map((layer) => ({ layer, cov: null, spread: null, gamma: null })),
    limits: [],
    notes: [`${LEFT_OUT}: ${reason}`],
  };
  return { prediction };
}
