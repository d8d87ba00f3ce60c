import { normalQuantile } from '../../numerics/quadrature/normal.ts';
import { normalDeviate } from '../../numerics/sampling/student.ts';
import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';

export const verdicts = ['passed', 'failed', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

/** The probability that chance alone breaks any bound of a model that lies at all of them; and that it passes one. */
const LEVEL = 0.05;
/** Networks that were not drawn and are reckoned with. */
const UNSEEN = 2;
/** Losses are sums of float32. */
const ROUNDING = 1e-6;

/** An upper bound, and how strictly it is judged. */
export interface Limit {
  readonly bound: number;
  /** Values that a single draw can have. */
  readonly range: readonly [least: number, most: number];
  /** How many bounds there are on the same draws. */
  readonly together: number;
}

/**
 * Whether a mean over n draws lies above a bound, within it, or too near to tell: the one-sided interval of Student's law
 * of n − 1 degrees of freedom at the level 0.05/m for m bounds (Bonferroni) lies wholly on one side.
 *
 * The draws lie in [a, b], and rare ones may rule the mean: where 1 network in 300 has no bias and all others give all
 * points to one class, 50 draws are nearly always equal, and Student's interval, of no width, breaks a bound at the true
 * mean in 87 % of the cases. So the interval is that of n draws and two more at the end of the range that speaks against
 * the verdict: at a against `failed`, at b against `passed`. With n, m̄, s² of the draws and k = 2 at e,
 *
 *   m' = (n m̄ + k e)/(n + k),   s'² = ((n − 1) s² + n (m̄ − m')² + k (e − m')²)/(n + k − 1),   t = (m' − bound)/(s'/√(n + k))
 *
 * As for shares, where two successes and two failures are added: Agresti and Coull, The American Statistician 52 (1998)
 * 119. Wrong verdicts at the bound then stay below the level for laws of two points and beta laws of every skewness
 * (verdict.test.ts). A loss has no largest value: Student's interval of the draws alone shows that it is within.
 */
export function verdictOf(value: MeasuredValue, draws: number, { bound, range, together }: Limit): Verdict {
  if (!Number.isFinite(value.mean)) return 'failed';
  const threshold = -normalQuantile(LEVEL / together);
  const [least, most] = range;
  if (deviateFrom(bound + ROUNDING, withUnseen(value, draws, least), draws) > threshold) return 'failed';
  const above = Number.isFinite(most) ? withUnseen(value, draws, most) : value;
  return deviateFrom(bound + ROUNDING, above, draws) < -threshold ? 'passed' : 'inconclusive';
}

/** Mean and standard error of the draws and of two more at `end`. */
function withUnseen({ mean, standardError }: MeasuredValue, draws: number, end: number): MeasuredValue {
  const all = draws + UNSEEN;
  const shifted = (draws * mean + UNSEEN * end) / all;
  const within = draws * (draws - 1) * standardError ** 2;
  const squares = within + draws * (mean - shifted) ** 2 + UNSEEN * (end - shifted) ** 2;
  return { mean: shifted, standardError: Math.sqrt(squares / (all * (all - 1))) };
}

/** How far a mean lies above a bound, as a normal deviate; infinite without an error. */
function deviateFrom(bound: number, { mean, standardError }: MeasuredValue, draws: number): number {
  const t = (mean - bound) / standardError;
  return Number.isFinite(t) ? normalDeviate(t, draws - 1) : Math.sign(mean - bound) * Number.POSITIVE_INFINITY;
}

/** More are never proposed. */
const MOST = 1_000_000;

/**
 * About how many initialisations would decide, if mean and scatter stay as they are: an error falls as 1/√initialisations.
 * @returns null where more than a million would not
 */
export function initialisationsToDecide(value: MeasuredValue, draws: number, limit: Limit): number | null {
  const decides = (many: number) => {
    const standardError = value.standardError * Math.sqrt(draws / many);
    return verdictOf({ mean: value.mean, standardError }, many, limit) !== 'inconclusive';
  };
  let undecided = draws;
  let decided = 2 * draws;
  while (!decides(decided)) {
    if (decided >= MOST) return null;
    undecided = decided;
    decided *= 2;
  }
  // To two significant digits.
  while (decided - undecided > decided / 50 && decided - undecided > 1) {
    const middle = Math.floor((undecided + decided) / 2);
    if (decides(middle)) decided = middle;
    else undecided = middle;
  }
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(decided)) - 1);
  return Math.ceil(decided / unit) * unit;
}
