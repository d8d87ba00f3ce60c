import { agreement } from '../../../laws/agreement.ts';
import type { MeasuredValue } from '../../../numerics/sampling/zScore.ts';
import { appreciableGamma } from '../../../results/finding.ts';
import type { Measurement, PredictedLayer } from '../../../results/schema.ts';
import type { Setup } from '../../../setup/setup.ts';
import type { ExplainedLayer, Worth } from '../schema.ts';
import { changeOf, roleOf } from './roles.ts';

/** The layers up to the one that decides, with what each does to the bias and is worth. */
export function explainedLayers(
  { output }: Setup,
  measurement: Measurement,
  worths: ReadonlyMap<number, Worth | string>,
  dataGamma: number | null,
): ExplainedLayer[] {
  const { prediction, classes } = measurement;
  const measured = measuredGammas(measurement, output.readout ?? output.decision);
  const predicted = prediction.layers.slice(0, output.decision + 1);
  const known = predicted.map((layer, index) => measured[index] ?? expectedAfter(layer));
  const least = appreciableGamma(
    [exactly(dataGamma), ...known].flatMap((value) => (value ? [{ layer: '', gamma: value.mean }] : [])),
  );
  let before = exactly(dataGamma);
  let expectedBefore = before;
  return predicted.map((predictedLayer, index) => {
    const { layer, gamma, gammaError } = predictedLayer;
    const after = known[index];
    const expected = gammaError === undefined ? exactly(gamma) : undefined;
    const worth = worths.get(index);
    // Exact theory has no noise that could hide what a layer does.
    const [from, to] = expectedBefore && expected ? [expectedBefore, expected] : [before ?? NOTHING, after];
    const explained: ExplainedLayer = {
      layer,
      gamma: measured[index] ?? null,
      theory: gamma,
      ...(gammaError !== undefined && { theoryError: gammaError }),
      agreement: after ? agreementAt(classes, after) : null,
      change: before && after ? changeOf(before, after, least) : null,
      role: to ? roleOf(from, to, least) : 'keeps',
      worth: typeof worth === 'object' ? worth : null,
      whyNoWorth: typeof worth === 'string' ? worth : null,
    };
    before = after ?? before;
    expectedBefore = expected;
    return explained;
  });
}

const NOTHING: MeasuredValue = { mean: 0, standardError: 0 };

/** By layer. A run may have measured the outputs alone: traces take memory. */
function measuredGammas({ layers }: Measurement, last: number): (MeasuredValue | undefined)[] {
  const first = last + 1 - layers.length;
  return Array.from({ length: last + 1 }, (_, index) => {
    const layer = layers.length === last + 1 ? layers[index] : layers[index - first];
    return layer && { mean: layer.gamma, standardError: layer.standardError };
  });
}

function expectedAfter({ gamma, gammaError = 0 }: PredictedLayer): MeasuredValue | undefined {
  return gamma === null ? undefined : { mean: gamma, standardError: gammaError };
}

function exactly(gamma: number | null): MeasuredValue | undefined {
  return gamma === null ? undefined : { mean: gamma, standardError: 0 };
}

/**
 * Agreement of a readout on features of bias ratio γ: A_K(c), 1 − c = 1/(1 + γ), where every pair of inputs is alike to
 * the same degree; its error follows γ's by half the difference over ± one standard error.
 */
function agreementAt(classes: number, { mean, standardError }: MeasuredValue): MeasuredValue {
  const at = (gamma: number) => agreement(classes, Math.min(2, 1 / (1 + Math.max(-0.5, gamma))));
  if (!Number.isFinite(mean)) return { mean: 1, standardError: 0 };
  const error = Number.isFinite(standardError) ? standardError : 0;
  return { mean: at(mean), standardError: Math.abs(at(mean + error) - at(mean - error)) / 2 };
}
