import { type PackedPairs, rowOffset } from '../packedPairs.ts';
import type { DatasetKernel } from './activation.ts';

/**
 * Kernels k_ij = a_i a_j (1 − o_ij) given by signed roots a_i (a_i² = variance of point i) and packed complements o_ij.
 * The forms below never subtract numbers of equal size to get a complement.
 */
export interface RootedKernel {
  readonly roots: Float64Array;
  /** Undefined: all zero, a kernel of rank one. */
  readonly complements?: PackedPairs;
}

/** A share of a kernel by its roots. */
export function rooted({ norms, complements }: DatasetKernel, share = 1): RootedKernel {
  return { roots: norms.map((q) => Math.sqrt(share * q)), complements };
}

/**
 * Complements of k_ij + σ_b². With a = √q_i, b = √q_j, s = σ_b² and R = √((a² + s)(b² + s)),
 *
 *   1 − c′ = [s (a − b)²/(R + ab + s) + ab (1 − c)] / R.
 *
 * Source: docs/theory §0, in a form without cancellation (derived here).
 */
export function complementsWithBias({ norms, complements }: DatasetKernel, sigmaB2: number): PackedPairs {
  const roots = norms.map(Math.sqrt);
  const newRoots = norms.map((q) => Math.sqrt(q + sigmaB2));
  return eachPair(norms.length, (i, j, at) => {
    const [a, b] = [roots[i], roots[j]];
    const R = newRoots[i] * newRoots[j];
    const fromNorms = (sigmaB2 * (a - b) * (a - b)) / (R + a * b + sigmaB2);
    return (fromNorms + a * b * complements[at]) / R;
  });
}

/** Kernels of units beside each other, each with its share of them. */
export function kernelOfMixture(
  parts: readonly { readonly share: number; readonly kernel: DatasetKernel }[],
): DatasetKernel {
  const kernels = parts.map(({ share, kernel }) => rooted(kernel, share));
  const norms = kernels[0].roots.map((_, i) => kernels.reduce((sum, { roots }) => sum + roots[i] ** 2, 0));
  const total = kernels.slice(1).reduce<RootedKernel>(
    (sum, next) => ({
      roots: sum.roots.map((a, i) => Math.hypot(a, next.roots[i])),
      complements: complementsOfSum(sum, next),
    }),
    kernels[0],
  );
  return { norms, complements: total.complements! };
}

/**
 * Complements of a sum of two kernels. With R = √((a_i² + b_i²)(a_j² + b_j²)),
 *
 *   1 − c = [ (a_i b_j − b_i a_j)²/(R + a_i a_j + b_i b_j) + a_i a_j o_ij + b_i b_j o′_ij ] / R.
 *
 * Derived here; docs/theory §10.
 */
export function complementsOfSum(first: RootedKernel, second: RootedKernel): PackedPairs {
  const points = first.roots.length;
  const sum = first.roots.map((a, i) => Math.hypot(a, second.roots[i]));
  return eachPair(points, (i, j, at) => {
    const [ai, aj, bi, bj] = [first.roots[i], first.roots[j], second.roots[i], second.roots[j]];
    const R = sum[i] * sum[j];
    if (R === 0) return sum[i] === sum[j] ? 0 : 1;
    const cross = ai * bj - bi * aj;
    const own = ai * aj * (first.complements?.[at] ?? 0) + bi * bj * (second.complements?.[at] ?? 0);
    const alike = R + ai * aj + bi * bj;
    return ((alike > 0 ? (cross * cross) / alike : 2 * R) + own) / R;
  });
}

/**
 * Complements after each point's mean over units is taken away: k_ij − μ_i μ_j. With v_i² = q_i − μ_i², S = √(q_i q_j)
 * and R = v_i v_j,
 *
 *   1 − c = [ S o_ij − (v_i μ_j − v_j μ_i)²/(S + R + μ_i μ_j) ] / R.
 *
 * Derived here; docs/theory §6.
 */
export function complementsOfCentred(kernel: RootedKernel, means: Float64Array): PackedPairs {
  const deviations = kernel.roots.map((a, i) => Math.sqrt(Math.max(0, a * a - means[i] * means[i])));
  return eachPair(kernel.roots.length, (i, j, at) => {
    const [vi, vj, mi, mj] = [deviations[i], deviations[j], means[i], means[j]];
    const S = kernel.roots[i] * kernel.roots[j];
    const R = vi * vj;
    if (R === 0) return vi === vj ? 0 : 1;
    const cross = vi * mj - vj * mi;
    const alike = S + R + mi * mj;
    const lost = alike > 0 ? (cross * cross) / alike : 0;
    return Math.min(2, Math.max(0, (S * (kernel.complements?.[at] ?? 0) - lost) / R));
  });
}

function eachPair(points: number, value: (i: number, j: number, at: number) => number): PackedPairs {
  const pairs = new Float64Array((points * (points - 1)) / 2);
  for (let i = 0; i < points - 1; i++) {
    const offset = rowOffset(points, i);
    for (let j = i + 1; j < points; j++) pairs[offset + j] = value(i, j, offset + j);
  }
  return pairs;
}
