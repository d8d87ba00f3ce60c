import type { Activation } from '../../activations/activation.ts';
import { meanOf, secondMomentOf } from '../../activations/moments.ts';
import { type PackedPairs, pairCount, pairIndex, rowOffset } from '../packedPairs.ts';
import { tabulatedComplements } from '../table/activationTable.ts';
import { setDirectionless } from './points.ts';

/** Variances q_i of all points and 1 − c_ij of all pairs. */
export interface DatasetKernel {
  readonly norms: Float64Array;
  readonly complements: PackedPairs;
}

/** What happens to every unit on the way to the next kernel: an activation, or the maximum of a window. */
export interface UnitMap {
  /** What becomes of units that are 0. */
  readonly atZero: number;
  /** E F and E F² at variance q > 0. */
  mean(q: number): number;
  secondMoment(q: number): number;
  /** 1 − c′ of all pairs, for variances q > 0. */
  complements(norms: Float64Array, complements: PackedPairs): PackedPairs;
}

/** φ of Gaussian units. The accuracy is that of `tabulatedComplements`. Docs/theory §10. */
export function activationMap(phi: Activation): UnitMap {
  return {
    atZero: phi.value(0),
    mean: (q) => meanOf(phi, q),
    secondMoment: (q) => secondMomentOf(phi, q),
    complements: (norms, complements) => tabulatedComplements(phi, norms, complements),
  };
}

/** The kernel after a map F of Gaussian pre-activations: Q_i = E F² and the correlations between points. */
export function mappedKernel(map: UnitMap, { norms, complements }: DatasetKernel): DatasetKernel {
  const variances = atEvery(norms, map.secondMoment, map.atZero ** 2);
  if (norms.every((q, i) => q > 0 && variances[i] > 0)) {
    return {
      norms: variances,
      complements: complements.length > 0 ? map.complements(norms, complements) : complements,
    };
  }
  return { norms: variances, complements: withConstants(map, { norms, complements }, variances) };
}

/** E F of every point. */
export function mappedMeans(map: UnitMap, norms: Float64Array): Float64Array {
  return atEvery(norms, map.mean, map.atZero);
}

/** A function of the variance, computed once for points of equal norms in a row, as normalisation leaves them. */
function atEvery(norms: Float64Array, value: (q: number) => number, atZero: number): Float64Array {
  const values = new Float64Array(norms.length);
  norms.forEach((q, i) => {
    if (i > 0 && q === norms[i - 1]) values[i] = values[i - 1];
    else values[i] = q > 0 ? value(q) : atZero;
  });
  return values;
}

/**
 * A point of norm 0 turns into the constant F(0). Its correlation with another point is ±E F/√Q; if F(0) = 0 it stays
 * without direction, as does a point on which F vanishes.
 */
function withConstants(map: UnitMap, { norms, complements }: DatasetKernel, variances: Float64Array): PackedPairs {
  const points = norms.length;
  const regular = Int32Array.from(norms.keys()).filter((i) => norms[i] > 0 && variances[i] > 0);
  const result = new Float64Array(complements.length);
  if (regular.length > 1) {
    const own = Float64Array.from(regular, (i) => norms[i]);
    const part = map.complements(own, restrict(complements, points, regular));
    let next = 0;
    for (let a = 0; a < regular.length; a++) {
      for (let b = a + 1; b < regular.length; b++) result[rowOffset(points, regular[a]) + regular[b]] = part[next++];
    }
  }
  if (map.atZero !== 0) {
    const alignments = Float64Array.from(regular, (j) => map.mean(norms[j]) / Math.sqrt(variances[j]));
    for (let i = 0; i < points; i++) {
      if (norms[i] > 0) continue;
      regular.forEach((j, at) => {
        result[pairIndex(points, i, j)] = 1 - Math.sign(map.atZero) * alignments[at];
      });
    }
  }
  setDirectionless(result, variances);
  return result;
}

/** The pairs among some of the points. */
function restrict(pairs: PackedPairs, points: number, chosen: Int32Array): PackedPairs {
  const result = new Float64Array(pairCount(chosen.length));
  let next = 0;
  for (let a = 0; a < chosen.length; a++) {
    for (let b = a + 1; b < chosen.length; b++) result[next++] = pairs[rowOffset(points, chosen[a]) + chosen[b]];
  }
  return result;
}
