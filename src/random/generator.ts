import { UserError } from '../errors.ts';
import type { WeightLaw } from '../graph/graph.ts';
import { philoxKey, type StreamKey } from './key.ts';
import { orthogonalise } from './orthogonal.ts';
import { type Filler, openRandomModule, type RandomModule } from './wasm.ts';

/** Numbers come in blocks of 32, so memory is handed out in such blocks. */
const BLOCK_NUMBERS = 32;
const BLOCK_BYTES = BLOCK_NUMBERS * Float32Array.BYTES_PER_ELEMENT;
const PAGE_BYTES = 65_536;
const MEMORY_BYTES = 2 ** 32;

/**
 * A stretch of the generator's memory that an engine can read, and write, without a copy.
 *
 * Reserving more memory detaches views taken before (WebAssembly moves its memory to grow), so reserve everything first,
 * or ask for `values` anew each time: it is always a live view.
 */
export class FloatBuffer {
  private view: Float32Array<ArrayBuffer> | undefined;

  constructor(
    private readonly memory: WebAssembly.Memory,
    readonly address: number,
    readonly count: number,
  ) {}

  get values(): Float32Array<ArrayBuffer> {
    const { buffer } = this.memory;
    if (this.view?.buffer !== buffer) this.view = new Float32Array(buffer, this.address, this.count);
    return this.view;
  }

  /** The same memory read as float64 numbers, half as many. Buffers begin at multiples of 128 bytes. */
  get doubles(): Float64Array<ArrayBuffer> {
    return new Float64Array(this.values.buffer, this.address, this.count >> 1);
  }

  /** The same memory read as whole numbers. */
  get integers(): Int32Array<ArrayBuffer> {
    return new Int32Array(this.values.buffer, this.address, this.count);
  }

  /** `count` numbers of this buffer from place `start` on, as a buffer of their own over the same memory. */
  part(start: number, count: number): FloatBuffer {
    if (start < 0 || start + count > this.count) throw new RangeError('a part lies within its buffer');
    return new FloatBuffer(this.memory, this.address + start * Float32Array.BYTES_PER_ELEMENT, count);
  }

  /**
   * Fills the beginning of this buffer with rows of another one, which lies in the same memory.
   * It makes no views of the rows, which would pile up with every draw.
   */
  copyRows(from: FloatBuffer, rows: Uint32Array, width: number): void {
    const all = new Float32Array(this.memory.buffer);
    const [to, start] = [this, from].map(({ address }) => address / Float32Array.BYTES_PER_ELEMENT);
    rows.forEach((row, i) => {
      all.copyWithin(to + i * width, start + row * width, start + (row + 1) * width);
    });
  }
}

/** Sums over points, in memory that the next call overwrites. */
export interface Differences {
  /** How many points have a norm above zero. */
  readonly alive: number;
  /** The first of them, normalised. */
  readonly reference: Float64Array;
  /** Σ d_i, by coordinate. */
  readonly differences: Float64Array;
  /** Σ ‖d_i‖² */
  readonly squares: number;
}

function grow(memory: WebAssembly.Memory, missing: number, needed: number): void {
  try {
    memory.grow(Math.ceil(missing / PAGE_BYTES));
  } catch {
    throw outOfMemory(needed);
  }
}

function outOfMemory(bytes: number): UserError {
  const gigabytes = (bytes / 2 ** 30).toPrecision(2);
  return new UserError(
    'bad-argument',
    `the weights and values of one network take ${gigabytes} GB, more than there is (4 GB at most)`,
    [],
    'make the widest layers narrower, or take fewer points',
  );
}

/**
 * Draws weights, data and readouts from keyed streams.
 *
 * A number depends only on the seed, its key and its place in the tensor, not on the order of calls, the number of
 * workers or the machine. Philox4x32-10 is the source and Box–Muller makes normals, about 400 million per second and core.
 */
export class WeightGenerator {
  private readonly module: RandomModule = openRandomModule();
  private top = this.module.heapBase.value;
  private scratch?: FloatBuffer;

