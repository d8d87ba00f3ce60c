import type { Estimate, Measurement } from 'firstguess';

/**
 * Agreement by counting guesses, compared with theory. Computed from the hidden features, it would be precise enough to
 * resolve the finite width of the layers, which theory does not cover.
 *
 * @param width n of the layers: they move the agreement by a part of 1/n (one layer of batchNorm and tanh by 0.3/n, measured
 *   at n = 100, 400 and 1600), which z takes for one more standard error; default infinite
 */
export function countedAgreement({ agreement, agreementCounted }: Measurement, width = Infinity): Estimate {
  if (agreementCounted === null) return agreement;
  const { theory, theoryError } = agreement;
  const error = Math.hypot(agreementCounted.standardError, theoryError ?? 0, (theory ?? 0) / width);
  return { ...agreement, ...agreementCounted, z: theory === null ? null : (agreementCounted.mean - theory) / error };
}
