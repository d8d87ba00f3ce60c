import type { SeededRandom } from '../../numerics/sampling/seeded.ts';
import { sobolNormals } from '../../numerics/sampling/sobol.ts';

/**
 * Many small point sets, consecutive pieces of one scrambled sequence. Every entry takes one of them with its axes in an
 * order of its own and its opposite points added.
 */
export class PointSet {
  private readonly half: number;
  private readonly sets: number;
  /** Set after set, axis after axis. */
  private readonly normals: Float64Array;
  /** Where the chosen axes start. */
  private readonly order: Int32Array;
  private readonly signs: Float64Array;

  constructor(
    private readonly dimensions: number,
    count: number,
    scramble: number,
  ) {
    const half = count / 2;
    const sets = Math.max(FEWEST_SETS, POINTS_IN_ALL / count);
    const points = sobolNormals(dimensions, sets * half, scramble);
    this.normals = new Float64Array(points.length);
    for (let d = 0; d < dimensions; d++) {
      for (let k = 0; k < sets * half; k++) {
        const set = Math.floor(k / half);
        this.normals[(set * dimensions + d) * half + k - set * half] = points[k * dimensions + d];
      }
    }
    this.half = half;
    this.sets = sets;
    this.order = new Int32Array(dimensions);
    this.signs = new Float64Array(dimensions);
  }

  /** Draws a point set and a signed permutation of its axes. */
  choose(random: SeededRandom): this {
    const { dimensions, order, signs, half } = this;
    const base = Math.floor(random.uniform() * this.sets) * dimensions;
    for (let d = 0; d < dimensions; d++) {
      // The first binary digit of a uniform number is the sign, the others are the place.
      const u = 2 * random.uniform();
      const negative = u < 1;
      signs[d] = negative ? -1 : 1;
      const place = Math.floor((negative ? u : u - 1) * (d + 1));
      order[d] = order[place];
      order[place] = (base + d) * half;
    }
    return this;
  }

  /** Σ_b factor[start + b] z_b over `length` axes from `first` on, at all points and their opposites. */
  combine(factor: Float64Array, start: number, length: number, first: number, result: Float64Array): void {
    const { half, normals } = this;
    result.fill(0, 0, half);
    for (let b = 0; b < length; b++) {
      const weight = factor[start + b] * this.signs[first + b];
      if (weight === 0) continue;
      const axis = this.order[first + b];
      for (let k = 0; k < half; k++) result[k] += weight * normals[axis + k];
    }
    for (let k = 0; k < half; k++) result[half + k] = -result[k];
  }
}

/** Entries with the same point set err alike: there must be many sets, above all small ones. */
const POINTS_IN_ALL = 2 ** 17;
const FEWEST_SETS = 32;
const pointSets = new Map<string, PointSet>();

/** Kept for the next comparison of the same layer; a network has few sizes of them. */
export function pointSet(dimensions: number, count: number, scramble: number): PointSet {
  const key = [dimensions, count, scramble].join();
  const found = pointSets.get(key) ?? new PointSet(dimensions, count, scramble);
  if (pointSets.size > 16) pointSets.clear();
  pointSets.set(key, found);
  return found;
}
