import { DatasetState } from '../kernel/dataset/datasetState.ts';
import { PairState } from '../kernel/pair/pairState.ts';
import type { Estimate } from '../numerics/sampling/controlVariates.ts';
import type { Setup } from '../setup/setup.ts';
import { overScrambles } from './scrambles.ts';
import type { State } from './trace.ts';

/** What a kernel says of two inputs; errors are 0 where nothing was sampled. */
interface LayerValues {
  readonly cov: Estimate;
  readonly spread: Estimate;
  readonly gamma: Estimate;
}

/**
 * The values of the kernel after a layer, with the errors of what was sampled on the way to it: random numbers, images
 * that stand for all, or points.
 * @param states after this layer, one of each scramble
 */
export function layerValues({ data }: Pick<Setup, 'data'>, states: readonly State[]): LayerValues {
  // Layers after this one may be sampled where it is not.
  const used = states[0].sampled ? states : states.slice(0, 1);
  const summaries = used.map((state) => state.summary());
  const all = (of: (summary: (typeof summaries)[number]) => number) =>
    overScrambles(summaries.map((summary) => ({ value: of(summary), error: 0 })));
  const population = data.kind === 'dataset' ? data.points : Infinity;
  const isWhole = (state: State) =>
    state instanceof PairState || (state instanceof DatasetState && state.points >= population);
  if (used.every(isWhole)) {
    return { cov: all(({ cov }) => cov), spread: all(({ spread }) => spread), gamma: all(({ gamma }) => gamma) };
  }
  const scales = used.map((state) => state.scales(population));
  return {
    cov: overScrambles(scales.map(({ cov }) => cov)),
    spread: overScrambles(scales.map(({ spread }) => spread)),
    gamma: gammaOf(overScrambles(scales.map(({ complement }) => complement))),
  };
}

/** γ = 1/m − 1 of m = mean (1 − c), with the error dγ = dm/m². */
export function gammaOf({ value, error }: Estimate): Estimate {
  if (value === 0) return { value: Infinity, error: 0 };
  return { value: 1 / value - 1, error: error / value ** 2 };
}
