import { affineOf } from './affineActivation.ts';
import { type Comparison, Field, type Known } from './spatialField.ts';
import { activatedLaw, gaussianLaw, pooledLaw, type SpatialLaw, sumLaw } from './spatialLaw.ts';
import {
  type Displacements,
  entriesOf,
  inPlace,
  Planes,
  pixelsUnder,
  placesOf,
  reachOf,
  type Size,
  stepsBehind,
} from './spatialPlanes.ts';
import type { NormKind, Window } from './state.ts';

/** Whether f is Gaussian of mean 0, as after weights. */
export function isGaussian(field: Field): boolean {
  return field.law?.parts.length === 1 && field.law.parts[0] === field;
}

/**
 * A convolution with fresh weights of variance σ_w²/fan-in, which is Gaussian over infinitely many channels:
 *
 *   K′(p, q) = σ_w² mean_o K(s p + o, s q + o) + σ_b²
 *
 * over the offsets o of the kernel, K being 0 outside the image; the mean over channels is in K. Only displacements
 * s·d are needed. Source: docs/theory §11.
 */
export class ConvolutionField extends Field {
  readonly law = gaussianLaw(this);
  readonly origins: ReadonlySet<Field> = new Set([this]);
  readonly inputs: readonly Field[];
  readonly size: Size;

  constructor(
    private readonly input: Field,
    private readonly window: Window,
    private readonly sigmaW2: number,
    private readonly sigmaB2: number,
  ) {
    super();
    this.inputs = [input];
    this.size = placesOf(window, input.size);
  }

  get odd(): boolean {
    return this.input.odd && this.sigmaB2 === 0;
  }

  stepsOf(input: Field, wanted: Displacements): Displacements {
    return stepsBehind(wanted, { stride: this.window.stride, offsets: inPlace }, input.size);
  }

  covariances(wanted: Displacements, _: Comparison, known: Known): Planes {
    const { window, sigmaB2 } = this;
    const before = known.planes(this.input);
    const planes = new Planes(this.size, wanted);
    const [rows, columns] = this.input.size;
    const weight = this.sigmaW2 / (window.size[0] * window.size[1]);
    const [height, width] = this.size;
    const { vertical, horizontal } = reachOf(window).offsets;
    const [down, right] = window.stride;
    const strips = new Float64Array(height * columns);
    let source = -2;
    planes.eachRun((start, p, _q, length) => {
      const [y, x] = [Math.floor(p / width), p % width];
      // The first run of a plane: sums over the columns of windows, shared by all of its runs.
      if (source !== start) {
        source = start;
        const index = start / planes.pixels;
        const dy = wanted.vertical[Math.floor(index / wanted.horizontal.length)];
        const dx = wanted.horizontal[index % wanted.horizontal.length];
        const from = before.start(down * dy, right * dx);
        strips.fill(0);
        if (from >= 0) {
          for (let row = 0; row < height; row++) {
            for (const offset of vertical) {
              const above = down * row + offset;
              if (above < 0 || above >= rows) continue;
              for (let k = 0; k < columns; k++) strips[row * columns + k] += before.values[from + above * columns + k];
            }
          }
        }
      }
      for (let k = 0; k < length; k++) {
        let sum = 0;
        for (const offset of horizontal) {
          const column = right * (x + k) + offset;
          if (column >= 0 && column < columns) sum += strips[y * columns + column];
        }
        planes.values[start + p + k] = weight * sum + sigmaB2;
      }
    });
    return planes;
  }

  means(): Float64Array {
    return new Float64Array(this.size[0] * this.size[1]);
  }

  cost(wanted: Displacements): number {
    return (this.window.size[0] + this.window.size[1]) * entriesOf(this.size, wanted);
  }
}

/** The mean over windows: K′(p, q) = mean_o mean_o′ K(t p + o, t q + o′) over pixels inside the image. Docs/theory §11. */
export class AverageField extends Field {
  readonly inputs: readonly Field[];
  readonly size: Size;
  readonly law: SpatialLaw | undefined;
  private readonly windows: readonly Int32Array[];

  constructor(
    private readonly input: Field,
    private readonly window: Window,
  ) {
    super();
    this.inputs = [input];
    this.size = placesOf(window, input.size);
    const reach = reachOf(window);
    const pixels = this.size[0] * this.size[1];
    this.windows = Array.from({ length: pixels }, (_, place) => pixelsUnder(reach, place, this.size, input.size));
    if (isGaussian(input)) this.law = gaussianLaw(this);
    else this.law = input.law && pooledLaw(input.law, 'average', reach, this.size, input.size);
  }

