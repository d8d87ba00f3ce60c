import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';
import type { Estimate, Measurement, Prediction } from '../../results/schema.ts';
import { estimateBeside } from './estimate.ts';
import type { Tally } from './tally.ts';

/**
 * The losses and the scale of the outputs, and the accuracy, measured beside theory.
 * @param isShifted whether fixed biases prefer some classes, so that guesses know some of the labels
 */
export function measuredLogits(
  { logits, byClass, classes, draws }: Tally,
  { step0 }: Pick<Prediction, 'step0'>,
  isShifted: boolean,
): Pick<Measurement, 'loss' | 'logits' | 'accuracy'> {
  const beside = (measured: MeasuredValue, theory: number | null | undefined, error?: number): Estimate =>
    estimateBeside(measured, draws, theory ?? null, error);
  const accuracy = byClass?.accuracy;
  return {
    loss: logits
      ? {
          ...beside(logits.loss.mean(), step0?.loss, step0?.lossError),
          spread: beside(logits.loss.deviation(), step0?.lossSpread, step0?.lossSpreadError),
          logClasses: Math.log(classes),
        }
      : null,
    logits: logits
      ? {
          sdPoints: beside(logits.sdPoints(), step0?.logitSdPoints, step0?.logitSdPointsError),
          sdInitialisations: beside(
            logits.sdInitialisations(),
            step0?.logitSdInitialisations,
            step0?.logitSdInitialisationsError,
          ),
          topProbability: beside(logits.topProbability.value(), step0?.topProbability, step0?.topProbabilityError),
          entropy: beside(logits.entropy.value(), step0?.entropy, step0?.entropyError),
        }
      : null,
    accuracy: accuracy
      ? {
          ...beside(accuracy.mean(), isShifted ? step0?.accuracy : 1 / classes),
          spread: beside(accuracy.deviation(), step0?.accuracySpread),
        }
      : null,
  };
}
