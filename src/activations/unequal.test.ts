import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossingProbability } from '../numerics/quadrature/crossingProbability.ts';
import { normalCdf } from '../numerics/quadrature/normal.ts';
import { dual } from './dual.ts';
import { activationFamilies } from './index.ts';
import { rotatedDual } from './quadrature/quadrature.ts';
import { dualUnequal } from './unequal.ts';

const create = (name: string, ...args: (number | string)[]) =>
  activationFamilies.find((family) => family.name === name)!.create(...args);

const variance = fc.double({ min: 0.05, max: 6, noNaN: true });
const complement = fc.double({ min: 0.01, max: 1.95, noNaN: true });

/** Covariances in closed form, docs/theory §10; k = cov. */
const closed: Record<string, (q1: number, q2: number, k: number) => number> = {
  erf: (q1, q2, k) => (2 / Math.PI) * Math.asin((2 * k) / Math.sqrt((1 + 2 * q1) * (1 + 2 * q2))),
  sin: (q1, q2, k) => Math.exp(-(q1 + q2) / 2) * Math.sinh(k),
  gelu: (q1, q2, k) => {
    const S = Math.sqrt((1 + q1) * (1 + q2) - k * k);
    const arc = Math.asin(k / Math.sqrt((1 + q1) * (1 + q2)));
    return k / 4 + (k * arc + (q1 * q2 + k * k * (1 / (1 + q1) + 1 / (1 + q2) - 1)) / S) / (2 * Math.PI);
  },
};

describe('the dual map at unequal variances', () => {
  it.each(Object.entries(closed))('of %s has the closed covariance', (name, covariance) => {
    fc.assert(
      fc.property(variance, variance, complement, (q1, q2, m) => {
        const expected = covariance(q1, q2, Math.sqrt(q1 * q2) * (1 - m));
        expect(Math.abs(dualUnequal(create(name), q1, q2, m).cov - expected)).toBeLessThan(3e-14 * (1 + q1 + q2));
      }),
      { numRuns: 25, seed: 6 },
    );
  });

  it.each(['relu', 'leakyRelu', 'abs', 'step', 'sign', 'square', 'linear'])('of %s factors norms out', (name) => {
    const phi = create(name);
    fc.assert(
      fc.property(variance, variance, complement, (q1, q2, m) => {
        const [s1, s2] = [Math.sqrt(q1), Math.sqrt(q2)];
        const [alpha, beta] = [Math.sqrt(1 - m / 2), Math.sqrt(m / 2)];
        const numeric = rotatedDual(phi, { ux: s1 * alpha, uy: s1 * beta, vx: s2 * alpha, vy: s2 * beta });
        const exact = dualUnequal(phi, q1, q2, m);
        expect(Math.abs(numeric.cov - exact.cov)).toBeLessThan(1e-12 * (exact.spread + Math.abs(exact.cov)));
        expect(Math.abs(numeric.spread / exact.spread - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 15, seed: 7 },
    );
  });

  it.each(['tanh', 'elu', 'relu6', 'softplus', 'gelu', 'hardSwish', 'selu'])(
    'of %s is continuous at equal variances',
    (name) => {
      const phi = create(name);
      for (const m of [0.4, 1.6, 1e-4, 1e-9]) {
        const equal = dual(phi, { q: 1.5, cov: 1.5 * (1 - m), spread: 1.5 * m, complement: m });
        const near = dualUnequal(phi, 1.5, 1.5 * (1 + 1e-9), m);
        expect(near.spread / equal.spread).toBeCloseTo(1, 7);
        expect(near.cov).toBeCloseTo(equal.cov, 7);
      }
    },
  );

  it('of near-duplicates keeps the digits of the spread', () => {
    // tanh near 0 is linear: ½E(u − v)² = ½(√q₁ − √q₂)² + √(q₁q₂)(1 − c)
    const [q1, q2, m] = [1e-14, 4e-14, 1e-10];
    const { spread } = dualUnequal(create('tanh'), q1, q2, m);
    expect(spread / (0.5e-14 + 2e-14 * m)).toBeCloseTo(1, 12);
  });

  it('of a step away from 0 is half the probability that it parts the two, for near-duplicates and opposites, too', () => {
    const phi = create('activation', 'step(x - 0.7)');
    for (const ratio of [1, 1 + 1e-9, 1.001, 10]) {
      for (const m of [1e-12, 1e-6, 0.3, 1.7, 2 - 1e-9]) {
        const [h, g] = [0.7 / Math.sqrt(0.5), 0.7 / Math.sqrt(0.5 * ratio)];
        const parted = crossingProbability(h, normalCdf(-h), g, normalCdf(-g), m);
        expect(dualUnequal(phi, 0.5, 0.5 * ratio, m).spread / (parted / 2)).toBeCloseTo(1, 9);
      }
    }
  });

  it('takes perfectly correlated, opposite and vanishing points', () => {
    for (const name of ['tanh', 'elu', 'relu', 'softplus', 'hardTanh']) {
      const phi = create(name);
      for (const m of [0, 2]) {
        const { cov, spread } = dualUnequal(phi, 1, 2, m);
        expect(Number.isFinite(cov)).toBe(true);
        expect(spread).toBeGreaterThan(0);
      }
      expect(dualUnequal(phi, 0, 2, 0.5).cov).toBeCloseTo(phi.value(0) * 0, name === 'softplus' ? -1 : 12);
    }
  });
});
