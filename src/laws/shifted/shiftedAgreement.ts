import { bivariateNormalCdf, CorrelatedNormals } from '../../numerics/quadrature/bivariateNormal.ts';
import { normalCdf, normalPdf } from '../../numerics/quadrature/normal.ts';

/** Classes with the same means at both points. */
interface Group {
  readonly first: number;
  readonly second: number;
  readonly classes: number;
}

/** The double integral takes some 3 ms for every pair of groups. */
const MOST_GROUPS = 16;

/**
 * Probability that two inputs get the same guess where outputs have means of their own, as fixed biases give them:
 *
 *   P(argmax (u + m) = argmax (v + n)) = Σ_c ∬ φ₂(u, v; c) Π_{k≠c} Φ₂(u + m_c − m_k, v + n_c − n_k; c) du dv
 *
 * with (u_k, v_k) independent pairs of unit normals of correlation c. Classes of equal means count as one group, and equal
 * means of all classes give A_K(c). Two classes: Φ₂(δ, ε; c) + Φ₂(−δ, −ε; c), δ = (m_1 − m_0)/√2, ε = (n_1 − n_0)/√2.
 * Source: derived, docs/theory §17. Absolute error below 1e−12.
 *
 * @param first means at the one point in units of the outputs' standard deviation there, `second` at the other
 * @param complement 1 − c in [0, 2]
 * @returns undefined where there are too many different means for the double integral
 */
export function shiftedAgreement(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  complement: number,
): number | undefined {
  if (first.length === 2) {
    return sameSign((first[1] - first[0]) * Math.SQRT1_2, (second[1] - second[0]) * Math.SQRT1_2, complement);
  }
  const groups = groupsOf(first, second);
  if (groups.length > MOST_GROUPS) return undefined;
  const classes = first.length;
  // At the ends of [0, 2] the pair has no density; a correlation this close to ±1 changes the agreement by less than 1e−7.
  const pair = new CorrelatedNormals(Math.min(2 - 1e-14, Math.max(1e-14, complement)));
  const range = Math.sqrt(2 * Math.log(1e15 * classes ** 2));
  const step = classes <= 30 ? 0.16 : 0.1;
  const last = Math.floor(range / step);
  let sum = 0;
  for (let j = -last; j <= last; j++) {
    const y = j * step;
    for (let i = -last; i <= last; i++) {
      const x = i * step;
      if (x * x + y * y > range * range) continue;
      const weight = normalPdf(x) * normalPdf(y);
      const [u, v] = [pair.u(x, y), pair.v(x, y)];
      for (const own of groups) sum += weight * own.classes * allBelow(groups, own, u, v, complement);
    }
  }
  return Math.min(1, step * step * sum);
}

/**
 * P(u + δ and v + ε have one sign) for unit normals of correlation c: two classes, or one label of several.
 * @param complement 1 − c in [0, 2]
 */
export function sameSign(first: number, second: number, complement: number): number {
  return bothBelow(first, second, complement) + bothBelow(-first, -second, complement);
}

/** P(all other outputs lie below those of a class of the group at u and v). */
function allBelow(groups: readonly Group[], own: Group, u: number, v: number, complement: number): number {
  let product = 1;
  for (const group of groups) {
    const others = group === own ? group.classes - 1 : group.classes;
    if (others === 0) continue;
    const below = bothBelow(u + own.first - group.first, v + own.second - group.second, complement);
    product *= below ** others;
    if (product < 1e-25) return 0;
  }
  return product;
}

/** Φ₂(u, v; c), also where u and v coincide or cancel. */
function bothBelow(u: number, v: number, complement: number): number {
  if (complement <= 0) return normalCdf(Math.min(u, v));
  if (complement >= 2) return Math.max(0, normalCdf(u) - normalCdf(-v));
  return bivariateNormalCdf(u, v, complement);
}

function groupsOf(first: ArrayLike<number>, second: ArrayLike<number>): Group[] {
  const groups = new Map<string, Group>();
  for (let k = 0; k < first.length; k++) {
    const key = `${first[k]} ${second[k]}`;
    const classes = (groups.get(key)?.classes ?? 0) + 1;
    groups.set(key, { first: first[k], second: second[k], classes });
  }
  return [...groups.values()];
}
