import { choleskyInPlace, lowerRow } from '../numerics/cholesky.ts';
import { type SeededRandom, seededRandom } from '../numerics/seeded.ts';
import { sobolNormals } from '../numerics/sobol.ts';
import { type Comparison, Field, type Known } from './spatialField.ts';
import type { SpatialLaw } from './spatialLaw.ts';
import {
  type Displacements,
  entriesOf,
  inPlace,
  Planes,
  type Size,
  stepsBehind,
  unionOf,
} from './spatialPlanes.ts';

/** Points of a quadrature times entries to sample: few points each where many entries share the work. */
const SAMPLES = 1e5;
const FEWEST_POINTS = 64;
const MOST_POINTS = 4096;
/** Variances decide over everything that follows, and there are few of them. */
const LEAST_FOR_VARIANCES = 512;

/** Mean and mean square of the units of one image, pixel by pixel. */
interface Moments {
  readonly means: Float64Array;
  readonly squares: Float64Array;
}

/**
 * A field of which only its law is known: f(p) = F(g₁, g₂ …) of several Gaussian fields or several pixels of them. Each
 * entry of its covariances is a Gaussian integral over all of these for two places p, q, done by antithetic scrambled
 * Sobol points. Sampled are the variances and the spreads, so that errors vanish where two units coincide:
 *
 *   K(p, q) = ½ E f(p)² + ½ E f(q)² − ½ E (f(p) − f(q))².
 *
 * Source: docs/theory §11.
 */
export class SampledField extends Field {
  readonly inputs: readonly Field[];
  readonly origins: ReadonlySet<Field>;
  private readonly moments = new Map<number, Moments>();
  private readonly pixels: readonly (readonly Int32Array[])[];

  constructor(
    readonly law: SpatialLaw,
    readonly size: Size,
    readonly odd: boolean,
  ) {
    super();
    this.inputs = [...new Set(law.parts)];
    this.origins = new Set(this.inputs.flatMap((input) => [...input.origins]));
    this.pixels = Array.from({ length: size[0] * size[1] }, (_, place) => law.pixels(place));
  }

  override get sampled(): boolean {
    return true;
  }

  /** How many Gaussian variables a unit depends on. */
  get variables(): number {
    return this.pixels.reduce((most, lists) => Math.max(most, total(lists)), 0);
  }

  stepsOf(input: Field, wanted: Displacements): Displacements {
    return this.law.parts
      .map((part, k) => (part === input ? stepsBehind(wanted, this.law.reach[k], input.size) : inPlace))
      .reduce(unionOf);
  }

  override aroundOf(input: Field): Displacements {
    return this.stepsOf(input, inPlace);
  }

  covariances(wanted: Displacements, { first, second }: Comparison, known: Known): Planes {
    const planes = new Planes(this.size, wanted);
    const squares = this.momentsOf(first, known).squares;
    const others = this.momentsOf(second, known).squares;
    const sampler = this.sampler(pointsFor(entriesOf(this.size, wanted)), first, second, known);
    const { values } = planes;
    planes.eachRun((start, p, q, length) => {
      if (first === second && p === q) values.set(squares.subarray(p, p + length), start + p);
      else {
        for (let k = 0; k < length; k++) {
          values[start + p + k] = (squares[p + k] + others[q + k]) / 2 - sampler.spread(p + k, q + k);
        }
      }
    });
    return planes;
  }

  means(image: number, known: Known): Float64Array {
    return this.momentsOf(image, known).means;
  }

  cost(wanted: Displacements): number {
    const entries = entriesOf(this.size, wanted);
    return entries * pointsFor(entries) * (10 + this.variables * (this.variables + 4));
  }

  private momentsOf(image: number, known: Known): Moments {
    const found = this.moments.get(image);
    if (found) return found;
    const places = this.pixels.length;
    const moments = { means: new Float64Array(places), squares: new Float64Array(places) };
    const sampler = this.sampler(Math.max(LEAST_FOR_VARIANCES, pointsFor(places / 4)), image, image, known);
    for (let p = 0; p < places; p++) sampler.moments(p, moments);
    this.moments.set(image, moments);
    return moments;
  }

  private sampler(points: number, first: number, second: number, known: Known): EntrySampler {
    return new EntrySampler(this.law, this.pixels, points, this.depth, { first, second }, known);
  }
}

/** Samples of the units of two places of two images. */
class EntrySampler {
  private readonly random: SeededRandom;
  private readonly points: PointSet;
  private readonly columns: readonly [Float64Array[][], Float64Array[][]];
  private readonly taken: Int32Array;
  private readonly matrix: Float64Array;
  private readonly covariances;

  constructor(
    private readonly law: SpatialLaw,
    private readonly pixels: readonly (readonly Int32Array[])[],
    count: number,
    depth: number,
    { first, second }: Comparison,
    known: Known,
  ) {
    // A number of its own for every layer, image and pair.
    this.random = seededRandom(((known.scramble * 1009 + depth) * 4099 + first) * 4099 + second);
    const most = law.parts.map((_, k) => pixels.reduce((size, lists) => Math.max(size, lists[k].length), 0));
    this.points = pointSet(2 * total(most.map((length) => ({ length }))), count, known.scramble * 1009 + depth);
    const columns = () => most.map((size) => Array.from({ length: size }, () => new Float64Array(count)));
    this.columns = [columns(), columns()];
    this.taken = new Int32Array(law.parts.length);
    this.matrix = new Float64Array(lowerRow(2 * Math.max(...most)));
    this.covariances = law.parts.map((part) => ({
      first: known.own(part, first),
      second: known.own(part, second),
      across: known.planes(part),
    }));
  }

