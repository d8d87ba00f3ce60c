import { cubicAt } from '../numerics/quadrature/cubic.ts';
import { agreement, angle, checkAgreementArguments } from './agreement.ts';

/**
 * A_K(c) for millions of pairs: a table instead of a double integral a pair, filled by a Chebyshev series in θ = arccos c.
 *
 *   A_K(cos θ) = 1 − θ·p(θ),   p a polynomial on [0, π]
 *
 * A_K is analytic in θ up to both ends, and vanishing of 1 − A_K at θ = 0 is built in, so near-duplicates keep their
 * relative precision. Source: docs/theory §10. The table is in s = sin θ/2 = √((1 − c)/2) up to θ = π/2, and in cos θ/2
 * from there on, which spares the arc; (1 − A_K)/s is analytic as well.
 *
 * @param classes K ≥ 2; the first call for a K fits the series (up to 0.1 s), later calls find it ready
 * @returns 1 − c in [0, 2] ↦ A_K(c), absolute error below 1e−11 for K ≤ 1000
 */
export function agreementFit(classes: number): (complement: number) => number {
  const { near, far } = disagreementTables(classes);
  return (complement) => {
    if (complement > 1) return 1 - cubic(far, Math.sqrt(Math.max(0, 1 - complement / 2)));
    const s = Math.sqrt(complement / 2);
    return 1 - s * cubic(near, s);
  };
}

/** With this many intervals the cubics stay within 2e−13 for K ≤ 1000. */
const INTERVALS = 2048;
const STEP = Math.SQRT1_2 / INTERVALS;

/** (1 − A_K)/s by s, and 1 − A_K by cos θ/2: at the ends of the intervals of [0, √½], and one step beyond on both sides. */
interface Tables {
  readonly near: Float64Array;
  readonly far: Float64Array;
}

const tables = new Map<number, Tables>();

function disagreementTables(classes: number): Tables {
  const ready = tables.get(classes);
  if (ready) return ready;
  const series = disagreementSeries(classes);
  const table = (f: (x: number) => number) => Float64Array.from({ length: INTERVALS + 3 }, (_, i) => f((i - 1) * STEP));
  const arcOver = (s: number) => (s === 0 ? 2 : (2 * Math.asin(s)) / s);
  const near = table((s) => arcOver(s) * evaluate(series, 2 * Math.asin(s)));
  const far = table((s) => (Math.PI - 2 * Math.asin(s)) * evaluate(series, Math.PI - 2 * Math.asin(s)));
  tables.set(classes, { near, far });
  return { near, far };
}

/** The table at x. */
function cubic(table: Float64Array, x: number): number {
  const place = x / STEP;
  const i = Math.min(INTERVALS - 1, Math.floor(place));
  return cubicAt(table, i, place - i);
}

/**
 * 1 − A_K(c), the probability that two inputs get different guesses, precise also where it is tiny
 * (1 − A_K ~ k_K √(1−c) near c = 1, docs/theory §2).
 *
 * @param classes K ≥ 2
 * @param complement 1 − c in [0, 2]
 * @returns a probability; relative error below 1e−10 for K ≤ 1000
 */
export function disagreement(classes: number, complement: number): number {
  checkAgreementArguments(classes, complement);
  const theta = angle(complement);
  return theta * evaluate(disagreementSeries(classes), theta);
}

/** Enough for K = 1000; smaller K need fewer terms, and the rest is cut off. */
const degree = 52;
const negligible = 1e-14;
const known = new Map<number, Float64Array>();

/** Chebyshev coefficients of (1 − A_K(cos θ))/θ on [0, π]. */
function disagreementSeries(classes: number): Float64Array {
  const ready = known.get(classes);
  if (ready) return ready;
  const count = degree + 1;
  const values = Array.from({ length: count }, (_, j) => {
    const theta = (Math.PI / 2) * (1 + Math.cos((Math.PI * (j + 0.5)) / count));
    const complement = 2 * Math.sin(theta / 2) ** 2;
    return (1 - agreement(classes, complement)) / theta;
  });
  const series = Float64Array.from({ length: count }, (_, k) => {
    const sum = values.reduce((total, value, j) => total + value * Math.cos((Math.PI * k * (j + 0.5)) / count), 0);
    return ((k === 0 ? 1 : 2) * sum) / count;
  });
  const terms = series.findLastIndex((coefficient) => Math.abs(coefficient) > negligible) + 1;
  known.set(classes, series.slice(0, terms));
  return series.slice(0, terms);
}

/** Clenshaw's recurrence. */
function evaluate(series: Float64Array, theta: number): number {
  const x = (2 * theta) / Math.PI - 1;
  let next = 0;
  let afterNext = 0;
  for (let k = series.length - 1; k > 0; k--) {
    const current = 2 * x * next - afterNext + series[k];
    afterNext = next;
    next = current;
  }
  return x * next - afterNext + series[0];
}
