import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barePercent, count, duration, percent, plain, plusMinus, roundToError, times, zScore } from './format.ts';

describe('a value with its error', () => {
  it.each([
    [0.36862, 0.00371, '0.3686 ± 0.0037'],
    [0.505, 0.0996, '0.51 ± 0.10'],
    [1.6, 0.04, '1.600 ± 0.040'],
    [-0.02, 0.11, '−0.02 ± 0.11'],
    [-0.001, 0.11, '0.00 ± 0.11'],
    [16292, 480, '16290 ± 480'],
    [1.32e16, 5e14, '1.320e16 ± 0.050e16'],
    [2e-6, 3e-7, '2.00e-6 ± 0.30e-6'],
    [1.5, 0, '1.5'],
    [1.5, Number.NaN, '1.5'],
    [Number.POSITIVE_INFINITY, 0, '∞'],
    [0, 0, '0'],
  ])('writes %d and %d as %s', (value, error, text) => {
    expect(plusMinus(value, error)).toBe(text);
  });

  it('shows two significant digits of the error and is off by less than one of the last digit', () => {
    const sizes = fc.double({ min: 1e-9, max: 1e12, noNaN: true });
    const values = fc.double({ min: -1e15, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(values, sizes, (value, error) => {
        fc.pre(error > 1e-12 * Math.abs(value));
        const { value: written, error: writtenError } = roundToError(value, error);
        const [shown, shownError] = [written, writtenError].map((text) => Number(text.replace('−', '-')));
        expect(Math.abs(shownError - error)).toBeLessThanOrEqual(0.0501 * error);
        expect(Math.abs(shown - value)).toBeLessThanOrEqual(0.0501 * error + 1e-12 * Math.abs(value));
        const digits = writtenError.replace(/e.*$/, '').replace('.', '').replace(/^0+/, '');
        expect(digits.replace(/0+$/, '').length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('is exact where the error is one of rounding', () => {
    expect(plusMinus(0.088388347648318, 1e-18)).toBe('0.08839');
    expect(percent(0.617715, 3e-8)).toBe('61.8 %');
    expect(percent(1, 1e-17)).toBe('100 %');
  });

  it('gives value and error the same number of decimals', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e5, max: 1e5, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
        (value, error) => {
          const rounded = roundToError(value, error);
          const decimals = (text: string) => text.replace(/e.*$/, '').split('.')[1]?.length ?? 0;
          expect(decimals(rounded.value)).toBe(decimals(rounded.error));
        },
      ),
    );
  });
});

describe('numbers for people', () => {
  it('writes shares as percentages', () => {
    expect(percent(0.5051, 0.0042)).toBe('50.5 % (±0.4)');
    expect(percent(0.5162, 0.0104)).toBe('51.6 % (±1.0)');
    expect(percent(0.10041, 0.0004)).toBe('10.04 % (±0.04)');
    expect(percent(1, 0)).toBe('100 %');
    expect(barePercent(1 / 3)).toBe('33.3 %');
    expect(barePercent(0.001)).toBe('0.1 %');
  });

  it('writes numbers without an error to four digits', () => {
    expect([0.46694, 13.2, 1.32e16, Infinity, 0, 100000, -2.5, null].map((value) => plain(value))).toEqual([
      '0.4669',
      '13.2',
      '1.32e16',
      '∞',
      '0',
      '100000',
      '−2.5',
      '–',
    ]);
  });

  it('writes z, ratios, counts and durations', () => {
    expect([zScore(1.06), zScore(-0.04), zScore(null), zScore(-123.4)]).toEqual(['1.1', '0.0', '–', '−123']);
    expect([times(3.42), times(27.8), times(Infinity), times(2.7e9)]).toEqual(['3.4×', '28×', '∞×', '2.7e9×']);
    expect([count(1797), duration(0.44), duration(42.4), duration(200)]).toEqual([
      '1,797',
      '0.4 s',
      '42 s',
      '3 min 20 s',
    ]);
  });
});

describe('numbers over all magnitudes', () => {
  const shares = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0, 1, 1 / 50_000, 1 - 1e-16, 5e-324),
  );
  const errors = fc.oneof(
    fc.double({ min: 0, max: 0.5, noNaN: true }),
    fc.constantFrom(0, 1e-300, 1e-18, 1e-7, Infinity),
  );

  it('writes shares between 0 and 100 %, never as a power of ten of a hundred', () => {
    fc.assert(
      fc.property(shares, errors, (share, error) => {
        for (const text of [percent(share, error), barePercent(share)]) {
          const value = Number(text.replace(/ %.*$/, ''));
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(100);
          expect(text).not.toMatch(/e\+|NaN|undefined|±0\.0+\)/);
        }
      }),
    );
  });

  it('parts thousands of ratios', () => {
    expect(times(50_123)).toBe('50,000×');
    expect(times(3.42)).toBe('3.4×');
    expect(times(1e16)).toBe('1e16×');
  });
});
