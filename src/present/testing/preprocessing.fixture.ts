import { bestPipelines } from '../../studies/preprocess/best.ts';
import type { PreprocessingComparison } from '../../studies/preprocess/schema.ts';
import { summaryOf } from '../../studies/preprocess/summary.ts';
import { inventedMeasurement } from './measurements.fixture.ts';

interface Recipe {
  readonly networks?: readonly string[];
  readonly pipelines?: readonly string[];
  /** What the number is in which the pipelines differ, and the numbers. */
  readonly sweep?: { readonly name: string; readonly values: readonly number[] };
  readonly theory?: boolean;
  readonly measured?: boolean;
  /** Pipelines that failed. */
  readonly failed?: readonly string[];
}

/** An invented comparison: the bias falls from pipeline to pipeline, or grows along a sweep. */
export function inventedPreprocessing(recipe: Recipe = {}): PreprocessingComparison {
  const { sweep, theory = true, measured = true, failed = [] } = recipe;
  const networks = [...(recipe.networks ?? ['3*(dense(512), relu), dense(10)'])];
  const pipelines = sweep
    ? sweep.values.map((value) => `${sweep.name}(${value})`)
    : [...(recipe.pipelines ?? ['none', 'scale(0.00392156862745098)', 'center', 'standardize', 'whiten'])];
  const gammaOf = (place: number, network: number) =>
    sweep ? sweep.values[place] ** 2 / (1 + network) : [8, 8, 1.6, 1.55, 0.7][place % 5] * (1 + 0.2 * network);
  const results = pipelines.flatMap((preprocess, place) =>
    networks.map((network, index) => {
      if (failed.includes(preprocess)) {
        const reason = `${preprocess} needs at least as many points as there are features, and has fewer`;
        return { preprocess, network, prediction: null, measurement: null, reason };
      }
      const made = inventedMeasurement({ classes: 10, gamma: gammaOf(place, index), network, theory });
      const measurement = { ...made, preprocess };
      return {
        preprocess,
        network,
        prediction: { ...made.prediction, preprocess },
        measurement: measured ? measurement : null,
        reason: null,
      };
    }),
  );
  const {
    network: _network,
    preprocess: _preprocess,
    ...experiment
  } = inventedMeasurement({ classes: 10, gamma: 1 }).experiment;
  const comparison = {
    data: 'digits',
    networks,
    pipelines: pipelines.map((preprocess, place) => ({
      preprocess,
      value: sweep?.values[place] ?? null,
      effects: ['removes the covariance that comes from the mean'],
      moments: failed.includes(preprocess) ? null : { cov: 0.2, spread: 0.4, gamma: 0.5 },
    })),
    sweep: sweep?.name ?? null,
    results,
    curves: sweep
      ? networks.map((network, index) => ({
          network,
          points: Array.from({ length: 17 }, (_, i) => {
            const share = 0.1 + (0.04 * i) / (1 + index);
            return { value: i / 4, agreement: share, maxFraction: theory ? share : null, gamma: i };
          }),
        }))
      : [],
    experiment,
    firstguess: '0.1.0',
    notes: ['a note <of> ours'],
  };
  const best = bestPipelines(comparison, () => undefined);
  return { summary: summaryOf(comparison), status: 'complete', ...comparison, best, seconds: 12 };
}