  get origins(): ReadonlySet<Field> {
    return this.input.origins;
  }

  get odd(): boolean {
    return this.input.odd;
  }

  stepsOf(input: Field, wanted: Displacements): Displacements {
    return stepsBehind(wanted, reachOf(this.window), input.size);
  }

  covariances(wanted: Displacements, _: Comparison, known: Known): Planes {
    const before = known.planes(this.input);
    const planes = new Planes(this.size, wanted);
    planes.eachRun((start, p, q, length) => {
      for (let k = 0; k < length; k++) {
        const [from, to] = [this.windows[p + k], this.windows[q + k]];
        let sum = 0;
        for (const a of from) for (const b of to) sum += before.between(a, b);
        planes.values[start + p + k] = sum / (from.length * to.length);
      }
    });
    return planes;
  }

  means(image: number, known: Known): Float64Array {
    const before = this.input.means(image, known);
    return Float64Array.from(this.windows, (window) => window.reduce((sum, p) => sum + before[p], 0) / window.length);
  }

  cost(wanted: Displacements): number {
    return 3 * (this.window.size[0] * this.window.size[1]) ** 2 * entriesOf(this.size, wanted);
  }
}

/** f + g for a Gaussian branch g that is independent of f: kernels add. Docs/theory §7. */
export class SumField extends Field {
  readonly inputs: readonly Field[];
  readonly size: Size;
  readonly law: SpatialLaw | undefined;
  readonly origins: ReadonlySet<Field>;

  constructor(
    private readonly skip: Field,
    private readonly branch: Field,
  ) {
    super();
    this.inputs = [skip, branch];
    this.size = skip.size;
    this.origins = new Set([...skip.origins, ...branch.origins]);
    this.law = isGaussian(skip) ? gaussianLaw(this) : skip.law && sumLaw(skip.law, branch);
  }

  get odd(): boolean {
    return this.skip.odd && this.branch.odd;
  }

  stepsOf(_input: Field, wanted: Displacements): Displacements {
    return wanted;
  }

  covariances(wanted: Displacements, _: Comparison, known: Known): Planes {
    return weighted(wanted, known, [
      [1, this.skip],
      [1, this.branch],
    ]);
  }

  means(image: number, known: Known): Float64Array {
    return this.skip.means(image, known);
  }

  cost(wanted: Displacements): number {
    return 2 * entriesOf(this.size, wanted);
  }
}

/** a f. */
export class ScaledField extends Field {
  readonly inputs: readonly Field[];
  readonly size: Size;
  readonly law: SpatialLaw | undefined;

  constructor(
    private readonly input: Field,
    private readonly factor: number,
  ) {
    super();
    this.inputs = [input];
    this.size = input.size;
    this.law = isGaussian(input) ? gaussianLaw(this) : input.law && activatedLaw(input.law, affineOf(factor, 0));
  }

  get origins(): ReadonlySet<Field> {
    return this.input.origins;
  }

  get odd(): boolean {
    return this.input.odd;
  }

  stepsOf(_input: Field, wanted: Displacements): Displacements {
    return wanted;
  }

  covariances(wanted: Displacements, _: Comparison, known: Known): Planes {
    return weighted(wanted, known, [[this.factor ** 2, this.input]]);
  }

  means(image: number, known: Known): Float64Array {
    return this.input.means(image, known).map((mean) => this.factor * mean);
  }

  cost(wanted: Displacements): number {
    return entriesOf(this.size, wanted);
  }
}

/** Channels of several kinds side by side, in shares that sum to 1: kernels are means over channels. Docs/theory §7. */
export class JoinedField extends Field {
  readonly inputs: readonly Field[];
  readonly size: Size;
  readonly law = undefined;
  readonly origins: ReadonlySet<Field>;

  constructor(readonly parts: readonly { readonly share: number; readonly field: Field }[]) {
    super();
    this.inputs = parts.map(({ field }) => field);
    this.size = this.inputs[0].size;
    this.origins = new Set(this.inputs.flatMap((field) => [...field.origins]));
  }

  get odd(): boolean {
    return this.inputs.every((field) => field.odd);
  }

  stepsOf(_input: Field, wanted: Displacements): Displacements {
    return wanted;
  }

  covariances(wanted: Displacements, _: Comparison, known: Known): Planes {
    return weighted(
      wanted,
      known,
      this.parts.map(({ share, field }) => [share, field]),
    );
  }

