import { describe, expect, it } from 'vitest';
import { affordableBatches, batchSeconds, factorSeconds, fewestSeconds, usualBatches } from './processSeconds.ts';

describe('batches of networks drawn over given points', () => {
  it('are as many as usual where ten seconds do', () => {
    for (const classes of [2, 10, 100]) expect(affordableBatches(1797, classes, 10)).toBe(usualBatches(classes));
  });

  it('are fewer for many classes, and none where five take longer', () => {
    const batches = affordableBatches(1797, 1000, 10)!;
    expect(batches).toBeGreaterThanOrEqual(5);
    expect(factorSeconds(1797) + batches * batchSeconds(1797, 1000)).toBeLessThanOrEqual(10);
    expect(affordableBatches(1797, 32_000, 10)).toBeUndefined();
    expect(affordableBatches(1797, 32_000, fewestSeconds(1797, 32_000) * 1.01)).toBe(5);
  });
});
