import type { Activation } from '../../activations/activation.ts';
import type { NormKind, PoolKind, Window } from '../state.ts';
import { type Comparison, Field } from './field.ts';
import { countOf } from './law.ts';
import { type Displacements, entriesOf, Planes, pixelsUnder, placesOf, reachOf, type Size } from './planes.ts';

/** The images themselves, whose covariances are means over their channels: K(p, q) = Σ_c x_c(p) x′_c(q) / channels. */
export class ImageField extends Field {
  readonly inputs = [];
  readonly law = undefined;
  readonly origins: ReadonlySet<Field> = new Set();
  readonly size: Size;

  /** @param values image after image, channel after channel, row after row */
  constructor(
    private readonly values: Float64Array,
    private readonly shape: readonly [channels: number, height: number, width: number],
    readonly odd = true,
  ) {
    super();
    this.size = [shape[1], shape[2]];
  }

  get images(): number {
    return this.values.length / (this.shape[0] * this.shape[1] * this.shape[2]);
  }

  stepsOf(): Displacements {
    throw new Error('images have no inputs');
  }

  covariances(wanted: Displacements, { first, second }: Comparison): Planes {
    const planes = new Planes(this.size, wanted);
    const [channels] = this.shape;
    const { values } = planes;
    for (let channel = 0; channel < channels; channel++) {
      const x = this.channel(first, channel);
      const y = this.channel(second, channel);
      planes.eachRun((start, p, q, length) => {
        for (let k = 0; k < length; k++) values[start + p + k] += (x[p + k] * y[q + k]) / channels;
      });
    }
    return planes;
  }

  means(image: number): Float64Array {
    const [channels] = this.shape;
    const means = new Float64Array(this.size[0] * this.size[1]);
    for (let channel = 0; channel < channels; channel++) {
      this.channel(image, channel).forEach((value, p) => {
        means[p] += value / channels;
      });
    }
    return means;
  }

  cost(wanted: Displacements): number {
    return (2 * this.shape[0] + 12) * entriesOf(this.size, wanted);
  }

  /** φ of every value. */
  activated(phi: Activation, odd: boolean): ImageField {
    return new ImageField(
      this.values.map((value) => phi.value(value)),
      this.shape,
      odd,
    );
  }

  pooled(kind: PoolKind, window: Window): ImageField {
    const places = placesOf(window, this.size);
    const pixels = places[0] * places[1];
    const under = Array.from({ length: pixels }, (_, place) => pixelsUnder(reachOf(window), place, places, this.size));
    const [channels] = this.shape;
    const count = countOf(window);
    const pooled = new Float64Array(this.images * channels * pixels);
    for (let plane = 0; plane < this.images * channels; plane++) {
      const x = this.channel(Math.floor(plane / channels), plane % channels);
      under.forEach((window, place) => {
        const values = Array.from(window, (p) => x[p]);
        const value =
          kind === 'max' ? Math.max(...values) : values.reduce((sum, v) => sum + v, 0) / (count ?? values.length);
        pooled[plane * pixels + place] = value;
      });
    }
    return new ImageField(pooled, [channels, ...places], this.odd && kind === 'average');
  }

  /** Every image to mean square 1, for `layer` after taking away its mean. */
  normalised(kind: NormKind, epsilon: number): ImageField {
    const normalised = this.values.slice();
    const features = this.values.length / this.images;
    for (let i = 0; i < this.images; i++) {
      const image = normalised.subarray(i * features, (i + 1) * features);
      const mean = kind === 'layer' ? image.reduce((sum, x) => sum + x, 0) / features : 0;
      const variance = image.reduce((sum, x) => sum + (x - mean) ** 2, 0) / features;
      image.forEach((x, k) => {
        image[k] = (x - mean) / Math.sqrt(variance + epsilon);
      });
    }
    return new ImageField(normalised, this.shape, this.odd);
  }

  private channel(image: number, channel: number): Float64Array {
    const [channels, height, width] = this.shape;
    const start = (image * channels + channel) * height * width;
    return this.values.subarray(start, start + height * width);
  }
}