  /** @param seed an integer in [0, 2⁵³ − 1]; anything else throws a RangeError */
  constructor(readonly seed: number) {
    philoxKey(seed, 0);
  }

  /**
   * Reserves memory for `count` numbers, for as long as the generator lives or until `releaseAll`.
   * @throws UserError `bad-argument` when the 4 GB of WebAssembly memory are used up, or the machine has no more
   */
  reserve(count: number): FloatBuffer {
    const address = roundUp(this.top, BLOCK_BYTES);
    const top = address + count * Float32Array.BYTES_PER_ELEMENT;
    const needed = top + BLOCK_BYTES; // room for the last block of a part that ends here
    if (needed >= MEMORY_BYTES) throw outOfMemory(needed);
    const { memory } = this.module;
    const missing = needed - memory.buffer.byteLength;
    if (missing > 0) grow(memory, missing, needed);
    this.top = top;
    return new FloatBuffer(memory, address, count);
  }

  /** Gives all reserved memory back for reuse. Buffers from before must not be used any more. */
  releaseAll(): void {
    this.top = this.module.heapBase.value;
    this.scratch = undefined;
  }

  /**
   * Fills a buffer with weights of the given law.
   *
   * - gaussian: N(0, variance)
   * - uniform: on (−a, a) with a² = 3 · variance
   * - truncated: a normal cut at ±2 deviations, stretched to the stated variance (so it ends at ±2.27 √variance)
   * - orthogonal: Haar-distributed with its rows or columns, whichever are fewer, orthogonal and of equal length,
   *   such that the entries have the stated variance. Axes after the first are read as one.
   *
   * @param dims shape of the tensor, whose entries are the buffer's, row by row
   */
  fill(buffer: FloatBuffer, { law, variance }: WeightLaw, dims: readonly number[], key: StreamKey): void {
    const scale = Math.sqrt(variance);
    if (law === 'gaussian') this.draw(this.module.normals, buffer, scale, key);
    else if (law === 'uniform') this.draw(this.module.uniforms, buffer, scale, key);
    else if (law === 'truncated') this.draw(this.module.truncatedNormals, buffer, scale, key);
    else {
      const rows = dims[0];
      const columns = buffer.count / rows;
      this.draw(this.module.normals, buffer, 1, key);
      orthogonalise(buffer.values, rows, columns, scale * Math.sqrt(Math.max(rows, columns)));
    }
  }

  /** Fills a buffer with normals of mean 0 and standard deviation `deviation`. */
  normals(buffer: FloatBuffer, deviation: number, key: StreamKey): void {
    this.draw(this.module.normals, buffer, deviation, key);
  }

  /** Fills a buffer with raw 32-bit words, to be read through its bytes. */
  words(buffer: FloatBuffer, key: StreamKey): void {
    this.draw(this.module.words, buffer, 1, key);
  }

  /**
   * Finds the guesses in outputs of shape [points, readouts, units]: the class with the one largest output, or −1 where
   * there is none, for a tie or NaN. A single unit tells two classes apart: class 0 where it is negative, class 1 where
   * it is positive.
   *
   * @param guesses of shape [points, readouts], overwritten; read them through `integers`
   * @returns how many guesses are −1
   */
  findGuesses(
    outputs: FloatBuffer,
    { points, readouts }: { readonly points: number; readonly readouts: number },
    units: number,
    guesses: FloatBuffer,
  ): number {
    return units === 1
      ? this.module.findSigns(outputs.address, points, readouts, guesses.address)
      : this.module.findGuesses(outputs.address, points, readouts, units, guesses.address);
  }

  /**
   * Sorts guesses by the labels of their points: adds to tables of shape [wanted, kinds, classes] how many points of each
   * label got each guess.
   *
   * @param guesses of shape [points, readouts], each from 0 to classes − 1; the first `wanted` readouts count
   * @param labels of the points, from 0 to kinds − 1; without any, all points are of one kind
   */
  sortGuesses(
    guesses: FloatBuffer,
    { points, readouts, wanted }: { readonly points: number; readonly readouts: number; readonly wanted: number },
    classes: number,
    tables: FloatBuffer,
    labels?: { readonly of: FloatBuffer; readonly kinds: number },
  ): void {
    const {
      kinds,
      of: { address },
    } = labels ?? { kinds: 1, of: { address: 0 } };
    this.module.sortGuesses(guesses.address, points, readouts, wanted, classes, address, kinds, tables.address);
  }

