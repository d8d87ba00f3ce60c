import type { Activation } from '../activations/activation.ts';
import { choleskyInPlace, lowerRow } from '../numerics/cholesky.ts';
import { type SeededRandom, seededRandom } from '../numerics/seeded.ts';
import { sobolNormals } from '../numerics/sobol.ts';
import { isOdd } from './spatialActivation.ts';
import { type Comparison, Field, type Known } from './spatialField.ts';
import { activatedLaw, type SpatialLaw } from './spatialLaw.ts';
import { type Displacements, entriesOf, inPlace, Planes, type Size, stepsBehind, unionOf } from './spatialPlanes.ts';

/** Points of a quadrature times entries to sample: few points each where many entries share the work. */
const SAMPLES = 1e5;
const FEWEST_POINTS = 64;
const MOST_POINTS = 4096;
/**
 * So many entries are the many pairs of pixels of a global pooling later on. Their mean differs little between two
 * images, and it is the difference that counts: all comparisons take the same random numbers, and a few points do.
 */
const MANY_ENTRIES = 1e4;
const POINTS_OF_MANY = 16;
/** Variances decide over everything that follows, and there are few of them. */
const LEAST_FOR_VARIANCES = 512;

/** A field whose activation is wanted, and the activation. */
export interface Activating {
  readonly sum: Field;
  readonly phi: Activation;
}

/**
 * A field of which only its law is known: f(p) = F(g₁, g₂ …) of several Gaussian fields or several pixels of them. Each
 * entry of its covariances is a Gaussian integral over all of these for two places p, q, done by antithetic scrambled
 * Sobol points. Sampled are variances and spreads, so that errors vanish where two units coincide:
 *
 *   K(p, q) = ½ E f(p)² + ½ E f(q)² − ½ E (f(p) − f(q))².
 *
 * Where f = φ(s), the same moments of s, whose covariances are known, serve as control variates: φ leaves much of a
 * residual sum as it is. One regression coefficient serves all entries of a comparison. Source: docs/theory §11.
 */
export class SampledField extends Field {
  readonly inputs: readonly Field[];
  readonly law: SpatialLaw;
  readonly origins: ReadonlySet<Field>;
  private readonly squares = new Map<number, Float64Array>();
  private readonly pixels: readonly (readonly Int32Array[])[];

  private constructor(
    private readonly drawn: SpatialLaw,
    readonly size: Size,
    readonly odd: boolean,
    private readonly activating?: Activating,
  ) {
    super();
    this.law = activating ? activatedLaw(drawn, activating.phi) : drawn;
    this.inputs = [...new Set(activating ? [...drawn.parts, activating.sum] : drawn.parts)];
    this.origins = new Set(this.inputs.flatMap((input) => [...input.origins]));
    this.pixels = Array.from({ length: size[0] * size[1] }, (_, place) => drawn.pixels(place));
  }

  static ofLaw(law: SpatialLaw, size: Size): SampledField {
    return new SampledField(law, size, false);
  }

  /** @param law of the sum */
  static activated(activating: Activating, law: SpatialLaw): SampledField {
    const { sum, phi } = activating;
    return new SampledField(law, sum.size, sum.odd && isOdd(phi), activating);
  }

  override get sampled(): boolean {
    return true;
  }

  /** How many Gaussian variables a unit depends on. */
  get variables(): number {
    return this.pixels.reduce((most, lists) => Math.max(most, total(lists)), 0);
  }

  stepsOf(input: Field, wanted: Displacements): Displacements {
    return this.drawn.parts
      .map((part, k) => (part === input ? stepsBehind(wanted, this.drawn.reach[k], input.size) : inPlace))
      .reduce(unionOf, input === this.activating?.sum ? wanted : inPlace);
  }

  override aroundOf(input: Field): Displacements {
    return this.stepsOf(input, inPlace);
  }

  covariances(wanted: Displacements, comparison: Comparison, known: Known): Planes {
    const { first, second } = comparison;
    const [squares, others] = [this.squaresOf(first, known), this.squaresOf(second, known)];
    const planes = new Planes(this.size, wanted);
    const spreads = new Regression(planes.values.length);
    const entries = entriesOf(this.size, wanted);
    const sampler = this.sampler(pointsFor(entries), comparison, known, entries >= MANY_ENTRIES);
    const expected = this.activating && spreadsOf(this.activating.sum, comparison, known);
    planes.eachRun((start, p, q, length) => {
      if (first === second && p === q) return sampler.skip(length);
      for (let k = 0; k < length; k++) {
        const moments = sampler.spread(p + k, q + k);
        spreads.set(start + p + k, moments, expected ? expected(p + k, q + k) : 0);
      }
    });
    const regressed = spreads.values();
    planes.eachRun((start, p, q, length) => {
      for (let k = 0; k < length; k++) {
        planes.values[start + p + k] = (squares[p + k] + others[q + k]) / 2 - regressed[start + p + k];
      }
    });
    return planes;
  }

