import { describe, expect, it } from 'vitest';
import { dataset } from '../data/dataset.ts';
import { UserError } from '../errors.ts';
import { seededRandom } from '../numerics/seeded.ts';
import { train } from './train.ts';

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

  it('needs an output for every class', async () => {
    await expect(train('dense(2)', clusters)).rejects.toThrow(/classes up to 2, but the network tells 2 apart/);
  });
});
