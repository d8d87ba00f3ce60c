import { describe, expect, it } from 'vitest';
import { gaussLegendre, integratePanels, panelEdges } from './gaussLegendre.ts';

describe('the Gauss–Legendre rule', () => {
  it.each([1, 2, 3, 5, 14, 20, 64])('of %d points is exact up to degree 2n − 1', (n) => {
    const { nodes, weights } = gaussLegendre(n);
    for (let degree = 0; degree < 2 * n; degree++) {
      const sum = nodes.reduce((total, x, i) => total + weights[i] * x ** degree, 0);
      expect(sum).toBeCloseTo(degree % 2 === 0 ? 2 / (degree + 1) : 0, 14);
    }
  });

  it('is ascending and symmetric', () => {
    const { nodes, weights } = gaussLegendre(7);
    for (let i = 0; i < 7; i++) {
      expect(nodes[i]).toBe(-nodes[6 - i] + 0);
      expect(weights[i]).toBe(weights[6 - i]);
      if (i > 0) expect(nodes[i]).toBeGreaterThan(nodes[i - 1]);
    }
  });

  it('is computed once', () => {
    expect(gaussLegendre(9)).toBe(gaussLegendre(9));
  });
});

describe('panels', () => {
  it('are cut where asked and nowhere wider than allowed', () => {
    expect(panelEdges(-2, 4, [3, 0, 9, -2], 2)).toEqual([-2, 0, 1.5, 3, 4]);
    expect(panelEdges(0, 1, [Number.NaN], 5)).toEqual([0, 1]);
    expect(panelEdges(1, 1, [], 5)).toEqual([1]);
  });

  it('integrate a kink to rounding', () => {
    const edges = panelEdges(-3, 3, [0.7], 3);
    expect(integratePanels((x) => Math.abs(x - 0.7), edges)).toBeCloseTo((3.7 ** 2 + 2.3 ** 2) / 2, 14);
  });
});