  /** ½ E (f(p) − f′(q))². */
  spread(p: number, q: number): number {
    this.draw(this.pixels[p], this.pixels[q]);
    const values = this.value(p, 0);
    const others = this.value(q, 1);
    let sum = 0;
    for (let k = 0; k < values.length; k++) sum += (values[k] - others[k]) ** 2;
    return sum / (2 * values.length);
  }

  /** E f(p) and E f(p)² of the first image. */
  moments(p: number, { means, squares }: Moments): void {
    this.draw(this.pixels[p], undefined);
    const values = this.value(p, 0);
    let sum = 0;
    let squareSum = 0;
    for (let k = 0; k < values.length; k++) {
      sum += values[k];
      squareSum += values[k] * values[k];
    }
    means[p] = sum / values.length;
    squares[p] = squareSum / values.length;
  }

  private value(place: number, side: 0 | 1): Float64Array {
    this.taken.fill(0);
    return this.law.value(place, this.columns[side], this.taken);
  }

  /** Fills the columns with Gaussian samples of all parts at the pixels under two places. */
  private draw(one: readonly Int32Array[], other: readonly Int32Array[] | undefined): void {
    const normals = this.points.choose(this.random);
    let used = 0;
    this.covariances.forEach(({ first, second, across }, part) => {
      const [from, to] = [one[part], other ? other[part] : NOTHING];
      const size = from.length + to.length;
      const { matrix } = this;
      let at = 0;
      for (let a = 0; a < from.length; a++) {
        for (let b = 0; b <= a; b++) matrix[at++] = first.between(from[a], from[b]);
      }
      for (let a = 0; a < to.length; a++) {
        for (let b = 0; b < from.length; b++) matrix[at++] = across.between(from[b], to[a]);
        for (let b = 0; b <= a; b++) matrix[at++] = second.between(to[a], to[b]);
      }
      const factor = matrix.subarray(0, at);
      choleskyInPlace(factor, size);
      for (let row = 0; row < size; row++) {
        const column =
          row < from.length ? this.columns[0][part][row] : this.columns[1][part][row - from.length];
        normals.combine(factor, lowerRow(row), row + 1, used, column);
      }
      used += size;
    });
  }
}

const NOTHING = new Int32Array(0);

/** Several independently scrambled point sets; every entry takes one of them with its axes in an order of its own. */
class PointSet {
  private readonly half: number;
  private readonly axes: readonly Float64Array[];
  private readonly order: Int32Array;
  private readonly signs: Float64Array;

  constructor(
    private readonly dimensions: number,
    count: number,
    scramble: number,
  ) {
    this.half = count / 2;
    this.axes = Array.from({ length: POINT_SETS }, (_, set) => {
      const points = sobolNormals(dimensions, this.half, scramble * POINT_SETS + set);
      return Array.from({ length: dimensions }, (_, d) =>
        Float64Array.from({ length: this.half }, (_, k) => points[k * dimensions + d]),
      );
    }).flat();
    this.order = new Int32Array(dimensions);
    this.signs = new Float64Array(dimensions);
  }

  /** Draws a point set and a signed permutation of its axes. */
  choose(random: SeededRandom): this {
    const { dimensions, order, signs } = this;
    const base = Math.floor(random.uniform() * POINT_SETS) * dimensions;
    for (let d = 0; d < dimensions; d++) {
      const place = Math.floor(random.uniform() * (d + 1));
      order[d] = order[place];
      order[place] = base + d;
    }
    for (let d = 0; d < dimensions; d++) signs[d] = random.uniform() < 0.5 ? -1 : 1;
    return this;
  }

  /** Σ_b factor[start + b] z_b over `length` axes from `first` on, at all points and their opposites. */
  combine(factor: Float64Array, start: number, length: number, first: number, result: Float64Array): void {
    const { half } = this;
    result.fill(0, 0, half);
    for (let b = 0; b < length; b++) {
      const weight = factor[start + b] * this.signs[first + b];
      if (weight === 0) continue;
      const axis = this.axes[this.order[first + b]];
      for (let k = 0; k < half; k++) result[k] += weight * axis[k];
    }
    for (let k = 0; k < half; k++) result[half + k] = -result[k];
  }
}

const POINT_SETS = 32;
const pointSets = new Map<string, PointSet>();

/** Kept for the next comparison of the same layer; a network has few sizes of them. */
function pointSet(dimensions: number, count: number, scramble: number): PointSet {
  const key = [dimensions, count, scramble].join();
  const found = pointSets.get(key) ?? new PointSet(dimensions, count, scramble);
  if (pointSets.size > 16) pointSets.clear();
  pointSets.set(key, found);
  return found;
}

/** A power of two. */
function pointsFor(entries: number): number {
  return 2 ** Math.ceil(Math.log2(Math.min(MOST_POINTS, Math.max(FEWEST_POINTS, SAMPLES / entries))));
}

function total(lists: readonly { readonly length: number }[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}
