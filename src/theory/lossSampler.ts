import type { TrueClasses } from '../laws/trueClasses.ts';
import { controlledMean, type Estimate } from '../numerics/sampling/controlVariates.ts';

/** What turns the outputs of sampled networks into losses. */
export interface LossOptions {
  /** q_i, the variance of a logit at every point; of a single logit half of it, as for a softmax of two. */
  readonly variances: Float64Array;
  /** Labels, of classes that are guessed; left out, losses are means over all labels. */
  readonly truth?: TrueClasses;
}

/** Networks of a batch whose loss is taken: K exponentials a point each. */
export const LOSS_NETWORKS = 8;

/** How the loss of sampled networks scatters, drawn batch by batch. */
export class LossSampler {
  private readonly roots: Float64Array;
  private losses: number[] = [];
  private readonly batches: number[][] = [];

  constructor(
    private readonly classes: number,
    private readonly options: LossOptions,
  ) {
    this.roots = options.variances.map(Math.sqrt);
  }

  /** @param values of the outputs at all points in units of their own deviation, output after output */
  add(values: Float64Array): void {
    const { classes, roots } = this;
    const labels = this.options.truth?.labels;
    const points = roots.length;
    let loss = 0;
    for (let i = 0; i < points; i++) {
      let [top, sum] = [-Infinity, 0];
      for (let c = 0; c < classes; c++) {
        const value = values[c * points + i];
        if (value > top) top = value;
        sum += value;
      }
      let exponentials = 0;
      for (let c = 0; c < classes; c++) exponentials += Math.exp(roots[i] * (values[c * points + i] - top));
      const chosen = labels ? values[labels[i] * points + i] : sum / classes;
      loss += Math.log(exponentials) + roots[i] * (top - chosen);
    }
    this.losses.push(loss / points);
  }

  endBatch(): void {
    this.batches.push(this.losses);
    this.losses = [];
  }

  /** Standard deviation of the loss over networks. Batches are independent; networks within one are not. */
  spread(): Estimate {
    const losses = this.batches.flat();
    // Of equal losses exactly their value, so that they have no spread.
    const mean = losses.reduce((sum, loss) => sum + (loss - losses[0]) / losses.length, losses[0]);
    const squares = this.batches.map((batch) =>
      batch.reduce((sum, loss) => sum + (loss - mean) ** 2 / batch.length, 0),
    );
    const { length } = squares;
    // About the mean of all batches, which is off by its own error.
    const { value, error } = controlledMean(
      Float64Array.from(squares, (square) => (square * length) / (length - 1)),
      [],
    );
    const root = Math.sqrt(value);
    return { value: root, error: root > 0 ? error / (2 * root) : 0 };
  }
}
