import { rowOffset } from '../packedPairs.ts';
import type { KernelSummary } from '../state.ts';
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
