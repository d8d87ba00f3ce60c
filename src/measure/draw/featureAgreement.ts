import { agreementFit } from '../../laws/agreementFit.ts';
import type { Program } from '../../program/program.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import { keyedSample } from '../../random/permutation.ts';
import type { Assignment } from '../plan/assignment.ts';
import type { Costs } from '../plan/costs.ts';
import { type CentredGram, GramRunner } from './centredGram.ts';
import type { Overlap } from './overlap.ts';

/** A_K of a pair costs about this many multiply-adds of a matrix product. */
const COST_OF_PAIR = 3000;
/** The share of a draw's cost that may be spent. */
const SHARE = 0.1;
/** With fewer points the choice of points would add more noise than the readouts do. */
const FEWEST_POINTS = 32;
/**
 * With these the choice of points adds at most 3 % to the variance between initialisations (measured on five networks of
 * both kinds of data), so that more would be work for nothing.
 */
const ENOUGH_POINTS = 256;

/**
 * On how many points agreement is computed from the hidden features: enough, or as many as cost a tenth of the draw.
 * 0 where the readout's outputs are not Gaussian given the features, or where too few points could be looked at.
 */
export function pairedPoints(program: Program, points: number, costs: Costs, readouts: number): number {
  const { readout } = program;
  if (!readout?.isGaussian || readout.sigmaW2 === 0) return 0;
  const width = costs.reducesFeatures(readouts) ? points : readout.fanIn;
  const budget = SHARE * (costs.hidden + costs.readouts(readouts));
  // gramCost(count, width) + COST_OF_PAIR count²/2, but for what is linear in the count.
  const count = Math.floor(Math.sqrt(budget / (2 * width + COST_OF_PAIR / 2)));
  return count < Math.min(FEWEST_POINTS, points) ? 0 : Math.min(count, ENOUGH_POINTS, points);
}

/**
 * Agreement of all output layers that could follow given hidden layers, without drawing any:
 *
 *   mean over pairs i ≠ j of A_K(c_ij),   c_ij = (σ_w² h_i·h_j / fan-in + σ_b²) / √(the same of i, i and of j, j)
 *
 * exact for Gaussian readouts, because given the features h the outputs are Gaussian and the largest ignores their scale.
 * On some of the points only, chosen anew for every initialisation, it is unbiased. Docs/theory §2 and §9.
 */
export class FeatureAgreement {
  private constructor(
    private readonly assignment: Assignment,
    private readonly program: Program,
    private readonly runner: GramRunner,
    readonly points: number,
    readonly width: number,
  ) {}

  /**
   * @param points how many of the points are looked at
   * @param width of the features
   */
  static async open(
    assignment: Assignment,
    program: Program,
    generator: WeightGenerator,
    points: number,
    width: number,
  ): Promise<FeatureAgreement> {
    const runner = await GramRunner.open(generator, points, width, assignment.device);
    return new FeatureAgreement(assignment, program, runner, points, width);
  }

  /**
   * @param features all points × width, and perhaps rows beyond, in the generator's memory
   * @returns means over pairs of the points looked at; undefined where a feature overflowed
   */
  async of(features: FloatBuffer, initialisation: number): Promise<PairMeans | undefined> {
    const { sigmaW2, sigmaB2, fanIn } = this.program.readout!;
    this.choose(features, initialisation);
    return meansOverPairs(await this.runner.run(), (sigmaB2 * fanIn) / sigmaW2, this.program.output.classes);
  }

  release(): Promise<void> {
    return this.runner.release();
  }

  private choose(features: FloatBuffer, initialisation: number): void {
    const { points, width } = this;
    const { rows } = this.runner;
    const { seed, points: all } = this.assignment;
    if (points === all) {
      rows.values.set(features.values.subarray(0, all * width));
      return;
    }
    const key = { purpose: PURPOSE.pairs, tensor: 0, readout: 0, initialisation };
    rows.copyRows(features, keyedSample(seed, key, all, points), width);
  }
}

/** Means over pairs of different points. */
export interface PairMeans extends Overlap {
  /** Of A_K(c_ij). */
  readonly agreement: number;
}

/**
 * Means over pairs, with 1 − c_ij formed from differences alone. Points of zero norm and no bias give ties everywhere, so
 * they agree with each other always, and with other points by chance.
 *
 * @param bias square of one more coordinate that all points share
 * @returns undefined where an inner product is not a number
 */
export function meansOverPairs(
  { along, scale, gram }: CentredGram,
  bias: number,
  classes: number,
): PairMeans | undefined {
  const points = along.length;
  const agreement = agreementFit(classes);
  const [common, shared, rest, square] = [0, 1, 2, 3].map(() => new Float64Array(points));
  for (let i = 0; i < points; i++) {
    const left = scale[i] ** 2 * gram[i * points + i];
    const norm = Math.sqrt(along[i] ** 2 + bias + left);
    if (!Number.isFinite(norm)) return undefined;
    if (norm === 0) continue;
    common[i] = along[i] / norm;
    shared[i] = Math.sqrt(bias) / norm;
    rest[i] = scale[i] / norm;
    square[i] = left / norm ** 2;
  }
  const dead = (i: number) => common[i] === 0 && shared[i] === 0 && rest[i] === 0;
  let [agreements, complements] = [0, 0];
  for (let i = 1; i < points; i++) {
    const row = i * points;
    const isDead = dead(i);
    for (let j = 0; j < i; j++) {
      const apart = (common[i] - common[j]) ** 2 + (shared[i] - shared[j]) ** 2 + square[i] + square[j];
      const between = Math.min(2, Math.max(0, 0.5 * apart - rest[i] * rest[j] * gram[row + j]));
      const complement = isDead === dead(j) ? between : 1;
      agreements += agreement(complement);
      complements += complement;
    }
  }
  const pairs = (points * (points - 1)) / 2;
  const complement = complements / pairs;
  return { agreement: agreements / pairs, correlation: 1 - complement, complement };
}