  means(image: number, known: Known): Float64Array {
    const sampler = this.sampler(this.pointsForVariances, { first: image, second: image }, known);
    return Float64Array.from(this.pixels, (_, p) => sampler.mean(p));
  }

  cost(wanted: Displacements): number {
    const entries = entriesOf(this.size, wanted);
    return entries * pointsFor(entries) * (10 + this.variables * (this.variables + 4));
  }

  private get pointsForVariances(): number {
    return Math.max(LEAST_FOR_VARIANCES, pointsFor(this.pixels.length / 4));
  }

  /** E f(p)². */
  private squaresOf(image: number, known: Known): Float64Array {
    const found = this.squares.get(image);
    if (found) return found;
    const sampler = this.sampler(this.pointsForVariances, { first: image, second: image }, known);
    const regression = new Regression(this.pixels.length);
    const expected = this.activating && known.own(this.activating.sum, image).diagonal();
    for (let p = 0; p < this.pixels.length; p++) {
      regression.set(p, sampler.spread(p, undefined), expected ? expected[p] / 2 : 0);
    }
    const squares = regression.values().map((half) => 2 * half);
    this.squares.set(image, squares);
    return squares;
  }

  private sampler(points: number, comparison: Comparison, known: Known, shared = false): EntrySampler {
    const { drawn, activating, pixels, depth } = this;
    return new EntrySampler(drawn, activating?.phi, pixels, points, depth, comparison, known, shared);
  }
}

/** ½ E (s(p) − s(q))² of a field with known covariances. */
function spreadsOf(field: Field, { first, second }: Comparison, known: Known): (p: number, q: number) => number {
  const across = known.planes(field);
  const [own, others] = [known.own(field, first).diagonal(), known.own(field, second).diagonal()];
  return (p, q) => (own[p] + others[q]) / 2 - across.between(p, q);
}

/** Σ over samples: of a quantity, of its control variate, and their centred products. */
interface SampleMoments {
  value: number;
  control: number;
  product: number;
  controlSquare: number;
}

/** Means of many quantities with a control variate each, all with one coefficient. */
class Regression {
  private readonly raw: Float64Array;
  private readonly excess: Float64Array;
  private product = 0;
  private square = 0;

  constructor(count: number) {
    this.raw = new Float64Array(count);
    this.excess = new Float64Array(count);
  }

  set(at: number, { value, control, product, controlSquare }: SampleMoments, expected: number): void {
    this.raw[at] = value;
    this.excess[at] = control - expected;
    this.product += product;
    this.square += controlSquare;
  }

