import type { Dataset } from '../../data/dataset.ts';
import { type PackedPairs, rowOffset } from '../../kernel/packedPairs.ts';
import { distributionOf, meanAndSd } from './distribution.ts';
import { binEdges, rangeOf, sharesIn } from './histogram.ts';
import type { Overlaps } from './schema.ts';

const NEAREST = 5;

/**
 * The overlaps c_ij = x_i·x_j/(|x_i||x_j|) of all pairs of points, those of one class and of different classes apart.
 *
 * @param complements 1 − c_ij of the points of `data`
 * @param places of the points in the source, for naming the nearest pairs
 */
export function overlapsOf(data: Dataset, complements: PackedPairs, places: ArrayLike<number>): Overlaps {
  const { points, labels } = data;
  const { mean: meanComplement } = meanAndSd(complements);
  const all = complements.map((complement) => 1 - complement);
  const same = labels && pairsWhere(all, points, (i, j) => labels[i] === labels[j]);
  const different = labels && pairsWhere(all, points, (i, j) => labels[i] !== labels[j]);
  const edges = binEdges(...rangeOf(all), false);
  return {
    points,
    pairs: all.length,
    gamma: meanComplement > 0 ? (1 - meanComplement) / meanComplement : Infinity,
    all: distributionOf(all),
    sameClass: same?.length ? distributionOf(same) : null,
    differentClasses: different?.length ? distributionOf(different) : null,
    histogram: {
      edges,
      all: sharesIn(edges, all),
      sameClass: same?.length ? sharesIn(edges, same) : null,
      differentClasses: different?.length ? sharesIn(edges, different) : null,
    },
    nearest: nearestPairs(data, complements, places),
  };
}

function pairsWhere(overlaps: PackedPairs, points: number, wanted: (i: number, j: number) => boolean): Float64Array {
  const kept = new Float64Array(overlaps.length);
  let count = 0;
  for (let i = 0; i < points - 1; i++) {
    const offset = rowOffset(points, i);
    for (let j = i + 1; j < points; j++) if (wanted(i, j)) kept[count++] = overlaps[offset + j];
  }
  return kept.subarray(0, count);
}

/** The pairs of different directions that overlap most; equal points have a count of their own. */
function nearestPairs(
  { points, labels, classNames }: Dataset,
  complements: PackedPairs,
  places: ArrayLike<number>,
): Overlaps['nearest'] {
  const found: { i: number; j: number; complement: number }[] = [];
  let worst = Infinity;
  for (let i = 0; i < points - 1; i++) {
    const offset = rowOffset(points, i);
    for (let j = i + 1; j < points; j++) {
      const complement = complements[offset + j];
      if (complement >= worst || complement === 0) continue;
      found.push({ i, j, complement });
      found.sort((a, b) => a.complement - b.complement);
      if (found.length > NEAREST) found.pop();
      if (found.length === NEAREST) worst = found[NEAREST - 1].complement;
    }
  }
  const classOf = (point: number) => classNames?.[labels![point]] ?? String(labels![point]);
  return found.map(({ i, j, complement }) => ({
    first: places[i],
    second: places[j],
    overlap: 1 - complement,
    classes: labels ? [classOf(i), classOf(j)] : null,
  }));
}
