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

  it('of ten says nothing of it', async () => {
    expect((await measured(10)).notes.join()).not.toContain('rough');
  });
});