  values(): Float64Array {
    const slope = this.square > 0 ? this.product / this.square : 0;
    return this.raw.map((value, at) => value - slope * this.excess[at]);
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
  private readonly zeros: Float64Array;
  private readonly moments: SampleMoments = { value: 0, control: 0, product: 0, controlSquare: 0 };

  constructor(
    private readonly law: SpatialLaw,
    private readonly phi: Activation | undefined,
    private readonly pixels: readonly (readonly Int32Array[])[],
    count: number,
    depth: number,
    { first, second }: Comparison,
    known: Known,
    shared: boolean,
  ) {
    const layer = known.scramble * 1009 + depth;
    this.random = seededRandom(shared ? layer : (layer * 4099 + first) * 4099 + second);
    const most = law.parts.map((_, k) => pixels.reduce((size, lists) => Math.max(size, lists[k].length), 0));
    this.points = pointSet(2 * most.reduce((sum, size) => sum + size), count, layer);
    const columns = () => most.map((size) => Array.from({ length: size }, () => new Float64Array(count)));
    this.columns = [columns(), columns()];
    this.taken = new Int32Array(law.parts.length);
    this.matrix = new Float64Array(lowerRow(2 * Math.max(...most)));
    this.zeros = new Float64Array(count);
    this.covariances = law.parts.map((part) => ({
      first: known.own(part, first),
      second: known.own(part, second),
      across: known.planes(part),
    }));
  }

  /**
   * ½ (f(p) − f(q))², and ½ (s(p) − s(q))² if f = φ(s).
   * @param q a place of the second image; undefined: 0 takes the place of f(q) and s(q)
   */
  spread(p: number, q: number | undefined): SampleMoments {
    this.draw(this.pixels[p], q === undefined ? undefined : this.pixels[q]);
    const one = this.value(p, 0);
    const other = q === undefined ? this.zeros : this.value(q, 1);
    const count = one.length;
    let control = 0;
    let controlSquare = 0;
    let product = 0;
    let value = 0;
    if (this.phi) {
      const { phi } = this;
      for (let k = 0; k < count; k++) {
        const t = (one[k] - other[k]) ** 2 / 2;
        const y = (phi.value(one[k]) - (q === undefined ? 0 : phi.value(other[k]))) ** 2 / 2;
        control += t;
        value += y;
        product += y * t;
        controlSquare += t * t;
      }
    } else for (let k = 0; k < count; k++) value += (one[k] - other[k]) ** 2 / 2;
    const { moments } = this;
    moments.value = value / count;
    moments.control = control / count;
    moments.product = product / count - moments.value * moments.control;
    moments.controlSquare = controlSquare / count - moments.control ** 2;
    return moments;
  }

  /** Takes the random numbers of entries without sampling them. */
  skip(entries: number): void {
    for (let k = 0; k < entries; k++) this.points.choose(this.random);
  }

  /** E f(p) in the first image. */
  mean(p: number): number {
    this.draw(this.pixels[p], undefined);
    const { phi } = this;
    return this.value(p, 0).reduce((sum, s) => sum + (phi ? phi.value(s) : s), 0) / this.zeros.length;
  }

  private value(place: number, side: 0 | 1): Float64Array {
    this.taken.fill(0);
    return this.law.value(place, this.columns[side], this.taken);
  }

  /** Fills the columns with Gaussian samples of all parts at the pixels under two places. */
  private draw(one: readonly Int32Array[], other: readonly Int32Array[] | undefined): void {
    const normals = this.points.choose(this.random);
    let used = 0;
    for (let part = 0; part < one.length; part++) {
      const { first, second, across } = this.covariances[part];
      const [from, to] = [one[part], other ? other[part] : NOTHING];
      const { matrix } = this;
      let at = 0;
      for (let a = 0; a < from.length; a++) {
        for (let b = 0; b <= a; b++) matrix[at++] = first.between(from[a], from[b]);
      }
      for (let a = 0; a < to.length; a++) {
        for (let b = 0; b < from.length; b++) matrix[at++] = across.between(from[b], to[a]);
        for (let b = 0; b <= a; b++) matrix[at++] = second.between(to[a], to[b]);
      }
      const size = from.length + to.length;
      factorise(matrix, size);
      for (let row = 0; row < size; row++) {
        const columns = row < from.length ? this.columns[0] : this.columns[1];
        const column = columns[part][row < from.length ? row : row - from.length];
        normals.combine(matrix, lowerRow(row), row + 1, used, column);
      }
      used += size;
    }
  }
}

const NOTHING = new Int32Array(0);

/** Cholesky's factor of the first `size` rows; two rows, the bulk of large networks, are quicker by hand. */
function factorise(matrix: Float64Array, size: number): void {
  if (size > 2) choleskyInPlace(matrix.subarray(0, lowerRow(size)), size);
  else {
    const root = Math.sqrt(Math.max(0, matrix[0]));
    matrix[0] = root;
    matrix[1] = root > 0 ? matrix[1] / root : 0;
    matrix[2] = Math.sqrt(Math.max(0, matrix[2] - matrix[1] * matrix[1]));
  }
}

/**
 * Many small point sets, consecutive pieces of one scrambled sequence. Every entry takes one of them with its axes in an
 * order of its own and its opposite points added.
 */
class PointSet {
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
function pointSet(dimensions: number, count: number, scramble: number): PointSet {
  const key = [dimensions, count, scramble].join();
  const found = pointSets.get(key) ?? new PointSet(dimensions, count, scramble);
  if (pointSets.size > 16) pointSets.clear();
  pointSets.set(key, found);
  return found;
}

/** A power of two. */
function pointsFor(entries: number): number {
  if (entries >= MANY_ENTRIES) return POINTS_OF_MANY;
  return 2 ** Math.ceil(Math.log2(Math.min(MOST_POINTS, Math.max(FEWEST_POINTS, SAMPLES / entries))));
}

function total(lists: readonly { readonly length: number }[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}
