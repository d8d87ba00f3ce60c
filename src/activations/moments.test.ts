import erfc from '@stdlib/math-base-special-erfc';
import { describe, expect, it } from 'vitest';
import { compose } from './compose.ts';
import { dual } from './dual.ts';
import { activationFamilies } from './index.ts';
import { derivativeSecondMomentOf, meanOf, secondMomentOf, varianceOf } from './moments.ts';

const create = (name: string, ...args: (number | string)[]) =>
  activationFamilies.find((family) => family.name === name)!.create(...args);
const ratio = (found: number, expected: number) => Math.abs(found / expected - 1);

describe('one-dimensional moments', () => {
  it('of relu on an uncentred law are those of the rectified normal', () => {
    const [mean, q] = [0.7, 2.25];
    const s = Math.sqrt(q);
    const density = Math.exp(-(mean ** 2) / (2 * q)) / Math.sqrt(2 * Math.PI);
    const above = erfc(-mean / s / Math.SQRT2) / 2;
    expect(ratio(meanOf(create('relu'), q, mean), mean * above + s * density)).toBeLessThan(1e-14);
    expect(ratio(secondMomentOf(create('relu'), q, mean), (mean ** 2 + q) * above + mean * s * density)).toBeLessThan(
      1e-9,
    );
  });

  it('of exp are log-normal, also where its mass lies far out', () => {
    for (const q of [0.01, 1, 9, 100]) {
      expect(ratio(meanOf(create('exp'), q, 0.5), Math.exp(0.5 + q / 2))).toBeLessThan(1e-12);
      expect(ratio(varianceOf(create('exp'), q, 0.5), Math.expm1(q) * Math.exp(1 + q))).toBeLessThan(1e-11);
    }
  });

  it('vanish exactly in the mean for odd activations', () => {
    for (const name of ['tanh', 'erf', 'sin', 'hardTanh', 'sign', 'linear']) expect(meanOf(create(name), 1.7)).toBe(0);
  });

  it('keep the digits of a variance far below the squared mean', () => {
    // sigmoid has variance q/16 and elu has variance q, up to order q².
    for (const q of [1e-8, 1e-12, 1e-20, 1e-30]) {
      expect(ratio(varianceOf(create('sigmoid'), q), q / 16)).toBeLessThan(q + 1e-12);
      expect(ratio(varianceOf(create('softplus'), q, 3), q / (1 + Math.exp(-3)) ** 2)).toBeLessThan(q + 1e-12);
      expect(ratio(varianceOf(create('relu6'), q, 3), q)).toBeLessThan(1e-12);
      expect(ratio(varianceOf(create('relu'), q), (q / 2) * (1 - 1 / Math.PI))).toBeLessThan(1e-12);
    }
  });

  it('reach the value itself as the variance vanishes', () => {
    expect(meanOf(create('gelu'), 0, 2)).toBeCloseTo(create('gelu').value(2), 14);
    expect(secondMomentOf(create('elu'), 0, -1)).toBeCloseTo(create('elu').value(-1) ** 2, 14);
    expect(varianceOf(create('tanh'), 0, 1)).toBe(0);
    expect(derivativeSecondMomentOf(compose(create('relu'), create('tanh')), 0)).toBeCloseTo(0.5, 12);
  });

  it.each(activationFamilies.filter(({ name }) => !['exp', 'square', 'activation'].includes(name)))(
    'of $name agree with the dual map of independent inputs at any variance',
    (family) => {
      const phi = family.create();
      for (const q of [1e-12, 1e-3, 0.5, 6, 40]) {
        const { cov, spread } = dual(phi, { q, cov: 1e-300, spread: q, complement: 1 });
        const second = secondMomentOf(phi, q);
        expect(ratio(cov + spread, second)).toBeLessThan(1e-12);
        expect(Math.abs(meanOf(phi, q) ** 2 - cov)).toBeLessThan(1e-13 * second);
        expect(ratio(varianceOf(phi, q), spread)).toBeLessThan(1e-11);
      }
    },
  );
});
