import type { Estimate, Measurement } from 'firstguess';

/**
 * Agreement by counting guesses, beside theory. Read off the hidden features it is so precise that the finite width of the
 * layers shows, of which theory knows nothing.
 */
export function countedAgreement({ agreement, agreementCounted }: Measurement): Estimate {
  if (agreementCounted === null) return agreement;
  const { theory, theoryError } = agreement;
  const error = Math.hypot(agreementCounted.standardError, theoryError ?? 0);
  return { ...agreement, ...agreementCounted, z: theory === null ? null : (agreementCounted.mean - theory) / error };
}
