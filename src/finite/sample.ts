import { controlledMean, type Estimate } from '../numerics/sampling/controlVariates.ts';

/** Independent draws for each control variate that is used; the first ones are the best. */
const DRAWS_A_CONTROL = 6;

/**
 * Draws of one quantity beside control variates whose expectations are known. Draws that belong together, because they
 * share points, count as one, their mean.
 */
export class Sample {
  private readonly draws: number[] = [];
  private readonly controls: number[][] = [];

  /** @param limit the mean of the same quantity at infinite width over all pairs of points, where it is known */
  constructor(private readonly limit?: number) {}

  /**
   * @param atInfinity the quantity of the same pair at infinite width; left out if there is no `limit`
   * @param controls further control variates, of expectation 0, as many each time
   */
  add(value: number, atInfinity: number | undefined, controls: readonly number[]): void {
    this.draws.push(value);
    const centred = this.limit === undefined ? controls : [atInfinity! - this.limit, ...controls];
    centred.forEach((control, i) => {
      this.controls[i] ??= [];
      this.controls[i].push(control);
    });
  }

  /**
   * The mean with its standard error; infinite before there are two independent draws.
   * @param cluster how many consecutive draws belong together
   */
  estimate(cluster: number): Estimate {
    const independent = Math.floor(this.draws.length / cluster);
    return this.mean(cluster, this.controls.slice(0, Math.floor(independent / DRAWS_A_CONTROL)));
  }

  /** How many times as many draws would be needed for the same error without control variates. */
  gain(cluster: number): number {
    const ratio = this.mean(cluster, []).error / this.estimate(cluster).error;
    return Number.isNaN(ratio) ? 1 : ratio ** 2;
  }

  /** Whether all draws are the same number. */
  get isConstant(): boolean {
    return this.draws.every((draw) => draw === this.draws[0]);
  }

  /** Third moment over the cubed standard deviation; 0 where nothing varies. */
  skewness(cluster: number): number {
    const draws = clusterMeans(this.draws, cluster);
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const moment = (power: number) => draws.reduce((sum, x) => sum + (x - mean) ** power, 0) / draws.length;
    const variance = moment(2);
    return variance > 0 ? moment(3) / variance ** 1.5 : 0;
  }

  private mean(cluster: number, controls: readonly number[][]): Estimate {
    const draws = clusterMeans(this.draws, cluster);
    const [R, p] = [draws.length, controls.length];
    if (R < 2) return { value: draws[0] ?? Number.NaN, error: Number.POSITIVE_INFINITY };
    const variates = controls.map((control) => ({ draws: clusterMeans(control, cluster), expectation: 0 }));
    const { value, error } = controlledMean(draws, variates);
    // Coefficients fitted to the same draws add to the variance: by (R − 2)/(R − p − 2) for normal draws.
    return { value, error: p === 0 ? error : error * Math.sqrt((R - 2) / (R - p - 2)) };
  }
}

function clusterMeans(draws: readonly number[], size: number): Float64Array {
  if (size === 1) return Float64Array.from(draws);
  const means = new Float64Array(Math.floor(draws.length / size));
  for (let cluster = 0; cluster < means.length; cluster++) {
    for (let k = cluster * size; k < (cluster + 1) * size; k++) means[cluster] += draws[k] / size;
  }
  return means;
}
