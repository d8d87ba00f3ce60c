import { meanOf } from '../../numerics/sampling/mean.ts';
import type { Window } from '../state.ts';
import { type Comparison, Field, isGaussian, type Known, type SpatialLaw } from './field.ts';
import { countOf, gaussianLaw, pooledLaw } from './law.ts';
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
} from './planes.ts';

/**
 * The mean over windows: K′(p, q) = mean_o mean_o′ K(t p + o, t q + o′) over pixels inside the image, or, where padding counts,
 * sums over them divided by the size of the window. Docs/theory §11.
 */
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
    else this.law = input.law && pooledLaw(input.law, 'average', reach, this.size, input.size, countOf(window));
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
        planes.values[start + p + k] = sum / (this.count(from) * this.count(to));
      }
    });
    return planes;
  }

  means(image: number, known: Known): Float64Array {
    const before = this.input.means(image, known);
    return Float64Array.from(
      this.windows,
      (window) => window.reduce((sum, p) => sum + before[p], 0) / this.count(window),
    );
  }

  private count(inside: Int32Array): number {
    return countOf(this.window) ?? inside.length;
  }

  cost(wanted: Displacements): number {
    return 15 * (this.window.size[0] * this.window.size[1]) ** 2 * entriesOf(this.size, wanted);
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
    planes.values[0] = meanOf(known.planes(this.input).diagonal());
    return planes;
  }

  means(image: number, known: Known): Float64Array {
    return Float64Array.of(meanOf(this.input.means(image, known)));
  }

  cost(): number {
    return this.input.size[0] * this.input.size[1];
  }
}
