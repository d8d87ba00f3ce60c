import { type PackedPairs, rowOffset } from '../kernel/packedPairs.ts';
import { agreementFit } from '../laws/agreementFit.ts';
import { Confusion } from '../laws/confusion.ts';
import { isTabulated, type TrueClasses } from '../laws/trueClasses.ts';

/** Probabilities that two different points get the same guess, by their true classes. Exact at infinite width. */
export interface ClassAgreement {
  /** Both of one class, averaged over such pairs; null where every class has a single point. */
  readonly same: number | null;
  /** Of two classes. */
  readonly other: number;
  /** Symmetric, trueClasses × trueClasses; null within a class of one point. Undefined where classes are many. */
  readonly matrix?: (number | null)[][];
}

/**
 * The agreement between true classes of an infinitely wide network on given points:
 *
 *   A_ab = E Σ_c G_c^(a) G_c^(b) = mean over pairs i ∈ a, j ∈ b, i ≠ j of A_K(c_ij),
 *
 * because argmax ignores the norm of a point. It does not depend on how outputs are numbered: an untrained network knows
 * classes only by how alike their points are. Source: derived as `datasetAgreement`, docs/theory §12.
 *
 * @param classes K ≥ 2
 * @param complements 1 − c_ij of the output kernel
 */
export function agreementByClass(
  classes: number,
  complements: PackedPairs,
  { labels, counts }: TrueClasses,
): ClassAgreement {
  const agreement = agreementFit(classes);
  const kinds = counts.length;
  const points = labels.length;
  const isMatrix = isTabulated(kinds, classes);
  const sums = new Float64Array(isMatrix ? kinds * kinds : 0);
  let same = 0;
  let other = 0;
  for (let i = 0; i < points; i++) {
    const row = rowOffset(points, i);
    for (let j = i + 1; j < points; j++) {
      const value = agreement(complements[row + j]);
      if (labels[i] === labels[j]) same += value;
      else other += value;
      if (isMatrix) sums[labels[i] * kinds + labels[j]] += value;
    }
  }
  const { samePairs, otherPairs } = new Confusion(counts, classes);
  const pairMean = (a: number, b: number) => {
    if (a !== b) return (sums[a * kinds + b] + sums[b * kinds + a]) / (counts[a] * counts[b]);
    return counts[a] < 2 ? null : sums[a * kinds + a] / ((counts[a] * (counts[a] - 1)) / 2);
  };
  return {
    same: samePairs === 0 ? null : same / (samePairs / 2),
    other: other / (otherPairs / 2),
    ...(isMatrix && { matrix: counts.map((_, a) => counts.map((_, b) => pairMean(a, b))) }),
  };
}
