import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalDeviate } from './student.ts';

describe('the normal deviate of a t', () => {
  it.each([
    // By mpmath at 40 digits: P(T ≥ t) as a regularised incomplete beta function, and the normal deviate of it.
    [1, 1, 0.6744897501960817],
    [4, 1, 1.418796817645409],
    [1e8, 1, 5.80684248065083],
    [4, 2, 1.901848539595485],
    [4, 3, 2.197167916994612],
    [40, 3, 4.142322249147967],
    [4, 9, 2.956608444994049],
    [2, 199, 1.987563374087471],
    [4, 199, 3.918027403787243],
    [30, 199, 18.42082544982927],
    [1000, 199, 41.15602311634205],
    [4, 1e6, 3.999983000144123],
  ])('t = %d of %d degrees of freedom', (t, freedom, expected) => {
    const found = normalDeviate(t, freedom);
    expect(Math.abs(found - expected)).toBeLessThan(t <= 4 ? 3e-4 : 0.002 * expected);
    expect(normalDeviate(-t, freedom)).toBe(-found);
  });

  it('is exact to 1e-7 from ten draws on, where |t| ≤ 4', () => {
    expect(normalDeviate(4.5, 9)).toBeCloseTo(3.176828723934549, 6);
    expect(normalDeviate(0.5, 1000)).toBeCloseTo(0.4998437802903779, 12);
  });

  it('never lies farther out than t, and tends to it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e300, noNaN: true }), fc.integer({ min: 1, max: 1e6 }), (t, freedom) => {
        expect(normalDeviate(t, freedom)).toBeLessThanOrEqual(t * (1 + 1e-12));
      }),
    );
    expect(normalDeviate(3.5, 1e14)).toBeCloseTo(3.5, 12);
    expect(normalDeviate(0, 1)).toBeCloseTo(0, 15);
    expect(normalDeviate(0, 7)).toBe(0);
  });
});
