import { describe, expect, it } from 'vitest';
import { controlledMean } from './controlVariates.ts';
import { seededRandom } from './seeded.ts';

describe('control variates', () => {
  const random = seededRandom(4);
  const x = Float64Array.from({ length: 1000 }, random.normal);
  const noise = Float64Array.from({ length: 1000 }, random.normal);
  const y = x.map((value, i) => 5 + 3 * value + 0.01 * noise[i]);

  it('take away what is linear in them, from the value and from its error', () => {
    const plain = controlledMean(y, []);
    const controlled = controlledMean(y, [{ draws: x, expectation: 0 }]);
    expect(plain.error).toBeGreaterThan(0.09);
    expect(controlled.error).toBeLessThan(0.0004);
    expect(Math.abs(controlled.value - 5)).toBeLessThan(4 * controlled.error);
  });

  it('do no harm when they are constant or repeat each other', () => {
    const once = controlledMean(y, [{ draws: x, expectation: 0 }]);
    const redundant = controlledMean(y, [
      { draws: x, expectation: 0 },
      { draws: x.map((value) => 2 * value + 1), expectation: 1 },
      { draws: x.map(() => 1), expectation: 1 },
    ]);
    expect(redundant.value).toBeCloseTo(once.value, 12);
    expect(redundant.error).toBeCloseTo(once.error, 12);
  });
});
