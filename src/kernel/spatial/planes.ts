import type { Window } from '../state.ts';

/** Height and width of an image, in pixels. */
export type Size = readonly [height: number, width: number];

/** Steps d = (vertical, horizontal) between two pixels: all combinations of two ascending lists, symmetric about 0. */
export interface Displacements {
  readonly vertical: readonly number[];
  readonly horizontal: readonly number[];
}

/** The step from a pixel to itself. */
export const inPlace: Displacements = { vertical: [0], horizontal: [0] };

export function unionOf(a: Displacements, b: Displacements): Displacements {
  return { vertical: merged(a.vertical, b.vertical), horizontal: merged(a.horizontal, b.horizontal) };
}

/**
 * The steps between the pixels that windows look at, for windows whose own places lie d apart: stride·d + (o′ − o) for
 * any two offsets o, o′ in a window, as far as they fit into the image. Docs/theory §11.
 */
export function stepsBehind(wanted: Displacements, reach: Reach, size: Size): Displacements {
  return {
    vertical: axisBehind(wanted.vertical, reach.stride[0], reach.offsets.vertical, size[0]),
    horizontal: axisBehind(wanted.horizontal, reach.stride[1], reach.offsets.horizontal, size[1]),
  };
}

/** The pixels stride·p + o that the unit at p looks at, for all o of a product of two lists. */
export interface Reach {
  readonly stride: readonly [vertical: number, horizontal: number];
  readonly offsets: { readonly vertical: readonly number[]; readonly horizontal: readonly number[] };
}

/** A unit that looks at its own pixel only. */
export const ownPixel: Reach = { stride: [1, 1], offsets: inPlace };

export function reachOf(window: Window): Reach {
  return { stride: window.stride, offsets: { vertical: axisOffsets(window, 0), horizontal: axisOffsets(window, 1) } };
}

/** A window over units that reach further themselves. */
export function composedReach(outer: Reach, inner: Reach): Reach {
  const axis = (stride: number, far: readonly number[], near: readonly number[]) =>
    merged(far.flatMap((o) => near.map((n) => stride * o + n)));
  return {
    stride: [outer.stride[0] * inner.stride[0], outer.stride[1] * inner.stride[1]],
    offsets: {
      vertical: axis(inner.stride[0], outer.offsets.vertical, inner.offsets.vertical),
      horizontal: axis(inner.stride[1], outer.offsets.horizontal, inner.offsets.horizontal),
    },
  };
}

/** How many places a window has in an image. */
export function placesOf(window: Window, size: Size): Size {
  const along = (axis: 0 | 1) => {
    const span = window.dilation[axis] * (window.size[axis] - 1) + 1;
    return Math.floor((size[axis] + window.padding[axis] + window.padding[axis + 2] - span) / window.stride[axis]) + 1;
  };
  return [along(0), along(1)];
}

/** The pixels inside the image that a window at a place looks at, as row·width + column. */
export function pixelsUnder({ stride, offsets }: Reach, place: number, places: Size, size: Size): Int32Array {
  const top = Math.floor(place / places[1]) * stride[0];
  const left = (place % places[1]) * stride[1];
  const pixels: number[] = [];
  for (const dy of offsets.vertical) {
    for (const dx of offsets.horizontal) {
      const [y, x] = [top + dy, left + dx];
      if (y >= 0 && y < size[0] && x >= 0 && x < size[1]) pixels.push(y * size[1] + x);
    }
  }
  return Int32Array.from(pixels);
}

/**
 * Covariances K(p, p + d) of the units of two images, one plane of pixels p for every displacement d; 0 where p + d lies
 * outside the image. Only the displacements that later layers need are kept, which is what makes spatial theory
 * affordable. Docs/theory §11.
 */
export class Planes {
  readonly values: Float64Array;
  readonly pixels: number;
  private readonly rowOf: Int32Array;
  private readonly columnOf: Int32Array;

  constructor(
    readonly size: Size,
    readonly displacements: Displacements,
  ) {
    const { vertical, horizontal } = displacements;
    this.pixels = size[0] * size[1];
    this.values = new Float64Array(vertical.length * horizontal.length * this.pixels);
    this.rowOf = places(vertical, size[0]);
    this.columnOf = places(horizontal, size[1]);
  }

