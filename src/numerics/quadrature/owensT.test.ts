import { describe, expect, it } from 'vitest';
import { integratePanels, panelEdges } from './gaussLegendre.ts';
import { normalCdf } from './normal.ts';
import { owensT } from './owensT.ts';

describe("Owen's T", () => {
  it.each([0.1, 0.5, 2, 4, 8, 15, 30])('at h = %d agrees with its integral', (h) => {
    for (const a of [1e-8, 0.1, 0.9, 1, 1.1, 3, 1000, 1e8]) {
      // Beyond s = 40/h nothing is left of the integrand.
      const end = Math.min(a, 40 / h);
      const integrand = (s: number) => Math.exp((-h * h * (1 + s * s)) / 2) / (2 * Math.PI * (1 + s * s));
      const exact = integratePanels(integrand, panelEdges(0, end, [], end / 200));
      const found = owensT(h, h * a, normalCdf(-h));
      expect(Math.abs(found - exact)).toBeLessThan(3e-16);
      expect(found / exact).toBeCloseTo(1, 6);
      expect(owensT(h, -h * a, normalCdf(-h))).toBe(-found);
    }
  });

  it('at an infinite leg is half the tail', () => {
    expect(owensT(1.3, Number.POSITIVE_INFINITY, normalCdf(-1.3))).toBe(normalCdf(-1.3) / 2);
    expect(owensT(0, Number.POSITIVE_INFINITY, 0.5)).toBe(0.25);
  });
});
