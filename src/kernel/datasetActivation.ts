import type { Activation } from '../activations/activation.ts';
import { meanOf, secondMomentOf } from '../activations/moments.ts';
import { setDirectionless } from './datasetPoints.ts';
import { tabulatedComplements } from './datasetTable.ts';
import { type PackedPairs, pairCount, pairIndex, rowOffset } from './packedPairs.ts';

/** Variances q_i of all points and 1 − c_ij of all pairs. */
export interface DatasetKernel {
  readonly norms: Float64Array;
  readonly complements: PackedPairs;
}

/**
 * The kernel after φ is applied to Gaussian pre-activations: Q_i = E φ(√q_i z)² and the correlations of φ(u_i), φ(u_j).
 * The accuracy is that of `tabulatedComplements`. Docs/theory §10.
 */
export function activatedKernel(phi: Activation, { norms, complements }: DatasetKernel): DatasetKernel {
  const variances = secondMoments(phi, norms);
  if (norms.every((q, i) => q > 0 && variances[i] > 0)) {
    return { norms: variances, complements: activatedComplements(phi, norms, complements) };
  }
  return { norms: variances, complements: withConstants(phi, { norms, complements }, variances) };
}

function activatedComplements(phi: Activation, norms: Float64Array, complements: PackedPairs): PackedPairs {
  if (complements.length === 0) return complements;
  const { angular, discontinuous } = phi;
  // A jump lets 1 − c′ grow like √(1 − c), for which the table is not made.
  if (angular && discontinuous) return complements.map((complement) => angular(complement));
  return tabulatedComplements(phi, norms, complements);
}

/** Q of every point, φ(0)² at norm 0; computed once for points of equal norms in a row, as normalisation leaves them. */
function secondMoments(phi: Activation, norms: Float64Array): Float64Array {
  const moments = new Float64Array(norms.length);
  norms.forEach((q, i) => {
    if (i > 0 && q === norms[i - 1]) moments[i] = moments[i - 1];
    else moments[i] = q > 0 ? secondMomentOf(phi, q) : phi.value(0) ** 2;
  });
  return moments;
}

/**
 * A point of norm 0 turns into the constant φ(0). Its correlation with another point is ±E φ(u)/√Q; if φ(0) = 0 it
 * stays without direction, as does a point on which φ vanishes.
 */
function withConstants(phi: Activation, { norms, complements }: DatasetKernel, variances: Float64Array): PackedPairs {
  const points = norms.length;
  const regular = Int32Array.from(norms.keys()).filter((i) => norms[i] > 0 && variances[i] > 0);
  const result = new Float64Array(complements.length);
  const part = activatedComplements(
    phi,
    Float64Array.from(regular, (i) => norms[i]),
    restrict(complements, points, regular),
  );
  let next = 0;
  for (let a = 0; a < regular.length; a++) {
    for (let b = a + 1; b < regular.length; b++) result[rowOffset(points, regular[a]) + regular[b]] = part[next++];
  }
  const constant = phi.value(0);
  if (constant !== 0) {
    const alignments = Float64Array.from(regular, (j) => meanOf(phi, norms[j]) / Math.sqrt(variances[j]));
    for (let i = 0; i < points; i++) {
      if (norms[i] > 0) continue;
      regular.forEach((j, at) => {
        result[pairIndex(points, i, j)] = 1 - Math.sign(constant) * alignments[at];
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
