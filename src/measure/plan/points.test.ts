import { describe, expect, it } from 'vitest';
import { blobs } from '../../data/sources/blobs.ts';
import { UserError } from '../../errors.ts';
import type { Measurement } from '../../results/schema.ts';
import { inlineExecutor, type TaskResult } from '../draw/executor.ts';
import { type Host, type MeasurementStore, runMeasurement } from '../measure.ts';
import { type MeasureOptions, planMeasurement } from './plan.ts';
import { type Effort, leastEffort } from './points.ts';

/** Several drawers side by side, as several threads would have them. */
function hostOf(workers: number, store?: MeasurementStore): Host {
  return {
    executor: (assignment) => {
      const lanes = Array.from({ length: workers }, () => inlineExecutor(assignment));
      let next = 0;
      return {
        workers,
        run: (task) => lanes[next++ % workers].run(task),
        close: async () => void (await Promise.all(lanes.map((lane) => lane.close()))),
      };
    },
    store,
    provenance: () => ({ firstguess: '', node: '', platform: '', processor: '', workers, date: '' }),
  };
}

function measured(network: string, data: string, options: MeasureOptions, host = hostOf(1)): Promise<Measurement> {
  const wanted = { points: 'auto', ...options } as const;
  return runMeasurement(planMeasurement(network, data, wanted), host, wanted);
}

const chosen = (notes: readonly string[]) => notes.find((note) => note.includes('points'));

describe('points that a pilot chooses', () => {
  const [network, data] = ['2*(dense(64), relu), dense(3)', 'gaussian(dim=64)'];

  it.each([
    ['3*(dense(300), relu), dense(2)', 'gaussian(dim=300)', {}],
    ['2*(dense(400), tanh), dense(10)', 'gaussian(dim=400, mean=1)', { sigmaB2: 0.1 }],
    ['dense(300), gelu, maxPool(2), dense(3)', 'gaussian(dim=300)', { readouts: 4 }],
  ])(
    'of %s on %s leave agreement and largest fraction where theory has them at that number',
    async (...setup) => {
      const m = await measured(setup[0], setup[1], { ...setup[2], inits: 60 });
      expect(m.prediction.points).toBe(m.points);
      // Counted, as in the checks: from the features it is known so well that a width of 300 shows at any number of points.
      const { mean, standardError } = m.agreementCounted ?? m.agreement;
      expect(Math.abs(mean - m.agreement.theory!) / standardError).toBeLessThan(4);
      expect(Math.abs(m.maxFraction.z!)).toBeLessThan(4);
    },
    60_000,
  );

  it('are the same for any number of workers, and for the same seed', async () => {
    const [one, three] = await Promise.all([1, 3].map((n) => measured(network, data, { inits: 12 }, hostOf(n))));
    expect(three.points).toBe(one.points);
    expect(three.readouts).toBe(one.readouts);
    expect(three.agreement).toEqual(one.agreement);
    expect(three.notes).toEqual(one.notes);
  }, 60_000);

  it('are named with what is gained over the default', async () => {
    const { notes, points, experiment } = await measured(network, data, { inits: 4 });
    expect(experiment.points).toBe('auto');
    expect(points).toBeLessThan(1000);
    expect(chosen(notes)).toMatch(
      new RegExp(
        `^${points} points an initialisation, chosen by a pilot: .* is [\\d.]+ times smaller than with 1,000$`,
      ),
    );
  });

  it('are remembered by a run that is resumed', async () => {
    let effort: Effort | undefined;
    const blocks = new Map<number, TaskResult>();
    const store = (known?: Effort): MeasurementStore => ({
      effort: known,
      begin: async (_plan, begun) => {
        effort = begun;
      },
      has: (block) => blocks.has(block),
      read: async (block) => blocks.get(block)!,
      write: async (block, result) => void blocks.set(block, result),
    });
    const whole = await measured(network, data, { inits: 32 }, hostOf(1, store()));
    expect(effort).toMatchObject({ points: whole.points, readouts: whole.readouts });
    const [, ...later] = [...blocks.keys()];
    for (const block of later) blocks.delete(block);
    const resumed = await measured(network, data, { inits: 32 }, hostOf(1, store(effort)));
    expect({ ...resumed, seconds: 0 }).toEqual({ ...whole, seconds: 0 });
  });

  it('are the default where agreement depends on their number, which is said', async () => {
    const coupled = await measured('dense(20), batchNorm, relu, dense(3)', 'gaussian(dim=10)', { inits: 4 });
    expect(coupled.points).toBe(1000);
    expect(coupled.notes).toContainEqual(expect.stringMatching(/^1,000 points, the default: .* depend on the others$/));
    const processed = await measured(network, data, { inits: 4, preprocess: 'standardize' });
    expect(chosen(processed.notes)).toMatch(/statistics from the points$/);
  });

  it('are for generated data that are drawn again and again', () => {
    const given = () => planMeasurement(network, blobs({ points: 20, dim: 4 }), { points: 'auto' });
    expect(given).toThrow(UserError);
    expect(given).toThrow('all 20 points of');
    expect(() => planMeasurement(network, data, { points: 'auto', dataDraw: 'once' })).toThrow('"once"');
  });
});

describe('the least variance × cost', () => {
  const { setup, experiment } = planMeasurement('3*(dense(500), relu), dense(10)', 'gaussian(dim=500)', {
    points: 'auto',
  });
  const nothing = { hidden: 0, readout: 0, shared: 0, first: 0, second: 0 };

  it('needs few points where hidden draws differ most, and many where points do', () => {
    const hidden = leastEffort({ ...nothing, hidden: 0.01, readout: 0.01 }, setup, experiment);
    expect(hidden.points).toBe(64);
    expect(hidden.gain).toBeGreaterThan(2);
    const spread = { ...nothing, hidden: 1e-6, shared: 1, first: 1 };
    const counted = { ...setup, init: { ...setup.init, law: 'uniform' as const } };
    expect(leastEffort(spread, counted, experiment).points).toBeGreaterThan(500);
  });

  it('leaves some points for each class', () => {
    const wide = planMeasurement('dense(500), relu, dense(100)', 'gaussian(dim=500)', { points: 'auto' });
    expect(leastEffort({ ...nothing, hidden: 1 }, wide.setup, wide.experiment).points).toBe(512);
  });

  it('keeps the readouts that are asked for', () => {
    const { points, readouts } = leastEffort({ ...nothing, hidden: 1 }, setup, { ...experiment, readouts: 7 });
    expect([points, readouts]).toEqual([64, 7]);
  });

  it('stays with the default where nothing varies', () => {
    expect(leastEffort(nothing, setup, experiment)).toMatchObject({ points: 1000, gain: 1 });
  });
});
