import { describe, expect, it } from 'vitest';
import { type Dataset, pick } from '../data/dataset.ts';
import { fields } from '../data/sources/fields.ts';
import type { DatasetState } from '../kernel/dataset/datasetState.ts';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import { shuffle } from '../numerics/sampling/shuffle.ts';
import { prepare } from '../setup/setup.ts';
import { datasetFractionLaw, type FractionLaw } from '../theory/fractionLaw.ts';
import { predict } from '../theory/predict.ts';
import { pairMean } from './pointSample.ts';
import { traceOf } from './trace.ts';

/** Smooth images, a third of them brighter: points that differ in how biased they are. */
const all = ((): Dataset => {
  const images = fields({ shape: [1, 6, 6], length: 2, points: 1800 });
  const values = Float64Array.from(images.values, (x, i) => x + (Math.floor(i / 36) % 3 === 0 ? 1 : 0));
  return { ...images, values };
})();
const NETWORK = 'dense(50), relu, dense(4)';

function kernelOf(data: Dataset): DatasetState {
  return traceOf(prepare(NETWORK, data), null).decision as DatasetState;
}

const order = Uint32Array.from({ length: all.points }, (_, i) => i);
shuffle(order, seededRandom(1));

/** 24 disjoint samples of 60 points, drawn at random. */
const samples = Array.from({ length: 24 }, (_, s) => kernelOf(pick(all, order.subarray(60 * s, 60 * (s + 1)))));

function spread(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1)) };
}

describe('a sample of the points', () => {
  it('has the mean over its pairs, and all points are no sample', () => {
    const kernel = samples[0];
    const { value, error } = pairMean(kernel, 60, (c) => c);
    expect(value).toBeCloseTo(kernel.complements.reduce((sum, c) => sum + c, 0) / kernel.complements.length, 12);
    expect(error).toBe(0);
  });

  // 24 samples know their own scatter to 15 %.
  it('claims the error by which samples differ, for means over pairs', () => {
    const estimates = samples.map((kernel) => pairMean(kernel, Number.POSITIVE_INFINITY, (c) => c ** 2));
    const { sd } = spread(estimates.map(({ value }) => value));
    const claimed = Math.sqrt(estimates.reduce((sum, { error }) => sum + error ** 2, 0) / estimates.length);
    expect(claimed / sd).toBeGreaterThan(0.7);
    expect(claimed / sd).toBeLessThan(1.5);
  });

  it('tells the largest fraction of all points, without the bias of few points and with an honest error', () => {
    const favourite = (...[kernel, seed, of]: [DatasetState, number, { population: number }?]) =>
      (datasetFractionLaw(4, kernel, seed, of) as FractionLaw).maxFraction;
    const whole = favourite(kernelOf(pick(all, order.subarray(0, 1000))), 5);
    const options = { population: Number.POSITIVE_INFINITY };
    const told = samples.map((kernel, s) => favourite(kernel, s, options));
    const { mean, sd } = spread(told.map(({ value }) => value));
    expect(Math.abs(mean - whole.value)).toBeLessThan(4 * Math.hypot(sd / Math.sqrt(24), whole.error));
    const claimed = Math.sqrt(told.reduce((sum, { error }) => sum + error ** 2, 0) / told.length);
    expect(claimed / sd).toBeGreaterThan(0.6);
    expect(claimed / sd).toBeLessThan(1.7);
  });
});

describe('more points than theory can follow', () => {
  it('are represented by a sample, which is said and has errors', () => {
    const many = fields({ shape: [1, 3, 3], length: 1, points: 6001 });
    const { agreement, agreementError, maxFractionError, gamma, gammaError, layers, notes, points, ...rest } = predict(
      NETWORK,
      many,
    );
    expect(points).toBe(6001);
    expect(notes).toContain(
      'theory follows the pairs of 2,000 of the 6,001 points; its errors are those of that choice',
    );
    const errors = [agreementError, maxFractionError, gammaError, ...layers.map((layer) => layer.gammaError)];
    for (const error of errors) expect(error).toBeGreaterThan(0);
    // What follows from these has their errors: c = γ/(1 + γ), and sd² = A/K − 1/K² of K classes.
    const half = (f: (x: number) => number, x: number, error: number) => (f(x + error) - f(x - error)) / 2;
    expect(rest.correlationError).toBeCloseTo(
      half((x) => x / (1 + x), gamma!, gammaError!),
      6,
    );
    const sd = (x: number) => Math.sqrt(x / rest.classes - 1 / rest.classes ** 2);
    expect(rest.sdError).toBeCloseTo(half(sd, agreement!, agreementError!), 6);
    const some = predict(NETWORK, many, { points: 1500, seed: 3 });
    const scale = agreementError! * Math.sqrt(2000 / 1500);
    expect(Math.abs(some.agreement! - agreement!)).toBeLessThan(4 * Math.hypot(agreementError!, scale));
  });
});
