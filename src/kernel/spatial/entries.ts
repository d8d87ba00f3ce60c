import type { Activation } from '../../activations/activation.ts';
import { lowerRow } from '../../numerics/linear/cholesky.ts';
import { covarianceFactor } from '../../numerics/linear/covarianceFactor.ts';
import { type SeededRandom, seededRandom } from '../../numerics/sampling/seeded.ts';
import type { Comparison, Known, SpatialLaw } from './field.ts';
import { type PointSet, pointSet } from './points.ts';

/** Of samples: means of a quantity and its control variate, their covariance and the variance of the control. */
export interface SampleMoments {
  value: number;
  control: number;
  product: number;
  controlSquare: number;
}

/** What multiplies a unit f, and s if f = φ(s). */
export interface Factors {
  readonly value: number;
  readonly control: number;
}

const asTheyAre: Factors = { value: 1, control: 1 };
const nothing: Factors = { value: 0, control: 0 };

/** Samples of the units of two places of two images. */
export class EntrySampler {
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

  /** ½ f(p)² in the first image, and ½ s(p)² if f = φ(s). */
  square(p: number): SampleMoments {
    this.draw(this.pixels[p], undefined);
    return this.distance(this.value(p, 0), this.zeros, asTheyAre, nothing);
  }

  /** ½ (a f(p) − b f(q))² with q in the second image, and ½ (a s(p) − b s(q))² if f = φ(s), each with its own factors. */
  spread(p: number, q: number, a: Factors, b: Factors): SampleMoments {
    this.draw(this.pixels[p], this.pixels[q]);
    return this.distance(this.value(p, 0), this.value(q, 1), a, b);
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

  private distance(one: Float64Array, other: Float64Array, a: Factors, b: Factors): SampleMoments {
    const count = one.length;
    let control = 0;
    let controlSquare = 0;
    let product = 0;
    let value = 0;
    if (this.phi) {
      const { phi } = this;
      for (let k = 0; k < count; k++) {
        const t = (a.control * one[k] - b.control * other[k]) ** 2 / 2;
        const y = (a.value * phi.value(one[k]) - b.value * phi.value(other[k])) ** 2 / 2;
        control += t;
        value += y;
        product += y * t;
        controlSquare += t * t;
      }
    } else for (let k = 0; k < count; k++) value += (a.value * one[k] - b.value * other[k]) ** 2 / 2;
    const { moments } = this;
    moments.value = value / count;
    moments.control = control / count;
    moments.product = product / count - moments.value * moments.control;
    moments.controlSquare = controlSquare / count - moments.control ** 2;
    return moments;
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
      covarianceFactor(matrix, size);
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
