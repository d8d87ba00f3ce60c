import { describe, expect, it } from 'vitest';
import { jackknifeError } from './jackknife.ts';

describe('the error by the jackknife', () => {
  it('of a mean is the usual one', () => {
    const values = [1, 2, 4];
    const without = values.map((value) => (7 - value) / 2);
    expect(jackknifeError(without)).toBeCloseTo(Math.sqrt((16 / 9 + 1 / 9 + 25 / 9) / 6), 14);
  });

  it('is exactly 0 where nothing depends on what is left out', () => {
    expect(jackknifeError(new Array(7).fill(0.1))).toBe(0);
  });

  it('is NaN where the statistic is undefined without some part', () => {
    expect(jackknifeError([1, Infinity, 2])).toBeNaN();
  });
});