  /** Where the plane of a displacement begins in `values`; −1 if it is not kept. */
  start(dy: number, dx: number): number {
    const row = Math.abs(dy) < this.size[0] ? this.rowOf[dy + this.size[0] - 1] : -1;
    const column = Math.abs(dx) < this.size[1] ? this.columnOf[dx + this.size[1] - 1] : -1;
    return row < 0 || column < 0 ? -1 : (row * this.displacements.horizontal.length + column) * this.pixels;
  }

  /** K(p, q) of two pixels whose displacement is kept. */
  between(p: number, q: number): number {
    const width = this.size[1];
    const [py, qy] = [Math.floor(p / width), Math.floor(q / width)];
    return this.values[this.start(qy - py, q - p - (qy - py) * width) + p];
  }

  /** K(p, p) of all pixels. */
  diagonal(): Float64Array {
    const start = this.start(0, 0);
    return this.values.subarray(start, start + this.pixels);
  }

  /** The planes of some of the displacements. */
  restrictedTo(displacements: Displacements): Planes {
    const part = new Planes(this.size, displacements);
    part.eachPlane((dy, dx, start) => {
      const from = this.start(dy, dx);
      part.values.set(this.values.subarray(from, from + this.pixels), start);
    });
    return part;
  }

  /** Calls back for every plane: its displacement and where it begins. */
  eachPlane(visit: (dy: number, dx: number, start: number) => void): void {
    let start = 0;
    for (const dy of this.displacements.vertical) {
      for (const dx of this.displacements.horizontal) {
        visit(dy, dx, start);
        start += this.pixels;
      }
    }
  }

  /** Calls back for every run of pixels p, p + 1 … p + length − 1 in a row whose partners q = p + d lie in the image. */
  eachRun(visit: (start: number, p: number, q: number, length: number, dy: number, dx: number) => void): void {
    const [height, width] = this.size;
    this.eachPlane((dy, dx, start) => {
      const left = Math.max(0, -dx);
      const length = Math.min(width, width - dx) - left;
      for (let y = Math.max(0, -dy); y < Math.min(height, height - dy); y++) {
        const p = y * width + left;
        visit(start, p, p + dy * width + dx, length, dy, dx);
      }
    });
  }
}

/** Σ_i w_i K_i of planes that hold the wanted displacements. */
export function weightedSum(
  wanted: Displacements,
  terms: readonly { readonly weight: number; readonly planes: Planes }[],
): Planes {
  const sum = new Planes(terms[0].planes.size, wanted);
  for (const { weight, planes } of terms) {
    sum.eachRun((start, p, _q, length, dy, dx) => {
      const from = planes.start(dy, dx);
      for (let k = p; k < p + length; k++) sum.values[start + k] += weight * planes.values[from + k];
    });
  }
  return sum;
}

/** How many pairs of pixels lie in the image. */
export function entriesOf(size: Size, { vertical, horizontal }: Displacements): number {
  const along = (steps: readonly number[], length: number) => steps.reduce((sum, d) => sum + length - Math.abs(d), 0);
  return along(vertical, size[0]) * along(horizontal, size[1]);
}

function merged(...lists: readonly (readonly number[])[]): number[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

function axisBehind(steps: readonly number[], stride: number, offsets: readonly number[], length: number): number[] {
  const differences = merged(offsets.flatMap((o) => offsets.map((other) => other - o)));
  const all = steps.flatMap((d) => differences.map((difference) => stride * d + difference));
  return merged(all).filter((d) => Math.abs(d) < length);
}

function axisOffsets({ size, dilation, padding }: Window, axis: 0 | 1): number[] {
  return Array.from({ length: size[axis] }, (_, k) => k * dilation[axis] - padding[axis]);
}

/** The place of each displacement −(length − 1) … length − 1 in a list, −1 if absent. */
function places(steps: readonly number[], length: number): Int32Array {
  const result = new Int32Array(2 * length - 1).fill(-1);
  steps.forEach((d, place) => {
    result[d + length - 1] = place;
  });
  return result;
}
