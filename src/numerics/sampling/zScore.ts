import { normalDeviate } from './student.ts';

/** A measured number and its standard error. */
export interface MeasuredValue {
  readonly mean: number;
  readonly standardError: number;
}

/** Draws of one value differ by this share of it where their numbers were summed in another order. */
const ROUNDING = 1e-12;

/**
 * Distance of a measurement from a prediction in units of both errors together, as a normal deviate: with the error s of
 * R draws and that of theory e, which counts as known,
 *
 *   t = (mean − theory)/√(s² + e²)
 *
 * follows Student's law of R − 1 degrees of freedom where e is small, and z is the deviate that a normal number exceeds
 * as rarely. So |z| ≥ 4 is as improbable with 2 draws as with 200. Where e rules, z errs towards 0: degrees of freedom
 * that grow with e²/s² (Satterthwaite) would trust two draws whose values agree by chance.
 *
 * @returns null without theory or error
 */
export function zScore(
  { mean, standardError }: MeasuredValue,
  draws: number,
  theory: number | null,
  theoryError = 0,
): number | null {
  if (theory === null || !Number.isFinite(theory) || !Number.isFinite(standardError)) return null;
  const error = Math.hypot(standardError, theoryError);
  if (error <= ROUNDING * Math.abs(mean)) return Math.abs(mean - theory) <= ROUNDING * Math.abs(mean) ? 0 : null;
  return normalDeviate((mean - theory) / error, draws - 1);
}
