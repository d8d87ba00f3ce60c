import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thresholdOf, together, verdictOf } from './verdict.ts';

const compared = (difference: number, error: number, least: number | null, most: number | null) => ({
  text: '',
  difference,
  error,
  least,
  most,
});

describe('a comparison', () => {
  it.each([
    ['well inside its bounds', compared(0.01, 0.01, -0.1, 0.1), 'confirmed'],
    ['inside, but not surely', compared(0.08, 0.01, -0.1, 0.1), 'inconclusive'],
    ['outside, but not surely', compared(0.12, 0.01, -0.1, 0.1), 'inconclusive'],
    ['well outside', compared(-0.2, 0.01, -0.1, 0.1), 'refuted'],
    ['too wide to be inside', compared(0, 0.1, -0.1, 0.1), 'inconclusive'],
    ['surely above', compared(0.05, 0.01, 0, null), 'confirmed'],
    ['surely not above', compared(-0.05, 0.01, 0, null), 'refuted'],
    ['perhaps above', compared(0.02, 0.01, 0, null), 'inconclusive'],
    ['surely below', compared(-0.05, 0.01, null, 0), 'confirmed'],
    ['the same, where more is asked', compared(0, 0, 0, null), 'inconclusive'],
    ['of what has no error bar', compared(0, Number.POSITIVE_INFINITY, -0.1, 0.1), 'inconclusive'],
    ['of infinite numbers', compared(Number.NaN, 0.1, 0, null), 'inconclusive'],
  ] as const)('%s', (_, one, verdict) => {
    expect(verdictOf(one, 3)).toBe(verdict);
  });

  it('never turns from confirmed to refuted, or back, as its error bar grows', () => {
    const finite = fc.double({ min: -5, max: 5, noNaN: true });
    const error = fc.double({ min: 0, max: 5, noNaN: true });
    fc.assert(
      fc.property(finite, error, error, (difference, small, more) => {
        const [before, after] = [small, small + more].map((size) => verdictOf(compared(difference, size, -1, 1), 3));
        if (after !== 'inconclusive') expect(after).toBe(before);
      }),
    );
  });
});

describe('the threshold', () => {
  it('rises with the number of comparisons, from that of 1 % for one', () => {
    expect(thresholdOf(1)).toBeCloseTo(2.5758293, 6);
    expect(thresholdOf(10)).toBeCloseTo(3.2905267, 6);
    expect(thresholdOf(1000)).toBeLessThan(4.5);
  });
});

describe('several verdicts together', () => {
  it('are refuted by one, and confirmed by all', () => {
    expect(together(['confirmed', 'inconclusive', 'refuted'])).toBe('refuted');
    expect(together(['confirmed', 'inconclusive'])).toBe('inconclusive');
    expect(together(['confirmed', 'confirmed'])).toBe('confirmed');
    expect(together([])).toBe('inconclusive');
  });
});
