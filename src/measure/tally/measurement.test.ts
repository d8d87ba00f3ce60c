import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../results/schema.ts';
import { inlineExecutor } from '../draw/executor.ts';
import { type Host, runMeasurement } from '../measure.ts';
import { planMeasurement } from '../plan/plan.ts';

const host: Host = {
  executor: inlineExecutor,
  provenance: (workers) => ({ firstguess: '', node: '', platform: '', processor: '', workers, date: '' }),
};

const measured = (inits: number): Promise<Measurement> =>
  runMeasurement(planMeasurement('dense(3)', 'gaussian(dim=4)', { inits, points: 12, readouts: 2 }), host, {});

describe('a measurement without theory', () => {
  it('has no expectations, and says why', async () => {
    const plan = planMeasurement('dense(9), relu, dense(3)', 'gaussian(dim=4)', { inits: 12, points: 12, readouts: 2 });
    const { agreement, prediction, summary, notes } = await runMeasurement(plan, host, { theory: false });
    expect([agreement.theory, agreement.z, prediction.gamma]).toEqual([null, null, null]);
    expect(prediction.layers.map(({ gamma }) => gamma)).toEqual([null, null, null]);
    expect(notes[0]).toBe('theory was left out (--no-theory)');
    expect(summary).toContain('Theory was left out.');
  });
});

describe('a measurement of few initialisations', () => {
  it.each([
    [2, '70 %'],
    [5, '88 %'],
    [9, '92 %'],
  ])('of %d says how rough its errors are, and what to do', async (inits, share) => {
    expect((await measured(inits)).notes).toContain(
      `errors of ${inits} initialisations are rough: two of them cover about ${share}, not 95 %; draw 10 or more (--inits)`,
    );
  });

  it('says that the error asked for was not reached, and how many would reach it', async () => {
    const plan = planMeasurement('dense(3)', 'gaussian(dim=4)', { inits: 20, points: 12, readouts: 2, untilSe: 1e-9 });
    const { status, notes } = await runMeasurement(plan, host, {});
    expect(status).toBe('complete');
    expect(notes.join()).toMatch(/the standard error asked for, 1e-9, was not reached in 20 init.*about [\d,]+ would/);
  });

  it('of ten says nothing of it', async () => {
    expect((await measured(10)).notes.join()).not.toContain('rough');
  });
});
