import { type LowerTriangle, lowerTimes } from '../numerics/linear/cholesky.ts';
import { normals, type SeededRandom } from '../numerics/sampling/seeded.ts';
import { shuffle } from '../numerics/sampling/shuffle.ts';
import { sobolNormals } from '../numerics/sampling/sobol.ts';
import { addTimes, type Direction, leaveRest } from './leadingDirections.ts';
import { LOSS_NETWORKS } from './lossSampler.ts';

/** Networks of a batch, a power of two: about as many as look at 3,200 outputs. */
export function networksOf(classes: number): number {
  return 2 ** Math.min(9, Math.max(3, Math.floor(Math.log2(3200 / classes))));
}

/** The outputs of infinitely wide networks over all points: independent N(0, C). */
export interface OutputProcess {
  /** L of C = L Lᵀ, whose row t is that of point order[t]. */
  readonly factor: LowerTriangle;
  readonly order: Int32Array;
  readonly points: number;
  readonly directions: readonly Direction[];
}

export interface Batch {
  /** Of every network, without its mirror image. */
  readonly fractions: Float64Array;
  /** Means over the networks of the batch and their mirror images, of max_c G_c and of the agreement. */
  readonly largest: number;
  readonly agreement: number;
  /** The agreement of the same outputs without their means. */
  readonly agreementWithout?: number;
}

/**
 * Networks put together from a number of outputs, again and again: those of a batch are not independent of each other.
 * @param listeners are told the guesses of every network, without its mirror image
 * @param losses is shown the outputs of the first networks, in units of their own deviation
 * @param means of the outputs in the same units, output after output; 0 unless given
 */
export function drawBatch(
  process: OutputProcess,
  classes: number,
  outputs: number,
  random: SeededRandom,
  listeners: readonly ({ add(guesses: Int32Array): void } | undefined)[],
  losses?: { add(values: Float64Array): void },
  means?: Float64Array,
): Batch {
  const { points, directions } = process;
  const rests = drawRests(process, outputs, random);
  const networks = networksOf(classes);
  const dimensions = directions.length * classes;
  const coordinates = sobolNormals(dimensions, networks, random.uniform());

  const each = Math.floor(outputs / classes);
  const order = Uint32Array.from({ length: outputs }, (_, i) => i);
  const values = new Float64Array(classes * points);
  const guesses = { largest: new Int32Array(points), smallest: new Int32Array(points) };
  const fractions = new Float64Array(networks * classes);
  const mirrored = new Float64Array(networks * classes);
  const without = means && [new Float64Array(networks * classes), new Float64Array(networks * classes)];
  for (let n = 0; n < networks; n++) {
    if (n % each === 0) shuffle(order, random);
    for (let c = 0; c < classes; c++) {
      const output = values.subarray(c * points, (c + 1) * points);
      const rest = order[(n % each) * classes + c] * points;
      output.set(rests.subarray(rest, rest + points));
      // The direction of most variance comes first for all classes: so do the best dimensions of Sobol points.
      directions.forEach(({ loading }, k) => {
        addTimes(output, coordinates[n * dimensions + k * classes + c], loading);
      });
    }
    const own = (all: Float64Array) => all.subarray(n * classes, (n + 1) * classes);
    findGuesses(guesses, values, points);
    if (means && without) {
      count(guesses.largest, own(without[0]));
      count(guesses.smallest, own(without[1]));
      // The mirror image −z + m is largest where z − m is smallest.
      addTimes(values, -1, means);
      findGuesses(guesses, values, points);
      count(guesses.smallest, own(mirrored));
      addTimes(values, 2, means);
      findGuesses(guesses, values, points);
    } else count(guesses.smallest, own(mirrored));
    count(guesses.largest, own(fractions));
    for (const listener of listeners) listener?.add(guesses.largest);
    if (n < LOSS_NETWORKS) losses?.add(values);
  }
  const [own, other] = [fractions, mirrored].map((all) => meansOf(all, classes, points));
  const plain = without?.map((all) => meansOf(all, classes, points).agreement);
  return {
    fractions,
    largest: (own.largest + other.largest) / 2,
    agreement: (own.agreement + other.agreement) / 2,
    ...(plain && { agreementWithout: (plain[0] + plain[1]) / 2 }),
  };
}

/** Outputs less what they do along the directions, one after the other. */
function drawRests(process: OutputProcess, outputs: number, random: SeededRandom): Float64Array {
  const { factor, order, points, directions } = process;
  const noise = normals(outputs * points, random.normal);
  const drawn = new Float64Array(noise.length);
  lowerTimes(factor, points, noise, drawn);
  const values = noise; // its numbers are spent
  for (let o = 0; o < outputs; o++) {
    const output = values.subarray(o * points, (o + 1) * points);
    for (let t = 0; t < points; t++) output[order[t]] = drawn[o * points + t];
    leaveRest(output, directions);
  }
  return values;
}

/** For every point which output is the largest, and which the smallest. */
function findGuesses(
  { largest, smallest }: { readonly largest: Int32Array; readonly smallest: Int32Array },
  values: Float64Array,
  points: number,
): void {
  for (let i = 0; i < points; i++) {
    let [top, bottom] = [0, 0];
    let [most, least] = [values[i], values[i]];
    for (let at = i + points, c = 1; at < values.length; at += points, c++) {
      const value = values[at];
      if (value > most) {
        most = value;
        top = c;
      }
      if (value < least) {
        least = value;
        bottom = c;
      }
    }
    largest[i] = top;
    smallest[i] = bottom;
  }
}

function count(guesses: Int32Array, fractions: Float64Array): void {
  for (const guess of guesses) fractions[guess] += 1 / guesses.length;
}

/** Means over networks, of max_c G_c and of the agreement of different points, Σ n(n − 1)/N(N − 1) in fractions. */
function meansOf(fractions: Float64Array, classes: number, points: number): { largest: number; agreement: number } {
  const networks = fractions.length / classes;
  let largest = 0;
  let squares = 0;
  for (let n = 0; n < networks; n++) {
    const guesses = fractions.subarray(n * classes, (n + 1) * classes);
    largest += guesses.reduce((most, g) => Math.max(most, g)) / networks;
    squares += guesses.reduce((sum, g) => sum + g * g, 0) / networks;
  }
  return { largest, agreement: (points * squares - 1) / (points - 1) };
}
