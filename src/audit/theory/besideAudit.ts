import type { PredictedLayer } from '../../results/schema.ts';
import type { FullPrediction } from '../../theory/predict.ts';
import type { ReadyAudit } from '../prepareAudit.ts';

/**
 * Theory of the notation beside the layers of the file: each has what theory expects after the layer of the notation that
 * makes the same value.
 *
 * @param values of the file after each layer of the notation
 * @param layers as the author knows them, the traced ones first
 */
export function besideAudit(
  { prediction, ...rest }: FullPrediction,
  { prepared, experiment }: ReadyAudit,
  values: readonly string[],
  layers: readonly string[],
): FullPrediction {
  const { trace } = prepared.assignment;
  const ofLayer = (layer: string, index: number): PredictedLayer => {
    // The last linear layer has no value of its own here: it ends the network of theory, too.
    const found = index < trace.length ? values.indexOf(trace[index].value) : prediction.layers.length - 1;
    const known = prediction.layers.at(found);
    return found >= 0 && known ? { ...known, layer } : { layer, cov: null, spread: null, gamma: null };
  };
  return {
    ...rest,
    prediction: { ...prediction, network: experiment.network, data: experiment.data, layers: layers.map(ofLayer) },
  };
}