  /**
   * Adds the outputs of points to the sums of their networks: losses, predictions and scatter.
   *
   * @param outputs of shape [points, readouts, units]; the first `wanted` readouts count
   * @param labels of the points, below the number of classes; without any, losses are means over all labels
   * @param first whether the points begin with the first of all, from which differences are taken
   * @param sums 4 + 2·units float64 numbers a readout, as `assembly/logits.ts` orders them; 0 before the first point
   */
  addLogits(
    outputs: FloatBuffer,
    { points, readouts, wanted }: { readonly points: number; readonly readouts: number; readonly wanted: number },
    units: number,
    labels: FloatBuffer | undefined,
    first: boolean,
    sums: FloatBuffer,
  ): void {
    this.module.addLogits(outputs.address, points, readouts, wanted, units, labels?.address ?? 0, first, sums.address);
  }

  /**
   * Sums over points of the differences between their normalised rows and the first of these, r: d_i = x_i/‖x_i‖ − r,
   * and of their squares. Points of zero norm are skipped.
   *
   * @param features of shape [points, width]
   * @param bias square of one more coordinate that all points share: the last entry of `reference` and `differences`
   */
  sumDifferences(features: FloatBuffer, points: number, width: number, bias: number): Differences {
    const entries = width + 1;
    const numbers = 2 * entries + 1;
    const address = this.doubles(numbers);
    const alive = this.module.overlapSums(features.address, points, width, bias, address);
    const written = new Float64Array(this.module.memory.buffer, address, numbers);
    const [reference, differences] = [written.subarray(0, entries), written.subarray(entries, 2 * entries)];
    return { alive, reference, differences, squares: written[2 * entries] };
  }

  /**
   * Replaces rows x_i by (x_i − a_i m̂)/s_i, with m̂ the direction of their mean, a_i = x_i·m̂, and s_i the largest entry of
   * what is left of row i.
   *
   * @param rows of shape [points, width], overwritten
   * @returns a_i and s_i, in memory that the next call of this or of `sumDifferences` overwrites
   */
  centreRows(rows: FloatBuffer, points: number, width: number): { along: Float64Array; scale: Float64Array } {
    const address = this.doubles(width + 2 * points);
    const [along, scale] = [width, width + points].map((place) => address + place * Float64Array.BYTES_PER_ELEMENT);
    this.module.centreRows(rows.address, points, width, address, along, scale);
    const { buffer } = this.module.memory;
    return { along: new Float64Array(buffer, along, points), scale: new Float64Array(buffer, scale, points) };
  }

  /** Memory for this many float64 numbers, valid until the next call. */
  private doubles(count: number): number {
    if ((this.scratch?.count ?? 0) < 2 * count) this.scratch = this.reserve(2 * count);
    return this.scratch!.address;
  }

  private draw(filler: Filler, buffer: FloatBuffer, scale: number, key: StreamKey): void {
    const [key0, key1] = philoxKey(this.seed, key.purpose);
    const { address, count } = buffer;
    const drawn = roundUp(count, BLOCK_NUMBERS);
    const fillBlocks = () => filler(address, drawn, scale, key0, key1, key.tensor, key.readout, key.initialisation);
    if (drawn === count) {
      fillBlocks();
      return;
    }
    // The last block reaches beyond the buffer, into its neighbour or the padding behind all: put back what was there.
    const end = address + count * Float32Array.BYTES_PER_ELEMENT;
    const beyond = new Float32Array(this.module.memory.buffer, end, drawn - count);
    const kept = beyond.slice();
    fillBlocks();
    beyond.set(kept);
  }
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
