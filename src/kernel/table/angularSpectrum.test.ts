import { describe, expect, it } from 'vitest';
import type { Activation } from '../../activations/activation.ts';
import { hardTanh } from '../../activations/families/clipped.ts';
import { relu } from '../../activations/families/rectifiers.ts';
import { erf, tanh } from '../../activations/families/saturating.ts';
import { dualUnequal } from '../../activations/unequal.ts';
import { angularSpectrum } from './angularSpectrum.ts';

/** 1 − c′ from the spectrum, term by term. */
function complementFrom(phi: Activation, q1: number, q2: number, theta: number): number {
  const { radii, vectors } = angularSpectrum(phi, [q1, q2]);
  const [f, g] = vectors;
  let complement = 0;
  for (let i = 0; i < Math.max(f.length, g.length); i++) {
    const [a, b] = [f[i] ?? 0, g[i] ?? 0];
    complement += (a - b) ** 2 / 2 + 2 * Math.sin((Math.floor(i / radii) * theta) / 2) ** 2 * a * b;
  }
  return complement;
}

describe('the angular spectrum', () => {
  it.each([
    ['tanh', tanh, 1e-11],
    ['erf', erf, 1e-10],
    ['relu', relu, 1e-6],
    ['hardTanh', hardTanh, 1e-5],
  ] as const)('gives the dual map of %s at unequal variances', (_, family, tolerance) => {
    const phi = family.create();
    for (const [q1, q2] of [
      [1, 1],
      [0.5, 4],
      [20, 9],
    ]) {
      for (const theta of [0, 0.01, 0.7, 1.6, 3]) {
        const norms = [q1, q2].map((q) => Math.sqrt(dualUnequal(phi, q, q, 0).cov));
        const { spread } = dualUnequal(phi, q1, q2, 2 * Math.sin(theta / 2) ** 2);
        const expected = (spread - (norms[0] - norms[1]) ** 2 / 2) / (norms[0] * norms[1]);
        expect(Math.abs(complementFrom(phi, q1, q2, theta) - expected)).toBeLessThan(tolerance);
      }
    }
  });

  it('knows how fast its vectors turn with log q', () => {
    for (const phi of [tanh.create(), hardTanh.create()]) {
      const h = 0.01;
      const { vectors, speeds } = angularSpectrum(phi, [1.5 * Math.exp(-h), 1.5, 1.5 * Math.exp(h)]);
      const [f, , g] = vectors;
      const halfSquare = f.reduce((sum, x, i) => sum + (x - g[i]) ** 2, 0) / 2;
      expect(halfSquare / (2 * h) ** 2 / speeds[1]).toBeCloseTo(1, phi.kinks.length > 0 ? 1 : 4);
    }
  });
});
