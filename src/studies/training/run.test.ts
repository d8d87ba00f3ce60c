import { describe, expect, it } from 'vitest';
import { dataset } from '../../data/dataset.ts';
import { digits } from '../../data/sources/digits.ts';
import { UserError } from '../../errors.ts';
import { runMeasurement } from '../../measure/measure.ts';
import { planMeasurement } from '../../measure/plan/plan.ts';
import { inlineHost } from '../../measure/testing/host.fixture.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { train } from './run.ts';

/** Three clusters of 40 points in the plane. */
const { normal } = seededRandom(1);
const clusters = dataset(
  Array.from({ length: 120 }, (_, i) => {
    const angle = (2 * Math.PI * (i % 3)) / 3;
    return [2 * Math.cos(angle) + 0.3 * normal(), 2 * Math.sin(angle) + 0.3 * normal()];
  }).flat(),
  { shape: [2], labels: Array.from({ length: 120 }, (_, i) => i % 3), name: 'clusters' },
);

describe('training', () => {
  it.each(['3*(dense(40), relu), dense(10)', 'conv(6, 3), relu, maxPool(2), dense(10)'])(
    'begins with the networks that measure draws: %s',
    async (network) => {
      const same = { seed: 5, points: 300, preprocess: 'standardize', inits: 3, sigmaB2: 0.1 };
      const { runs } = await train(network, digits(), { ...same, steps: 1 });
      const plan = planMeasurement(network, digits(), { ...same, readouts: 1, sampler: 'weights' });
      const { maxFraction } = await runMeasurement(plan, inlineHost, {});
      const first = runs.map(([seen]) => seen.maxFraction);
      expect(first.reduce((sum, share) => sum + share, 0) / 3).toBeCloseTo(maxFraction.mean, 9);
    },
  );

  it.each(['sgd', 'adam'] as const)('with %s tells clusters apart', async (optimiser) => {
    const rate = optimiser === 'sgd' ? 0.1 : 0.02;
    const options = { optimiser, rate, batch: 16, steps: 100, inits: 2, seed: 3 };
    const { runs, status, classes } = await train('dense(20), relu, dense(3)', clusters, options);
    expect([status, classes, runs.length]).toEqual(['complete', 3, 2]);
    for (const run of runs) {
      const [first, last] = [run[0], run.at(-1)!];
      expect(last.heldOutAccuracy).toBeGreaterThan(0.95);
      expect(last.loss).toBeLessThan(0.2 * first.loss);
      expect(last.maxFraction).toBeLessThan(0.4);
    }
    expect(runs[0]).not.toEqual(runs[1]);
  });

  it('gives the same numbers again', async () => {
    const options = { batch: 16, steps: 5, inits: 2, seed: 3 };
    const [once, again] = [0, 1].map(() => train('dense(20), relu, dense(3)', clusters, options));
    expect(await once).toEqual(await again);
  });

  it('stops between steps when it is told to', async () => {
    const controller = new AbortController();
    const options = { batch: 16, steps: 40, inits: 3, signal: controller.signal };
    const training = await train('dense(4), tanh, dense(3)', clusters, {
      ...options,
      onProgress: () => controller.abort(),
    });
    expect([training.status, training.runs.length]).toEqual(['interrupted', 1]);
  });

  it.each([
    ['gaussian(dim=8)', {}, /gaussian\(dim=8\) has no classes/],
    ['digits', { rate: 0 }, /rate must be a number above 0/],
    ['digits', { heldOut: 1 }, /heldOut must be a number between 0 and 1/],
    ['digits', { batch: 2000 }, /a batch of 2000 is more than the 1438 points/],
    ['digits', { optimiser: 'adams' as 'adam' }, /unknown optimiser "adams"/],
  ])('says what is wrong with %s, %j', async (data, options, message) => {
    const training = train('dense(10)', data, options);
    await expect(training).rejects.toThrow(UserError);
    await expect(training).rejects.toThrow(message);
  });

  it('takes the classes there are, whatever their numbers', async () => {
    const numbered = { ...clusters, labels: clusters.labels!.map((label) => 3 * label + 5) };
    const { runs } = await train('dense(20), relu, dense(3)', numbered, { batch: 16, steps: 100, inits: 1 });
    expect(runs[0].at(-1)!.heldOutAccuracy).toBeGreaterThan(0.95);
  });

  it('needs an output for every class', async () => {
    await expect(train('dense(2)', clusters)).rejects.toThrow(/clusters has 3 classes, but the network tells 2 apart/);
  });
});
