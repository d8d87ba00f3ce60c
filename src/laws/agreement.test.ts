import { describe, expect, it } from 'vitest';
import golden from '../../checks/golden.json' with { type: 'json' };
import { normalCdf, normalPdf } from '../numerics/quadrature/normal.ts';
import { trapezoid } from '../numerics/quadrature/trapezoid.ts';
import { agreement } from './agreement.ts';
import { agreementFit, disagreement } from './agreementFit.ts';
import { expectedMaximum } from './expectedMaximum.ts';

const allClasses = [2, 3, 4, 10, 30, 100, 1000];

describe('agreement', () => {
  it.each(golden.kclass)('of $K classes at γ = $gamma has its golden value', ({ K, gamma, A }) => {
    expect(Math.abs(agreement(K, 1 / (1 + gamma)) / A - 1)).toBeLessThan(1e-12);
  });

  it('has arbitrary-precision values for two and three classes', () => {
    for (const row of Object.values(golden.binary)) {
      expect(agreement(2, Number(row.omc))).toBeCloseTo(Number(row.agree), 14);
    }
    for (const { K, gamma, A_closed_mp } of golden.kclass) {
      if (A_closed_mp) expect(agreement(K, 1 / (1 + gamma))).toBeCloseTo(Number(A_closed_mp), 14);
    }
  });

  it.each(allClasses)('of %i classes is 0 for opposite, 1/K for unrelated, 1 for equal inputs', (classes) => {
    expect(agreement(classes, 2)).toBeCloseTo(0, 14);
    expect(agreement(classes, 1) * classes).toBeCloseTo(1, 12);
    expect(agreement(classes, 0)).toBe(1);
  });

  it('rises from 1/K with slope e_K²/(K−1) where the correlation sets in', () => {
    for (const classes of allClasses) {
      const c = 1e-5;
      const slope = expectedMaximum(classes) ** 2 / (classes - 1);
      expect((agreement(classes, 1 - c) - agreement(classes, 1 + c)) / (2 * c) / slope).toBeCloseTo(1, 5);
    }
  });

  it('refuses arguments without meaning', () => {
    expect(() => agreement(1, 0.5)).toThrow(RangeError);
    expect(() => agreement(2.5, 0.5)).toThrow(RangeError);
    expect(() => agreement(10, -0.1)).toThrow(RangeError);
    expect(() => agreement(10, Number.NaN)).toThrow(RangeError);
  });
});

describe('the fit of the agreement', () => {
  it.each(allClasses)('for %i classes follows it from opposite to equal inputs', (classes) => {
    const fitted = agreementFit(classes);
    for (let i = 0; i <= 40; i++) {
      const complement = 2 * Math.sin((i / 40) * (Math.PI / 2)) ** 2;
      expect(Math.abs(fitted(complement) - agreement(classes, complement))).toBeLessThan(5e-13);
    }
  });

  it('keeps the disagreement of near-duplicates precise', () => {
    // Known limits k_K of (1 − A_K)/√(1−c), docs/theory §2.
    expect(disagreement(2, 1e-16) / 1e-8).toBeCloseTo(Math.SQRT2 / Math.PI, 8);
    expect(disagreement(3, 1e-16) / 1e-8).toBeCloseTo(0.67524, 5);
    expect(disagreement(1000, 1e-16) / 1e-8).toBeCloseTo(2.586, 3);
    // A single integral rules the limit for every K: k_K ∝ K (K−1) ∫ φ² Φ^(K−2), ties of the two largest outputs.
    const classes = 10;
    const ties = trapezoid((x) => normalPdf(x) ** 2 * normalCdf(x) ** (classes - 2), -9, 9, 0.05);
    expect(disagreement(classes, 1e-20) / 1e-10 / ties).toBeCloseTo(classes * (classes - 1) * tieFactor(), 7);
  });
});

/** k_K = factor · K (K−1) ∫ φ² Φ^(K−2) with the same factor for every K: at K = 2 k₂ = √2/π and ∫ φ² = 1/(2√π). */
function tieFactor(): number {
  return (Math.SQRT2 / Math.PI) * Math.sqrt(Math.PI);
}

describe('the expected maximum of normals', () => {
  it.each(Object.entries(golden.emax_normals))('of %s has its golden value', (count, [mean]) => {
    expect(Math.abs(expectedMaximum(Number(count)) / mean - 1)).toBeLessThan(1e-12);
  });
});
