import type { DatasetState } from '../../kernel/dataset/datasetState.ts';
import { rowOffset } from '../../kernel/packedPairs.ts';
import { agreementFit } from '../../laws/agreementFit.ts';
import type { HeadCounter } from '../../laws/heads/headCounter.ts';
import { sameSign } from '../../laws/shifted/shiftedAgreement.ts';
import { normalCdf } from '../../numerics/quadrature/normal.ts';
import { controlledMean, type Estimate } from '../../numerics/sampling/controlVariates.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { meansInDeviations, outputProcess } from '../gaussianProcess.ts';
import { drawBatch } from '../processBatch.ts';

/** Outputs over given points: means μ_k, and the kernel with one variance for each point. */
export interface PointOutputs {
  readonly kernel: DatasetState;
  readonly means: readonly number[];
  readonly variances: Float64Array;
}

/** Values that are known without drawing, by the place of the quantity. */
type Known = ReadonlyMap<number, number>;

/** Batches, from whose scatter the errors come. */
const BATCHES = 30;
const MOST_OUTPUTS = 6000;
/** Different biases whose agreement over all pairs is summed: seconds of work. */
const MOST_BIASES = 3;

/**
 * What a head gives over the points, by drawing the outputs as the Gaussian process they are; values known exactly take the
 * place of those drawn, and clear the others of noise. Docs/theory §17.
 */
export function headOnPoints(
  { kernel, means, variances }: PointOutputs,
  counter: HeadCounter,
  known: Known,
  seed: number,
): Estimate[] {
  const { complements, points } = kernel;
  const units = means.length;
  const process = outputProcess(complements, points);
  const random = seededRandom(seed + 0.375);
  const roots = variances.map(Math.sqrt);
  const outputs = new Float64Array(units * points);
  let drawn: number[][] = [];
  const listener = {
    add(values: Float64Array): void {
      for (let k = 0; k < units; k++) {
        for (let i = 0; i < points; i++) outputs[k * points + i] = values[k * points + i] * roots[i];
      }
      counter.begin();
      counter.add(outputs, points, { from: 0, pointStride: 1, unitStride: points });
      drawn.push(counter.end());
    },
  };
  const shift = means.some((mean) => mean !== 0) ? meansInDeviations({ means, variances }) : undefined;
  const perBatch = Math.max(units, 50);
  const batches = Math.min(BATCHES, Math.max(10, Math.floor(MOST_OUTPUTS / perBatch)));
  const columns = counter.quantities.map(() => new Float64Array(batches));
  for (let batch = 0; batch < batches; batch++) {
    drawn = [];
    drawBatch(process, units, perBatch, random, [], listener, shift);
    columns.forEach((column, place) => {
      column[batch] = drawn.reduce((sum, values) => sum + values[place] / drawn.length, 0);
    });
  }
  const controls = [...known].map(([place, expectation]) => ({ draws: columns[place], expectation }));
  return columns.map((column, place) => {
    const exact = known.get(place);
    return exact === undefined ? controlledMean(column, controls.slice(0, 3)) : { value: exact, error: 0 };
  });
}

/** Of labels: the share of yes, and the agreement where few biases differ. Places are those of `headCounter`. */
export function knownOfLabels({ kernel, means, variances }: PointOutputs, each: boolean): Known {
  const { complements, points } = kernel;
  const biases = [...new Set(means)];
  const shares = biases.map((bias) => {
    if (bias === 0) return 0.5;
    return variances.reduce((sum, q) => sum + normalCdf(bias / Math.sqrt(q)) / points, 0);
  });
  const agreements =
    biases.length > MOST_BIASES ? undefined : biases.map((bias) => agreementOfLabel(kernel, bias, variances));
  const meanOf = (values: readonly number[]) =>
    means.reduce((sum, bias) => sum + values[biases.indexOf(bias)] / means.length, 0);
  const known = new Map<number, number>();
  // A point without variance whose bias is 0 gives no label.
  if (variances.every((q) => q > 0)) known.set(0, meanOf(shares));
  if (agreements) known.set(1, meanOf(agreements));
  if (!each) return known;
  means.forEach((bias, part) => {
    known.set(4 + 2 * part, shares[biases.indexOf(bias)]);
    if (agreements) known.set(5 + 2 * part, agreements[biases.indexOf(bias)]);
  });
  return complements.length > 0 ? known : new Map();
}

function agreementOfLabel({ complements, points }: DatasetState, bias: number, variances: Float64Array): number {
  const same = agreementFit(2);
  const shifts = variances.map((q) => bias / Math.sqrt(Math.max(q, 1e-200)));
  let sum = 0;
  for (let i = 0; i < points; i++) {
    const row = rowOffset(points, i);
    for (let j = i + 1; j < points; j++) {
      const complement = complements[row + j];
      sum += bias === 0 ? same(complement) : sameSign(shifts[i], shifts[j], complement);
    }
  }
  return sum / complements.length;
}

/** Of heads side by side without biases: the agreement of each, and of all together, in the mean over pairs. */
export function knownOfSeveral({ kernel, means }: PointOutputs, sizes: readonly number[]): Known {
  if (means.some((mean) => mean !== means[0])) return new Map();
  const agreements = sizes.map((size) => agreementFit(size));
  const sums = sizes.map(() => 0);
  let joint = 0;
  for (const complement of kernel.complements) {
    let product = 1;
    agreements.forEach((agreement, head) => {
      const same = agreement(complement);
      sums[head] += same;
      product *= same;
    });
    joint += product;
  }
  const pairs = kernel.complements.length;
  const known = new Map(sums.map((sum, head) => [2 * head, sum / pairs] as const));
  return known.set(2 * sizes.length, joint / pairs);
}
