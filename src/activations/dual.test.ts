import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '../../checks/golden.json' with { type: 'json' };
import type { Activation, GaussianPair } from './activation.ts';
import { dual } from './dual.ts';
import { activationFamilies } from './index.ts';
import { derivativeSecondMomentOf, meanOf, secondMomentOf, varianceOf } from './moments.ts';
import { quadratureDual } from './quadrature/quadrature.ts';

interface LayerMap {
  q: number;
  c: number;
  Q: string | number;
  C: string | number;
  D: string | number;
  gamma: number;
}

/** "leaky0.01" and "gauss" are the reference's names. */
function goldenActivation(name: string): Activation {
  const leaky = /^leaky(.*)$/.exec(name);
  if (leaky) return named('leakyRelu', Number(leaky[1]));
  return named(name === 'gauss' ? 'gaussian' : name);
}

function named(name: string, ...args: number[]): Activation {
  const family = activationFamilies.find((candidate) => candidate.name === name);
  if (!family) throw new Error(`no activation ${name}`);
  return family.create(...args);
}

function pairOf(q: number, complement: number): GaussianPair {
  return { q, cov: q * (1 - complement), spread: q * complement, complement };
}

const closed = activationFamilies
  .filter((family) => family.theory === 'exact')
  .map((family) => family.create())
  .concat(named('leakyRelu', 0.2), named('leakyRelu', -0.5));

const relative = (a: number, b: number) => Math.abs(a - b) / Math.abs(b);

describe('the dual map', () => {
  it.each(Object.entries(golden.layer_maps as Record<string, LayerMap[]>))(
    'of %s has the golden moments',
    (name, rows) => {
      const phi = goldenActivation(name);
      for (const { q, c, Q, C, D } of rows) {
        const { cov, spread } = dual(phi, { q, cov: q * c, spread: q * (1 - c), complement: 1 - c });
        expect(relative(secondMomentOf(phi, q), Number(Q))).toBeLessThan(1e-12);
        expect(Math.abs(cov - Number(C))).toBeLessThan(1e-12 * Math.abs(Number(C)) + 1e-15 * Number(Q));
        expect(relative(spread, Number(D))).toBeLessThan(name === 'exp' ? 1e-10 : 1e-12);
      }
    },
  );

  it.each(closed.map((phi) => [phi.notation, phi] as const))(
    'of %s in closed form agrees with quadrature',
    (_, phi) => {
      const exponent = fc.double({ min: -6, max: phi.name === 'exp' ? 0.5 : 1.5, noNaN: true });
      const complement = fc.oneof(
        fc.double({ min: 0.01, max: 1.99, noNaN: true }),
        fc.double({ min: -17, max: -2, noNaN: true }).map((e) => 10 ** e),
      );
      fc.assert(
        fc.property(exponent, complement, (e, m) => {
          const pair = pairOf(10 ** e, m);
          const exact = dual(phi, pair);
          const numerical = quadratureDual(phi, pair);
          const second = secondMomentOf(phi, pair.q);
          expect(Math.abs(numerical.cov - exact.cov)).toBeLessThan(1e-12 * second);
          expect(Math.abs(numerical.spread - exact.spread)).toBeLessThan(1e-11 * exact.spread);
        }),
        { numRuns: 40, seed: 1 },
      );
    },
  );

  it('keeps the digits of D while tanh forgets its input over 100 ordered layers', () => {
    const { rows, sw2, sb2 } = golden['tanh_phases_sb2=0.1_q0=1_c0=0'].ordered;
    const phi = named('tanh');
    // The rows start behind a first dense layer of the same variances on data with q = 1, c = 0.
    let cov = sb2;
    let spread = sw2;
    for (let layer = 1; layer <= 100; layer++) {
      const q = cov + spread;
      const next = dual(phi, { q, cov, spread, complement: spread / q });
      cov = sw2 * next.cov + sb2;
      spread = sw2 * next.spread;
      const row = rows.find(([depth]) => depth === layer);
      // The reference itself loses digits where 1 − c nears 1e-16.
      if (row) expect(relative(cov / spread, row[3])).toBeLessThan(layer < 100 ? 1e-11 : 1e-8);
    }
  });
});

describe('the slope', () => {
  it.each(Object.entries(golden.chi1_over_sw2 as Record<string, Record<string, number>>))(
    'of %s has the golden second moment',
    (name, values) => {
      // The reference integrates exp numerically, to 1e-11.
      for (const [q, expected] of Object.entries(values)) {
        expect(relative(derivativeSecondMomentOf(goldenActivation(name), Number(q)), expected)).toBeLessThan(
          name === 'exp' ? 1e-10 : 1e-12,
        );
      }
    },
  );

  it('of a jump has no second moment', () => {
    expect(() => derivativeSecondMomentOf(named('step'), 1)).toThrow(RangeError);
  });
});

describe('batch normalisation before an activation', () => {
  it.each(Object.entries(golden.bn_before_gamma))('fixes γ of %s at the golden value', (name, gamma) => {
    const phi = goldenActivation(name);
    expect(Math.abs(meanOf(phi, 1) ** 2 / varianceOf(phi, 1) - gamma)).toBeLessThan(1e-12 * gamma + 1e-15);
  });
});
