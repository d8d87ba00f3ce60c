import type { Window } from '../state.ts';
import { type Comparison, Field, type Known } from './field.ts';
import { gaussianLaw } from './law.ts';
import {
  type Displacements,
  entriesOf,
  inPlace,
  Planes,
  placesOf,
  type Reach,
  reachOf,
  type Size,
  stepsBehind,
} from './planes.ts';

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
  private readonly reach: Reach;

  constructor(
    private readonly input: Field,
    private readonly window: Window,
    private readonly sigmaW2: number,
    private readonly sigmaB2: number,
  ) {
    super();
    this.inputs = [input];
    this.size = placesOf(window, input.size);
    this.reach = reachOf(window);
  }

  get odd(): boolean {
    return this.input.odd && this.sigmaB2 === 0;
  }

  stepsOf(input: Field, wanted: Displacements): Displacements {
    return stepsBehind(wanted, { stride: this.window.stride, offsets: inPlace }, input.size);
  }

  covariances(wanted: Displacements, _: Comparison, known: Known): Planes {
    const { stride, size } = this.window;
    const before = known.planes(this.input);
    const planes = new Planes(this.size, wanted);
    const weight = this.sigmaW2 / (size[0] * size[1]);
    const { horizontal } = this.reach.offsets;
    const [width, columns] = [this.size[1], this.input.size[1]];
    const sums = new Float64Array(this.size[0] * columns);
    let summed = -1;
    planes.eachRun((start, p, _q, length, dy, dx) => {
      if (summed !== start) this.sumColumns(before, stride[0] * dy, stride[1] * dx, sums);
      summed = start;
      const row = Math.floor(p / width);
      for (let k = p; k < p + length; k++) {
        let sum = 0;
        for (const offset of horizontal) {
          const column = stride[1] * (k - row * width) + offset;
          if (column >= 0 && column < columns) sum += sums[row * columns + column];
        }
        planes.values[start + k] = weight * sum + this.sigmaB2;
      }
    });
    return planes;
  }

  means(): Float64Array {
    return new Float64Array(this.size[0] * this.size[1]);
  }

  cost(wanted: Displacements): number {
    return 5 * (this.window.size[0] + this.window.size[1]) * entriesOf(this.size, wanted);
  }

  /**
   * Sums of the plane of a displacement over the height of windows, for each row of places and each column of pixels:
   * of those alone whose partners lie in the image.
   */
  private sumColumns(before: Planes, dy: number, dx: number, sums: Float64Array): void {
    sums.fill(0);
    const plane = before.start(dy, dx);
    if (plane < 0) return;
    const [rows, columns] = this.input.size;
    const [top, bottom] = [Math.max(0, -dy), Math.min(rows, rows - dy)];
    const [left, right] = [Math.max(0, -dx), Math.min(columns, columns - dx)];
    const { vertical } = this.reach.offsets;
    for (let y = 0; y < this.size[0]; y++) {
      for (const offset of vertical) {
        const row = this.window.stride[0] * y + offset;
        if (row < top || row >= bottom) continue;
        for (let k = left; k < right; k++) sums[y * columns + k] += before.values[plane + row * columns + k];
      }
    }
  }
}
