import { chebyshevSeries, evaluateChebyshev } from '../../numerics/quadrature/chebyshev.ts';

/** Variances that differ less are one. */
const SAME = 1e-9;

/**
 * Numbers that depend on the variance of the logits alone, for many variances: through Chebyshev series in ln q where there
 * are more than a few, as each value costs some milliseconds.
 *
 * @param exact the numbers at one variance, always as many
 * @returns for every variance its numbers
 */
export function byVariance(variances: Float64Array, exact: (q: number) => readonly number[]): (readonly number[])[] {
  const alive = variances.filter((q) => q > 0);
  const [from, to] = [alive.reduce((a, b) => Math.min(a, b), Infinity), alive.reduce((a, b) => Math.max(a, b), 0)];
  const known = new Map<number, readonly number[]>([[0, exact(0)]]);
  const once = (q: number) => {
    const value = known.get(q) ?? exact(q);
    known.set(q, value);
    return value;
  };
  const nodes = nodesFor(to / from);
  if (alive.length <= nodes || !(to > from * (1 + SAME))) {
    const shared = to > from * (1 + SAME) ? undefined : from;
    return Array.from(variances, (q) => once(q === 0 ? 0 : (shared ?? q)));
  }
  const [low, high] = [Math.log(from), Math.log(to)];
  const all = once(0).map((_, place) => chebyshevSeries((t) => once(Math.exp(t))[place], low, high, nodes));
  return Array.from(variances, (q) => {
    if (q === 0) return once(0);
    const x = Math.min(1, Math.max(-1, (2 * (Math.log(q) - low)) / (high - low) - 1));
    return all.map((series) => evaluateChebyshev(series, x));
  });
}

/** The functions are analytic in ln q; every factor e of range wants a few more nodes. */
function nodesFor(ratio: number): number {
  return Math.min(60, 6 + Math.ceil(3 * Math.log(ratio)));
}
