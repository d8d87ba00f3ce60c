import type { Unknown } from '../kernel/state.ts';
import type { GuessTheory } from './guessTheory.ts';

/** How many errors beyond the possible are no chance; the rest is for rounding where there is no error. */
const ERRORS = 4;
const ROUNDING = 1e-9;

/**
 * Sampled theory that has lost its way says so. Of N inputs whose guesses n_1 … n_K are counted,
 *
 *   agreement = E Σ n_k (n_k − 1) / N(N − 1) ≥ (N/K − 1)/(N − 1),   γ = c̄/(1 − c̄) ≥ −1/N,
 *
 * the first as all n_k = N/K is the least, the second as Σ_ij c_ij ≥ 0 for the correlations of N points.
 *
 * @param points N; null: infinitely many
 * @returns why the answers cannot be right, undefined for possible ones
 */
export function impossibleOutput(
  { agreement, gamma }: Omit<GuessTheory, 'kernels'>,
  classes: number,
  points: number | null,
): Unknown | undefined {
  const leastAgreement = points === null ? 1 / classes : (points / classes - 1) / Math.max(1, points - 1);
  const leastGamma = points === null ? 0 : -1 / points;
  const far = ({ value, error }: GuessTheory['gamma'], least: number) => value < least - ERRORS * error - ROUNDING;
  if (!far(agreement, leastAgreement) && !far(gamma, leastGamma)) return undefined;
  return {
    reason:
      `measured only: sampled theory comes to an agreement of ${agreement.value.toPrecision(3)} and gamma ` +
      `${gamma.value.toPrecision(3)}, which no guesses can have; its errors have grown from layer to layer`,
  };
}
