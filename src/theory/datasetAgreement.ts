import type { PackedPairs } from '../kernel/packedPairs.ts';
import { agreementFit } from '../laws/agreementFit.ts';

/**
 * The agreement of an infinitely wide network on given points, exact for Gaussian readouts: the probability that two
 * different points, drawn at random, get the same guess,
 *
 *   E Σ_c n_c(n_c − 1) / N(N − 1) = mean over i ≠ j of A_K(c_ij),
 *
 * because argmax ignores the norm of a point. E Σ_c G_c² counts every point with itself as well, which adds
 * (1 − agreement)/N. Source: derived, docs/theory §2.
 *
 * @param classes K ≥ 2
 * @param complements 1 − c_ij of the output kernel
 * @returns a probability; absolute error below 1e-11 beyond that of the kernel
 */
export function datasetAgreement(classes: number, complements: PackedPairs): number {
  const agreement = agreementFit(classes);
  let sum = 0;
  for (const complement of complements) sum += agreement(complement);
  return sum / complements.length;
}
