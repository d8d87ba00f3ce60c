import { asFloat64, dataset, features, type Generator } from '../data/dataset.ts';
import type { Preprocess, Step } from '../data/preprocess.ts';
import { UserError } from '../errors.ts';
import { pairIndex } from '../kernel/packedPairs.ts';
import type { FloatBuffer, WeightGenerator } from '../random/generator.ts';
import { PURPOSE, type StreamKey } from '../random/key.ts';
import type { Setup } from '../setup/setup.ts';

/** Pairs of points for one batch of draws. */
export interface PointPairs {
  /** pairs × 2 × features numbers. */
  readonly values: Float64Array;
  /** Which of the given points: the first and second of each pair, and the number of the pair (`pairIndex`). */
  readonly places?: { readonly first: Int32Array; readonly second: Int32Array; readonly pair: Int32Array };
}

/** Where the pairs of points of the chain come from. */
export interface PairSource {
  /** Pairs of one batch that share points or their statistics, and so are not independent; 1 where none do. */
  readonly cluster: number;
  readonly notes: readonly string[];
  /** The pairs of a batch, the same whenever asked for. */
  draw(batch: number): PointPairs;
}

/**
 * Pairs as the networks of a measurement see them: two different ones of the given points, or two drawn points,
 * preprocessed as they are. Steps that take statistics of all points act on a whole set of N drawn points where N is
 * given, and otherwise as among infinitely many.
 *
 * @throws UserError `bad-argument` for a step that has no limit of many points
 */
export function pairSource({ data, steps, points }: Setup, generator: WeightGenerator, pairs: number): PairSource {
  if (data.kind === 'dataset') return new GivenPoints(asFloat64(data.values), data.points, generator, pairs);
  if (points !== null && !steps.steps.every(isPointwise)) return new DrawnSets(data, steps, generator, points, pairs);
  return new DrawnPairs(data, steps, generator, pairs);
}

/** Steps that change each point on its own; those not named here may depend on all points, or on a point's place. */
const POINTWISE: readonly string[] = ['none', 'scale', 'shift', 'unitNorm', 'grayscale', 'resize'];

