import { hasLoss, type TrueClasses } from '../../laws/trueClasses.ts';
import type { Output } from '../../network/output.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import type { Batch } from './guesses.ts';

/** Output layers of an initialisation whose logits are looked at: enough for their errors, and quick beside the rest. */
const MOST_READOUTS = 16;

/** What the outputs of one initialisation are as logits: means over its networks. */
export interface LogitDraw {
  /** Cross-entropy in nats, mean over points; and its square. */
  readonly loss: number;
  readonly lossSquare: number;
  /** Mean over points of the largest class probability, and of the entropy of the class probabilities in nats. */
  readonly topProbability: number;
  readonly entropy: number;
  /** Mean over units of the variance of an output from point to point, unbiased. */
  readonly spread: number;
  /** Mean over units of the covariance of an output at two different points: its mean squared, less what spread adds. */
  readonly cov: number;
}

/** Sums over points, readout by readout, as `random/assembly/logits.ts` writes them. */
const PLACES = { loss: 0, topProbability: 1, entropy: 2, squares: 3, references: 4 };

/** Sums up the outputs of readouts that go through together, batch of points after batch of points. */
export class LogitSums {
  /** How many of them are looked at. */
  readonly readouts: number;
  private readonly sums: FloatBuffer;
  private readonly labels?: FloatBuffer;

  /**
   * @param readouts that go through together
   * @param truth labels of the losses; left out, or of more classes than are guessed, losses are means over all labels
   */
  constructor(
    private readonly generator: WeightGenerator,
    private readonly output: Pick<Output, 'units' | 'classes'>,
    private readonly points: number,
    readouts: number,
    truth: TrueClasses | undefined,
  ) {
    this.readouts = Math.min(MOST_READOUTS, readouts);
    this.sums = generator.reserve(2 * this.readouts * this.size);
    if (!hasLoss(truth, output.classes)) return;
    this.labels = generator.reserve(points);
    this.labels.integers.set(truth.labels);
  }

  /** Numbers a readout. */
  private get size(): number {
    return PLACES.references + 2 * this.output.units;
  }

  /** Begins anew with the first readouts of an initialisation. */
  begin(): void {
    this.sums.doubles.fill(0);
  }

  /**
   * Adds the points from number `from` on.
   * @param scores points × (readouts × units)
   */
  add(scores: FloatBuffer, from: number, { points, readouts, wanted }: Batch): void {
    const batch = { points, readouts, wanted: Math.min(wanted, this.readouts) };
    const labels = this.labels?.part(from, points);
    this.generator.addLogits(scores, batch, this.output.units, labels, from === 0, this.sums);
  }

  /** @param drawn how many readouts were drawn, of which the first are looked at */
  summary(drawn: number): LogitDraw {
    const { points, size, output } = this;
    const readouts = Math.min(drawn, this.readouts);
    const sums = this.sums.doubles;
    const draw = { loss: 0, lossSquare: 0, topProbability: 0, entropy: 0, spread: 0, cov: 0 };
    for (let readout = 0; readout < readouts; readout++) {
      const own = sums.subarray(readout * size, (readout + 1) * size);
      const loss = own[PLACES.loss] / points;
      draw.loss += loss / readouts;
      draw.lossSquare += loss ** 2 / readouts;
      draw.topProbability += own[PLACES.topProbability] / points / readouts;
      draw.entropy += own[PLACES.entropy] / points / readouts;
      const { spread, square } = scatterOf(own, output.units, points);
      draw.spread += spread / readouts;
      draw.cov += (square - spread / points) / readouts;
    }
    return draw;
  }
}

/** Means over units: of the unbiased variance over points, and of the squared mean over points. */
function scatterOf(own: Float64Array, units: number, points: number): { spread: number; square: number } {
  let squared = 0;
  let square = 0;
  for (let k = 0; k < units; k++) {
    const shift = own[PLACES.references + units + k] / points;
    squared += shift ** 2;
    square += (own[PLACES.references + k] + shift) ** 2 / units;
  }
  return { spread: Math.max(0, own[PLACES.squares] - points * squared) / (points - 1) / units, square };
}
