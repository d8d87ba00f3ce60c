import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../../src/measure/draw/executor.ts';
import { planMeasurement } from '../../../src/measure/plan/plan.ts';
import { LiveDraws } from './live.ts';

const plan = planMeasurement('dense(20), relu, dense(3)', 'gaussian(dim=20)', { seed: 4, points: 50, inits: 1000 });

function draws(workers: number) {
  // As threads do, each draws one task at a time.
  const idle = Array.from({ length: workers }, () => inlineExecutor(plan.assignment));
  let reached: () => void = () => {};
  const live = new LiveDraws(
    plan,
    {
      workers,
      async run(task) {
        const executor = idle.pop()!;
        const result = await executor.run(task);
        idle.push(executor);
        return result;
      },
      close: async () => {},
    },
    ({ tally }) => {
      if (tally.draws >= 40) reached();
    },
    (error) => {
      throw error;
    },
  );
  return { live, until40: new Promise<void>((resolve) => (reached = resolve)) };
}

describe('drawing while one looks', () => {
  it('counts initialisations in order, whatever the number of threads', async () => {
    const [one, three] = [draws(1), draws(3)];
    for (const { live, until40 } of [one, three]) {
      live.start();
      await until40;
      live.pause();
      expect(live.isRunning).toBe(false);
    }
    const [a, b] = [one.live.tally.firstCounts, three.live.tally.firstCounts];
    const both = Math.min(a.length, b.length);
    expect(both).toBeGreaterThanOrEqual(40);
    expect(b.slice(0, both)).toEqual(a.slice(0, both));
    await Promise.all([one.live.close(), three.live.close()]);
  });

  it('goes on by a single initialisation', async () => {
    const { live } = draws(1);
    await live.step();
    await live.step();
    expect(live.tally.draws).toBe(2);
    await live.close();
  });
});