function isPointwise({ notation }: Step): boolean {
  return POINTWISE.includes(notation.replace(/\(.*$/s, ''));
}

/** Two different points, each pair as likely as any other. */
class GivenPoints implements PairSource {
  readonly cluster = 1;
  readonly notes = [];
  private readonly buffer: FloatBuffer;

  constructor(
    private readonly values: Float64Array,
    private readonly points: number,
    private readonly generator: WeightGenerator,
    private readonly pairs: number,
  ) {
    this.buffer = generator.reserve(2 * pairs);
  }

  draw(batch: number): PointPairs {
    const { values, points, generator, pairs } = this;
    return pairsOf(values, points, indexPairs(points, pairs, generator, this.buffer, batch));
  }
}

type Places = NonNullable<PointPairs['places']>;

/** Pairs of different points among N, each as likely as any other. */
function indexPairs(
  points: number,
  pairs: number,
  generator: WeightGenerator,
  buffer: FloatBuffer,
  batch: number,
): Places {
  generator.words(buffer, { ...keyOf(batch), readout: 1 });
  const words = new Uint32Array(buffer.values.buffer, buffer.address, 2 * pairs);
  const numbers = () => new Int32Array(pairs);
  const places = { first: numbers(), second: numbers(), pair: numbers() };
  for (let pair = 0; pair < pairs; pair++) {
    const i = below(points, words[2 * pair]);
    const other = below(points - 1, words[2 * pair + 1]);
    const j = other < i ? other : other + 1;
    places.first[pair] = i;
    places.second[pair] = j;
    places.pair[pair] = pairIndex(points, i, j);
  }
  return places;
}

function pairsOf(points: Float64Array, count: number, places: Places): PointPairs & { readonly places: Places } {
  const size = points.length / count;
  const values = new Float64Array(2 * places.pair.length * size);
  const copy = (from: number, to: number) => values.set(points.subarray(from * size, (from + 1) * size), to * size);
  for (let pair = 0; pair < places.pair.length; pair++) {
    copy(places.first[pair], 2 * pair);
    copy(places.second[pair], 2 * pair + 1);
  }
  return { values, places };
}

/** Points of their own for every pair. */
class DrawnPairs implements PairSource {
  readonly cluster = 1;
  readonly notes: readonly string[];
  private readonly steps: readonly Step[];
  private readonly buffer: FloatBuffer;

  constructor(
    private readonly law: Generator,
    { steps }: Preprocess,
    private readonly generator: WeightGenerator,
    pairs: number,
  ) {
    this.steps = amongInfinitelyMany(law, steps);
    this.notes = steps
      .filter((step) => !isPointwise(step))
      .map(({ notation }) => `${notation} acts as among infinitely many points; give points to set their number`);
    this.buffer = generator.reserve(2 * pairs * features(law.shape));
  }

  draw(batch: number): PointPairs {
    return { values: drawn(this.law, this.steps, this.generator, this.buffer, batch) };
  }
}

/** All pairs of a batch from one set of N points, which steps such as standardize make depend on each other. */
class DrawnSets implements PairSource {
  readonly cluster: number;
  readonly notes = [];
  private readonly buffer: FloatBuffer;
  private readonly words: FloatBuffer;

  constructor(
    private readonly law: Generator,
    private readonly steps: Preprocess,
    private readonly generator: WeightGenerator,
    private readonly points: number,
    pairs: number,
  ) {
    this.cluster = pairs;
    this.buffer = generator.reserve(points * features(law.shape));
    this.words = generator.reserve(2 * pairs);
  }

  draw(batch: number): PointPairs {
    const { generator, points, cluster } = this;
    const set = drawn(this.law, [this.steps], generator, this.buffer, batch);
    return { values: pairsOf(set, points, indexPairs(points, cluster, generator, this.words, batch)).values };
  }
}

/** As many points of a law as the buffer holds, preprocessed. */
function drawn(
  law: Generator,
  steps: readonly Step[],
  generator: WeightGenerator,
  buffer: FloatBuffer,
  batch: number,
): Float64Array {
  generator.normals(buffer, Math.sqrt(law.variance), keyOf(batch));
  const values = Float64Array.from(buffer.values);
  if (law.mean !== 0) for (let k = 0; k < values.length; k++) values[k] += law.mean;
  if (steps.length === 0) return values;
  const points = dataset(values, { shape: law.shape, name: law.name });
  return asFloat64(steps.reduce((data, step) => step.apply(data), points).values);
}

/**
 * Steps that act on each point alone stay as they are; the others become what they are among infinitely many points, for
 * instance x − mean with the mean of the law.
 */
function amongInfinitelyMany(law: Generator, steps: readonly Step[]): Step[] {
  let before = law;
  return steps.map((step) => {
    const after = step.generator(before);
    if ('reason' in after) {
      throw new UserError('bad-argument', `no finite prediction: ${after.reason}`, [], 'give a number of points');
    }
    const linear = isPointwise(step) ? step : towards(step, before, after);
    before = after;
    return linear;
  });
}

/** The linear map that gives normals of one law another: a step that the law's mean and variance fully describe. */
function towards(step: Step, from: Generator, to: Generator): Step {
  const factor = from.variance > 0 ? Math.sqrt(to.variance / from.variance) : 0;
  const apply: Step['apply'] = (data) => ({
    ...data,
    values: asFloat64(data.values).map((x) => (x - from.mean) * factor + to.mean),
  });
  return { ...step, apply };
}

/** A whole number in [0, count), each as likely as any other up to count/2³². */
function below(count: number, word: number): number {
  return Math.floor((word * count) / 2 ** 32);
}

/** Tensor 0 of a batch are its points; weights follow from 1 on. */
function keyOf(batch: number): StreamKey {
  return { purpose: PURPOSE.finite, tensor: 0, readout: 0, initialisation: batch };
}
