import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bivariateNormalCdf, CorrelatedNormals } from './bivariateNormal.ts';
import { integratePanels } from './gaussLegendre.ts';
import { normalCdf, normalPdf } from './normal.ts';

const level = fc.double({ min: -6, max: 6, noNaN: true });
const complement = fc.double({ min: 0.01, max: 1.99, noNaN: true });

describe('the bivariate normal law', () => {
  it('agrees with Φ₂ = ∫ φ(t) Φ((v − ct)/√(1−c²)) dt over t ≤ u', () => {
    fc.assert(
      fc.property(level, level, complement, (u, v, omc) => {
        const c = 1 - omc;
        const s = Math.sqrt(omc * (1 + c));
        const edges = Array.from({ length: 121 }, (_, i) => -9 + (i / 120) * (u + 9));
        const direct = integratePanels((t) => normalPdf(t) * normalCdf((v - c * t) / s), edges);
        expect(Math.abs(bivariateNormalCdf(u, v, omc) - direct)).toBeLessThan(2e-15);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('factors without correlation, and is Φ of the smaller level when both normals nearly coincide', () => {
    expect(bivariateNormalCdf(0.3, -1.1, 1)).toBeCloseTo(normalCdf(0.3) * normalCdf(-1.1), 15);
    expect(bivariateNormalCdf(0.3, -1.1, 1e-14)).toBeCloseTo(normalCdf(-1.1), 15);
    expect(bivariateNormalCdf(0.3, 0.3, 1e-14)).toBeCloseTo(normalCdf(0.3), 7);
  });

  it("starts at the corner with Sheppard's ¼ + arcsin(c)/2π, and is continuous there", () => {
    const pair = new CorrelatedNormals(0.3);
    expect(pair.cdf(0, 0)).toBeCloseTo(0.25 + Math.asin(0.7) / (2 * Math.PI), 15);
    for (const [x, y] of [
      [1e-12, 0],
      [0, 1e-12],
      [-1e-12, 1e-12],
    ]) {
      expect(pair.cdf(x, y)).toBeCloseTo(pair.cdf(0, 0), 11);
    }
  });

  it('is symmetric in its levels and the four quadrants add up to one', () => {
    fc.assert(
      fc.property(level, level, complement, (u, v, omc) => {
        const here = bivariateNormalCdf(u, v, omc);
        expect(Math.abs(here - bivariateNormalCdf(v, u, omc))).toBeLessThan(1e-15);
        const quadrants =
          here +
          bivariateNormalCdf(-u, v, 2 - omc) +
          bivariateNormalCdf(u, -v, 2 - omc) +
          bivariateNormalCdf(-u, -v, omc);
        expect(Math.abs(quadrants - 1)).toBeLessThan(2e-15);
      }),
      { seed: 1 },
    );
  });
});
