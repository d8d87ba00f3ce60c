import erfc from '@stdlib/math-base-special-erfc';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logNormalCdf, normalCdf, normalPdf, normalQuantile } from './normal.ts';

describe('the normal law', () => {
  it('has the tabulated values', () => {
    expect(normalPdf(0)).toBeCloseTo(0.3989422804014327, 15);
    expect(normalCdf(1.96)).toBeCloseTo(0.9750021048517795, 15);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
  });

  it('is the complementary error function, where it is expanded about a point nearby and beyond', () => {
    fc.assert(
      fc.property(fc.double({ min: -12, max: 12, noNaN: true }), (x) => {
        // Rounding −x/√2 alone moves erfc by x² 1e−16.
        expect(Math.abs(normalCdf(x) / (0.5 * erfc(-x * Math.SQRT1_2)) - 1)).toBeLessThan(2e-14);
      }),
      { numRuns: 1000 },
    );
    expect([-Infinity, 0, Infinity].map(normalCdf)).toEqual([0, 0.5, 1]);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });

  it('keeps relative precision far in the lower tail', () => {
    expect(normalCdf(-30) / 4.906713927148187e-198 - 1).toBeLessThan(1e-12);
    expect(normalQuantile(normalCdf(-30))).toBeCloseTo(-30, 12);
  });

  it('has a logarithm that neither underflows nor loses digits where its two branches meet', () => {
    expect(logNormalCdf(-100) / -5005.524208694205 - 1).toBeCloseTo(0, 14);
    expect(logNormalCdf(-1 - 1e-12)).toBeCloseTo(logNormalCdf(-1 + 1e-12), 11);
    for (const x of [-30, -5, -1.5, -0.5, 0, 2]) expect(logNormalCdf(x) / Math.log(normalCdf(x))).toBeCloseTo(1, 13);
    expect(logNormalCdf(9) / -normalCdf(-9)).toBeCloseTo(1, 13);
  });
});
