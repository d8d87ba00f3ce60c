import type { Estimate } from '../../numerics/sampling/controlVariates.ts';
import { rowOffset } from '../packedPairs.ts';
import type { KernelScales, KernelSummary } from '../state.ts';
import type { DatasetKernel } from './activation.ts';

/** Means over all pairs i ≠ j; γ is mean c / mean (1 − c). */
export function summaryOfPairs({ norms, complements }: DatasetKernel): KernelSummary {
  const rows = norms.length;
  const roots = norms.map(Math.sqrt);
  let cov = 0;
  let spread = 0;
  let complement = 0;
  for (let i = 0; i < rows - 1; i++) {
    const offset = rowOffset(rows, i);
    for (let j = i + 1; j < rows; j++) {
      const scale = roots[i] * roots[j];
      const difference = roots[i] - roots[j];
      cov += scale * (1 - complements[offset + j]);
      spread += (difference * difference) / 2 + scale * complements[offset + j];
      complement += complements[offset + j];
    }
  }
  const pairs = complements.length;
  const correlation = 1 - complement / pairs;
  return { cov: cov / pairs, spread: spread / pairs, gamma: (correlation * pairs) / complement, correlation };
}

/**
 * Means over pairs, with the error of having chosen these n points from N: that of their projection on single points, as
 * `pairMean` has it (docs/theory §13).
 * @param tokens of a point, each a row of the kernel
 */
export function scalesOfPairs({ norms, complements }: DatasetKernel, population: number, tokens = 1): KernelScales {
  const rows = norms.length;
  const points = rows / tokens;
  const roots = norms.map(Math.sqrt);
  const covs = new Float64Array(points);
  const spreads = new Float64Array(points);
  const apart = new Float64Array(points);
  const share = 1 / (tokens * (rows - 1));
  for (let i = 0; i < rows - 1; i++) {
    const offset = rowOffset(rows, i);
    for (let j = i + 1; j < rows; j++) {
      const scale = roots[i] * roots[j];
      const cov = scale * (1 - complements[offset + j]);
      const spread = (roots[i] - roots[j]) ** 2 / 2 + scale * complements[offset + j];
      for (const row of [i, j]) {
        const point = Math.floor(row / tokens);
        covs[point] += cov * share;
        spreads[point] += spread * share;
        apart[point] += complements[offset + j] * share;
      }
    }
  }
  return {
    cov: ofChoice(covs, population),
    spread: ofChoice(spreads, population),
    complement: ofChoice(apart, population),
  };
}

/**
 * A mean over pairs with the error of having chosen their points from N.
 * @param projections means over the pairs of each point
 */
export function ofChoice(projections: Float64Array, population: number): Estimate {
  const points = projections.length;
  const value = projections.reduce((sum, mean) => sum + mean, 0) / points;
  const variance = projections.reduce((sum, mean) => sum + (mean - value) ** 2, 0) / (points - 1);
  return { value, error: 2 * Math.sqrt((variance / points) * Math.max(0, 1 - points / population)) };
}