  means(image: number, known: Known): Float64Array {
    const means = new Float64Array(this.size[0] * this.size[1]);
    for (const { share, field } of this.parts) {
      field.means(image, known).forEach((mean, p) => {
        means[p] += share * mean;
      });
    }
    return means;
  }

  cost(wanted: Displacements): number {
    return this.parts.length * entriesOf(this.size, wanted);
  }
}

/** Σ_i w_i K_i. */
function weighted(wanted: Displacements, known: Known, terms: readonly (readonly [number, Field])[]): Planes {
  const planes = new Planes(terms[0][1].size, wanted);
  for (const [weight, field] of terms) {
    const before = known.planes(field);
    planes.eachRun((start, p, q, length) => {
      const width = planes.size[1];
      const dy = Math.floor(q / width) - Math.floor(p / width);
      const from = before.start(dy, q - p - dy * width);
      for (let k = 0; k < length; k++) planes.values[start + p + k] += weight * before.values[from + p + k];
    });
  }
  return planes;
}

/**
 * Every image to mean square 1 over all channels and pixels, for `layer` after taking away its mean μ: a number per
 * image at infinite width, q̄ − μ² with q̄ the mean over pixels of K(p, p).
 * Source: docs/theory §6, over pixels (derived here).
 */
export class NormalisedField extends Field {
  readonly inputs: readonly Field[];
  readonly size: Size;
  readonly law: SpatialLaw | undefined;
  private readonly factors = new Map<number, { readonly mean: number; readonly factor: number }>();

  /** @param whole all channels that share the statistics, of which `input` may be a part */
  constructor(
    private readonly input: Field,
    private readonly whole: Field,
    private readonly kind: NormKind,
    private readonly epsilon: number,
  ) {
    super();
    this.inputs = input === whole ? [input] : [input, whole];
    this.size = input.size;
    this.law = isGaussian(input) && (kind === 'rms' || input === whole) ? gaussianLaw(this) : undefined;
  }

  get origins(): ReadonlySet<Field> {
    return this.input.origins;
  }

  get odd(): boolean {
    return this.inputs.every((input) => input.odd);
  }

  stepsOf(input: Field, wanted: Displacements): Displacements {
    return input === this.input ? wanted : inPlace;
  }

  covariances(wanted: Displacements, { first, second }: Comparison, known: Known): Planes {
    const [one, other] = [this.statistics(first, known), this.statistics(second, known)];
    const planes = weighted(wanted, known, [[one.factor * other.factor, this.input]]);
    if (one.mean === 0 && other.mean === 0) return planes;
    const [means, others] = [this.input.means(first, known), this.input.means(second, known)];
    planes.eachRun((start, p, q, length) => {
      for (let k = 0; k < length; k++) {
        const shift = one.mean * (other.mean - others[q + k]) - means[p + k] * other.mean;
        planes.values[start + p + k] += one.factor * other.factor * shift;
      }
    });
    return planes;
  }

  means(image: number, known: Known): Float64Array {
    const { mean, factor } = this.statistics(image, known);
    return this.input.means(image, known).map((value) => factor * (value - mean));
  }

  cost(wanted: Displacements): number {
    return 2 * entriesOf(this.size, wanted);
  }

  private statistics(image: number, known: Known) {
    const found = this.factors.get(image);
    if (found) return found;
    const squares = known.own(this.whole, image).diagonal();
    const mean = this.kind === 'layer' ? average(this.whole.means(image, known)) : 0;
    const statistics = { mean, factor: 1 / Math.sqrt(average(squares) - mean * mean + this.epsilon) };
    this.factors.set(image, statistics);
    return statistics;
  }
}

/** All pixels read as one vector: its kernel is the mean over pixels of K(p, p). Docs/theory §11. */
export class FlatField extends Field {
  readonly inputs: readonly Field[];
  readonly size: Size = [1, 1];
  readonly law = undefined;

  constructor(readonly input: Field) {
    super();
    this.inputs = [input];
  }

  get origins(): ReadonlySet<Field> {
    return this.input.origins;
  }

  get odd(): boolean {
    return this.input.odd;
  }

  stepsOf(): Displacements {
    return inPlace;
  }

  covariances(wanted: Displacements, _: Comparison, known: Known): Planes {
    const planes = new Planes(this.size, wanted);
    planes.values[0] = average(known.planes(this.input).diagonal());
    return planes;
  }

  means(image: number, known: Known): Float64Array {
    return Float64Array.of(average(this.input.means(image, known)));
  }

  cost(): number {
    return this.input.size[0] * this.input.size[1];
  }
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
