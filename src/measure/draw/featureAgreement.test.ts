import { describe, expect, it } from 'vitest';
import { agreement } from '../../laws/agreement.ts';
import { he, type Initialisation } from '../../network/init.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { zScore } from '../../numerics/sampling/zScore.ts';
import { compile } from '../../program/compile.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { costsOf } from '../plan/costs.ts';
import { type MeasureOptions, planMeasurement } from '../plan/plan.ts';
import { Running } from '../tally/estimate.ts';
import { agreementsOf } from '../tally/fractions.ts';
import { type CentredGram, GramRunner } from './centredGram.ts';
import { inlineExecutor, type TaskResult } from './executor.ts';
import { meansOverPairs, pairedPoints } from './featureAgreement.ts';
import { overlapOfRows } from './overlap.ts';

async function gramOf(rows: readonly (readonly number[])[]): Promise<CentredGram> {
  const runner = await GramRunner.open(new WeightGenerator(0), rows.length, rows[0].length, undefined);
  runner.rows.values.set(rows.flat());
  const gram = await runner.run();
  await runner.release();
  return gram;
}

/** By the definition, in float64. */
function byDefinition(rows: readonly (readonly number[])[], bias: number, classes: number): number {
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, k) => sum + x * b[k], bias);
  let sum = 0;
  rows.forEach((a, i) => {
    for (const b of rows.slice(0, i)) {
      sum += agreement(classes, 1 - dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)));
    }
  });
  return (2 * sum) / (rows.length * (rows.length - 1));
}

describe('agreement from features', () => {
  const { normal } = seededRandom(5);
  const rows = Array.from({ length: 10 }, (_, i) => Array.from({ length: 30 }, () => (i + 1) * (normal() + 0.5)));

  it.each([
    [2, 0],
    [10, 0],
    [3, 20],
  ])('of %i classes is the mean of A_K over pairs, with a bias of %d', async (classes, bias) => {
    const means = meansOverPairs(await gramOf(rows), bias, classes)!;
    expect(means.agreement).toBeCloseTo(byDefinition(rows, bias, classes), 6);
  });

  it('keeps the digits of points that are almost alike', async () => {
    const [first, second] = [rows[0], rows[1]].map((x) => x.map((y) => Math.fround(y)));
    const near = first.map((x, k) => Math.fround(x + 1e-4 * second[k]));
    const difference = near.map((x, k) => x - first[k]);
    const size = (x: readonly number[]) => Math.sqrt(x.reduce((sum, y) => sum + y * y, 0));
    const along = difference.reduce((sum, x, k) => sum + x * first[k], 0) / size(first);
    const complement = (size(difference) ** 2 - along ** 2) / (2 * size(first) ** 2);
    const disagreement = 1 - meansOverPairs(await gramOf([first, near]), 0, 2)!.agreement;
    expect(disagreement / (1 - agreement(2, complement))).toBeCloseTo(1, 2);
  });

  it('of points of nothing but zeros is certain among themselves, and chance with others', async () => {
    const zeros = rows[0].map(() => 0);
    const among = async (bias: number, ...points: number[][]) =>
      meansOverPairs(await gramOf(points), bias, 4)!.agreement;
    expect(await among(0, zeros, zeros)).toBeCloseTo(1, 12);
    expect(await among(0, zeros, rows[0])).toBeCloseTo(0.25, 8);
    expect(await among(1, zeros, rows[0])).toBeGreaterThan(0.2501);
  });

  it('comes with the overlap of the points', async () => {
    const { correlation, complement } = meansOverPairs(await gramOf(rows), 20, 2)!;
    const overlap = overlapOfRows(Float32Array.from(rows.flat()), 10, 30, 20);
    expect(correlation).toBeCloseTo(overlap.correlation, 6);
    expect(complement).toBeCloseTo(overlap.complement, 6);
  });

  it('is left out where a feature overflowed', async () => {
    expect(meansOverPairs(await gramOf([rows[0], rows[1].map(() => Infinity)]), 0, 4)).toBeUndefined();
  });
});

describe('how many points are paired', () => {
  const paired = (network: string, points: number, init: Initialisation = he) => {
    const program = compile(parseNetwork(network).place([100]), init);
    return pairedPoints(program, points, costsOf(program, points, 'weights'), 16);
  };

  it('is all of them where that is cheap beside the hidden layers', () => {
    expect(paired('5*(dense(1000), relu), dense(2)', 200)).toBe(200);
  });

  it('is as many as tell enough where there are more', () => {
    expect(paired('5*(dense(1000), relu), dense(2)', 2000)).toBe(256);
  });

  it('is fewer where pairs cost more than the hidden layers', () => {
    const count = paired('5*(dense(100), relu), dense(2)', 1000);
    expect(count).toBeGreaterThanOrEqual(32);
    expect(count).toBeLessThan(256);
  });

  it('is none where so few would be left that readouts tell more', () => {
    expect(paired('dense(5), relu, dense(2)', 1000)).toBe(0);
  });

  it('is none where outputs are not Gaussian given the features', () => {
    const uniform = { ...he, law: 'uniform' } as const;
    expect(paired('5*(dense(1000), relu), dense(2)', 200, uniform)).toBe(0);
    expect(paired('5*(dense(1000), relu), dense(2), relu', 200)).toBe(0);
    expect(paired('5*(dense(1000), relu), dense(2), tanh', 200)).toBe(200);
    expect(paired('5*(dense(1000), relu), dense(2), flatten', 200)).toBe(0);
  });
});

async function drawn(network: string, data: string, options: MeasureOptions, readouts: number): Promise<TaskResult> {
  const { assignment, experiment } = planMeasurement(network, data, options);
  const executor = inlineExecutor(assignment);
  const result = await executor.run({ from: 0, to: experiment.initialisations, readouts, tracedBelow: 0 });
  await executor.close();
  return result;
}

describe('agreement from the features of whole networks', () => {
  // Four comparisons: |z| < 4 fails by chance once in 4,000 runs of other seeds.
  it.each([
    ['3*(dense(400), relu), dense(3)', 'gaussian(dim=20)', { points: 100 }],
    ['3*(dense(200), tanh), dense(2, sigmaB2=0.3)', 'digits', { points: 400 }],
    ['8*(dense(500), relu), dense(2)', 'gaussian(dim=20)', { points: 40, sampler: 'gram' }],
    ['5*(dense(400), relu), dense(1)', 'gaussian(dim=20)', { points: 50 }],
  ] as const)('is what counting guesses gives: %s on %s', async (network, data, options) => {
    const { draws } = await drawn(network, data, { ...options, inits: 60, seed: 3 }, 64);
    const classes = draws[0].counts.length / 64;
    const difference = new Running();
    for (const draw of draws) {
      const counted = agreementsOf(draw.counts, classes, options.points);
      difference.add(counted.reduce((sum, x) => sum + x, 0) / counted.length - draw.agreement!);
    }
    expect(difference.standardError).toBeLessThan(0.01);
    expect(Math.abs(zScore(difference.value(), difference.count, 0)!)).toBeLessThan(4);
  });
});
