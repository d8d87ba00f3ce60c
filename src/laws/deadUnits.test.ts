import { describe, expect, it } from 'vitest';
import golden from '../../checks/golden-2.json' with { type: 'json' };
import { deadShare } from './deadUnits.ts';

describe('the share of dead relu units', () => {
  it.each(golden.dead_units)('is the golden one at c = $c on $N points', ({ c, N, p }) => {
    expect(Math.abs(deadShare(c / (1 - c), N) - Number(p))).toBeLessThan(1e-10);
  });

  it('is 1/(N + 1) where units vary as much between networks as between points', () => {
    for (const points of [1, 7, 1797, 100_000]) expect(deadShare(1, points)).toBeCloseTo(1 / (points + 1), 12);
  });

  it('is that of independent signs without bias, and a half where all points are alike', () => {
    expect(deadShare(0, 3)).toBeCloseTo(1 / 8, 13);
    expect(deadShare(Infinity, 1000)).toBe(0.5);
    expect(deadShare(1e8, 1000)).toBeCloseTo(0.5, 3);
  });
});
