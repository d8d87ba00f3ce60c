import { describe, expect, it } from 'vitest';
import type { Activation } from '../../activations/activation.ts';
import { activationFamilies } from '../../activations/index.ts';
import { meanOf, secondMomentOf } from '../../activations/moments.ts';
import { activate } from '../testing/activate.ts';
import { PairState } from './pairState.ts';

const phi = (name: string, ...args: number[]): Activation =>
  activationFamilies.find((family) => family.name === name)!.create(...args);

describe('the kernel of two exchangeable inputs', () => {
  it('starts from data with cov = μ² and spread = s², so that uncentred data alone are biased', () => {
    expect(PairState.fromEntries(3, 2).summary()).toEqual({ cov: 9, spread: 2, gamma: 4.5, correlation: 9 / 11 });
  });

  it('scales with weights, and takes biases into the covariance alone', () => {
    const { cov, spread } = PairState.gaussian(0.5, 1.5).affine(2, 0.25);
    expect([cov, spread]).toEqual([1.25, 3]);
  });

  it('keeps every digit of the spread however close the inputs are', () => {
    let state = PairState.gaussian(1, 1e-200);
    for (let i = 0; i < 10; i++) state = activate(state, phi('linear')).affine(1, 0.1);
    expect(state.spread).toBeCloseTo(1e-200, 210);
    expect(state.summary().gamma / 2e200).toBeCloseTo(1, 12);
  });

  it('composes activations without weights between them', () => {
    const relu = phi('relu');
    const twice = activate(PairState.gaussian(0.3, 0.7), relu, relu);
    const once = activate(PairState.gaussian(0.3, 0.7), relu);
    expect(twice.cov).toBeCloseTo(once.cov, 13);
    expect(twice.spread).toBeCloseTo(once.spread, 13);
    const linear = activate(PairState.gaussian(0.3, 0.7), phi('tanh'), phi('linear'));
    const tanh = activate(PairState.gaussian(0.3, 0.7), phi('tanh'));
    expect(linear.cov).toBeCloseTo(tanh.cov, 13);
  });

  it('of activated data is that of independent entries: cov = (E φ)², spread = Var φ', () => {
    // x ~ N(1, 4): relu has mean Φ(½) + 2 φ(½) and second moment 5 Φ(½) + 2 φ(½).
    const [cdf, pdf] = [0.6914624612740131, 0.3520653267642995];
    const mean = cdf + 2 * pdf;
    const { cov, spread } = activate(PairState.fromEntries(1, 4), phi('relu'));
    expect(cov).toBeCloseTo(mean ** 2, 12);
    expect(spread).toBeCloseTo(5 * cdf + 2 * pdf - mean ** 2, 12);
  });

  it('composes activations of data, too', () => {
    const { cov, spread } = activate(PairState.fromEntries(0, 1), phi('square'), phi('linear'));
    expect(cov).toBeCloseTo(1, 12);
    expect(spread).toBeCloseTo(2, 12);
    expect(activate(PairState.fromEntries(0, 1), phi('relu'), phi('sign')).cov).toBeCloseTo(1 / 4, 12);
  });

  it('counts a constant network as infinitely biased', () => {
    expect(PairState.fromEntries(1, 0).summary()).toMatchObject({ gamma: Number.POSITIVE_INFINITY, correlation: 1 });
    expect(PairState.fromEntries(0, 0).summary()).toMatchObject({ gamma: Number.POSITIVE_INFINITY, correlation: 1 });
    const dead = PairState.gaussian(0, 0);
    for (const name of ['relu', 'tanh', 'gelu', 'sigmoid', 'exp', 'erf', 'gaussian']) {
      const { cov, spread } = activate(dead, phi(name));
      expect(spread).toBe(0);
      expect(cov).toBeCloseTo(phi(name).value(0) ** 2, 12);
    }
  });

  it.each(activationFamilies.filter(({ parameters }) => Object.values(parameters).every((p) => p.need !== 'required')))(
    'has Q = C + D and, for unrelated inputs, C = (E φ)² under $name',
    (family) => {
      const activation = family.create();
      for (const q of [0.3, 1.7]) {
        const { cov, spread } = activate(PairState.gaussian(0, q), activation);
        const mean = meanOf(activation, q);
        const second = secondMomentOf(activation, q);
        expect(Math.abs(cov - mean ** 2)).toBeLessThan(1e-12 * second);
        expect(Math.abs(cov + spread - second)).toBeLessThan(1e-12 * second);
      }
    },
  );
});
