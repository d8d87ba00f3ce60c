import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossingProbability } from './crossingProbability.ts';
import { integratePanels } from './gaussLegendre.ts';
import { normalCdf, normalPdf } from './normal.ts';

const crossing = (h: number, g: number, complement: number) =>
  crossingProbability(h, normalCdf(-h), g, normalCdf(-g), complement);

const level = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 9, noNaN: true }));
const near = fc.double({ min: -12, max: 0, noNaN: true }).map((power) => 10 ** power);
const complement = fc.oneof(
  fc.double({ min: 1e-3, max: 1.999, noNaN: true }),
  near,
  near.map((m) => 2 - m),
);

/**
 * |Φ(h) − Φ(g)| + (1/π) ∫₀^θ exp(−(h − g)²/(2 sin² t) − hg/(1 + cos t)) dt, in which nothing cancels (Plackett 1954), over
 * log t and log(π − t), because the integrand changes at t and π − t as small as |h − g|.
 */
function plackett(h: number, g: number, m: number): number {
  const density = (half: number) =>
    Math.exp(-((h - g) ** 2) / (2 * Math.sin(2 * half) ** 2) - (h * g) / (2 * Math.cos(half) ** 2)) / Math.PI;
  const halfTheta = Math.atan2(Math.sqrt(m), Math.sqrt(2 - m));
  const supplement = Math.atan2(Math.sqrt(2 - m), Math.sqrt(m));
  const first = overLog((t) => density(t), 0, Math.min(halfTheta, Math.PI / 4));
  const second = overLog((t) => density(Math.PI / 2 - t), supplement, Math.PI / 4);
  const apart = integratePanels((x) => normalPdf((h + g) / 2 + x), [-Math.abs(h - g) / 2, 0, Math.abs(h - g) / 2]);
  return apart + 2 * (first + second);
}

function overLog(f: (x: number) => number, from: number, to: number): number {
  if (from >= to) return 0;
  const lowest = Math.max(Math.log(from), Math.log(to) - 40);
  const edges = Array.from({ length: 201 }, (_, i) => lowest + ((Math.log(to) - lowest) * i) / 200);
  return integratePanels((x) => Math.exp(x) * f(Math.exp(x)), edges);
}

describe('the probability that two normals lie on different sides of their levels', () => {
  it("agrees with Plackett's integral over the angle", () => {
    fc.assert(
      fc.property(level, level, complement, (h, g, m) => {
        expect(Math.abs(crossing(h, g, m) - plackett(h, g, m))).toBeLessThan(4e-15);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps its digits far out', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 5, max: 30, noNaN: true }),
        fc.double({ min: -0.3, max: 0.3, noNaN: true }),
        fc.double({ min: 1e-3, max: 2, noNaN: true }),
        (h, gap, m) => {
          expect(crossing(h, h + gap, m) / plackett(h, h + gap, m)).toBeCloseTo(1, 5);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps its digits where both normals and both levels nearly coincide', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 3, noNaN: true }), near, near, (h, gap, m) => {
        expect(crossing(h, h * (1 + gap), m) / plackett(h, h * (1 + gap), m)).toBeCloseTo(1, 8);
      }),
      { numRuns: 300 },
    );
  });

  it('is θ/π at levels 0, the mass between the levels at c = 1, and that beyond them at c = −1', () => {
    expect(crossing(0, 0, 0.5)).toBeCloseTo(1 / 3, 15);
    expect([crossing(0, 0, 0), crossing(0, 0, 2)]).toEqual([0, 1]);
    expect(crossing(0.3, 1.2, 0)).toBeCloseTo(normalCdf(1.2) - normalCdf(0.3), 15);
    expect(crossing(0.7, 0.7, 0)).toBe(0);
    expect(crossing(0.3, 1.2, 2)).toBeCloseTo(normalCdf(-0.3) + normalCdf(-1.2), 15);
    expect(crossing(0, 1.2, 2)).toBeCloseTo(0.5 + normalCdf(-1.2), 15);
  });

  it('is finite however far out the levels are', () => {
    for (const [h, g] of [
      [1e160, 1e160],
      [1e160, 0.3],
      [1e160, 0],
      [5e307, 4e307],
    ]) {
      for (const m of [0, 1e-30, 1e-12, 1, 2 - 1e-15, 2]) {
        const found = crossing(h, g, m);
        const apart = Math.abs(normalCdf(-h) - normalCdf(-g));
        expect(found).toBeGreaterThanOrEqual(0);
        expect(Math.abs(found - apart)).toBeLessThan(1e-15);
      }
    }
  });
});
