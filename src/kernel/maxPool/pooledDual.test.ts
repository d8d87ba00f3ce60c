import { describe, expect, it } from 'vitest';
import golden from '../../../checks/golden.json' with { type: 'json' };
import type { Activation, GaussianPair } from '../../activations/activation.ts';
import { activationFamilies } from '../../activations/index.ts';
import { dualUnequal } from '../../activations/unequal.ts';
import { agreement } from '../../laws/agreement.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { exchangeableMax, maxMoments, monotonicity, pooledAngular, pooledDual } from './pooledDual.ts';
import { dualOfMaxima } from './quadrature.ts';
import { sampledDual } from './sampled.ts';
import { type FunctionOfMaximum, functionOfMaximum } from './window.ts';

function activation(name: string): Activation | undefined {
  if (name === 'linear') return undefined;
  return activationFamilies.find((family) => family.name === name)?.create();
}

function pairOf(complement: number, q = 1): GaussianPair {
  return { q, cov: q * (1 - complement), spread: q * complement, complement };
}

describe('the maximum over p independent units', () => {
  it.each(golden.maxpool)('of $act at p = $p, 1 − c = $omc has the golden moments', ({ act, p, q, omc, Q, C, D }) => {
    const { cov, spread, sampled } = pooledDual({ size: p, inner: activation(act) }, pairOf(omc, q));
    expect(cov / C).toBeCloseTo(1, 12);
    expect(spread / D).toBeCloseTo(1, 12);
    expect(maxMoments({ size: p, inner: activation(act) }, q).secondMoment / Q).toBeCloseTo(1, 12);
    expect(sampled).toBe(false);
  });

  it.each([
    ['linear', ['0.000', '0.467', '2.155', '5.435']],
    ['relu', ['0.467', '1.041', '2.429', '5.464']],
    ['tanh', ['0.000', '0.497', '3.741', '20.99']],
    ['sigmoid', ['5.763', '13.23', '31.03', '71.89']],
  ])('of %s makes bias from centred data, the more the larger p', (act, gammas) => {
    const rows = [1, 2, 4, 8].map((size) => {
      const { cov, spread } = pooledDual({ size, inner: activation(act) }, pairOf(1));
      return cov / spread;
    });
    expect(rows.map((gamma) => (gamma < 10 ? gamma.toFixed(3) : gamma.toFixed(2)))).toEqual(gammas);
  });

  it.each([2, 3, 5, 16])('of %d linear units has a covariance that grows like the guess agreement A_p', (size) => {
    const step = 3e-5;
    for (const c of [-0.7, 0, 0.6, 0.99]) {
      const cov = (at: number) => pooledDual({ size }, pairOf(1 - at)).cov;
      expect((cov(c + step) - cov(c - step)) / (2 * step)).toBeCloseTo(agreement(size, 1 - c), 6);
    }
  });

  it('of two has the closed form c/2 + (√(1−c²) + c·arcsin c)/π at every correlation', () => {
    for (const c of [-1, -0.999, -0.8, -0.3, 0.2, 0.9]) {
      const closed = c / 2 + (Math.sqrt(1 - c * c) + c * Math.asin(c)) / Math.PI;
      expect(pooledDual({ size: 2 }, pairOf(1 - c)).cov).toBeCloseTo(closed, 12);
    }
  });

  it.each(['linear', 'relu', 'tanh'])('of %s keeps the digits of D at nearly equal inputs', (act) => {
    const pool = { size: 3, inner: activation(act) };
    const slope = maxMoments(pool, 1).derivativeSecondMoment as number;
    for (const complement of [1e-8, 1e-12]) {
      const { spread } = pooledDual(pool, pairOf(complement));
      // D = (1−c) E f′² − O((1−c)^{3/2})
      expect(Math.abs(spread / (slope * complement) - 1)).toBeLessThan(2 * Math.sqrt(complement));
    }
  });

  it.each(['relu', 'tanh', 'hardTanh', 'elu'])('of %s splits its second moment into C and D', (act) => {
    for (const q of [1e-6, 25]) {
      for (const complement of [0.01, 1, 1.8]) {
        const pool = { size: 4, inner: activation(act) };
        const { cov, spread } = pooledDual(pool, pairOf(complement, q));
        expect((cov + spread) / maxMoments(pool, q).secondMoment).toBeCloseTo(1, 11);
      }
    }
  });

  it('commutes with a rising activation, and turns into the minimum under a falling one', () => {
    const relu = activation('relu') as Activation;
    const before = pooledDual({ size: 4, inner: relu }, pairOf(0.3));
    const after = pooledDual({ size: 4, outer: relu }, pairOf(0.3));
    expect(after).toEqual(before);
    const falling: Activation = {
      ...relu,
      notation: 'falling',
      value: (x) => Math.max(0, -x),
      derivative: (x) => (x < 0 ? -1 : 0),
    };
    expect(monotonicity(falling)).toBe('decreasing');
    expect(pooledDual({ size: 4, inner: falling }, pairOf(0.3)).cov).toBeCloseTo(before.cov, 13);
  });

  it.each(['linear', 'relu'])('of %s lets unequal norms factor out', (act) => {
    const pool = { size: 3, inner: activation(act) };
    const f = functionOfMaximum(pool) as FunctionOfMaximum;
    const unit = pooledDual(pool, pairOf(0.3));
    const { cov, spread } = dualOfMaxima(f, 3, 4, 9, 0.3);
    expect(cov).toBeCloseTo(6 * unit.cov, 12);
    expect(spread).toBeCloseTo(0.5 * (unit.cov + unit.spread) + 6 * unit.spread, 12);
  });

  it('of one unit is the unit', () => {
    const tanh = activation('tanh') as Activation;
    const { cov, spread } = dualUnequal(tanh, 2, 2, 0.4);
    expect(pooledDual({ size: 1, inner: tanh }, pairOf(0.4, 2))).toMatchObject({ cov, spread });
    expect(pooledDual({ size: 1 }, pairOf(0.4, 2))).toMatchObject({ cov: 1.2, spread: 0.8 });
  });

  it('of equal inputs is equal', () => {
    for (const q of [0, 2]) {
      const { cov, spread } = pooledDual({ size: 4, inner: activation('tanh') }, pairOf(0, q));
      expect(spread).toBe(0);
      expect(cov).toBe(maxMoments({ size: 4, inner: activation('tanh') }, q).secondMoment);
    }
  });
});

describe('the correlation map of max-pooling', () => {
  it.each(['linear', 'relu'])('of %s is a series as good as the integral', (act) => {
    const inner = activation(act);
    const map = pooledAngular(inner, 3);
    for (const complement of [1e-10, 1e-3, 0.4, 1, 1.7]) {
      const { cov, spread } = pooledDual({ size: 3, inner }, pairOf(complement));
      expect((map?.(complement) ?? 0) / (spread / (cov + spread))).toBeCloseTo(1, 10);
    }
  });

  it.each(['step', 'sign'])('of %s is a closed form', (act) => {
    const inner = activation(act);
    for (const complement of [1e-8, 0.4, 1, 1.7]) {
      const { cov, spread } = pooledDual({ size: 3, inner }, pairOf(complement));
      expect((pooledAngular(inner, 3)?.(complement) ?? 0) / (spread / (cov + spread))).toBeCloseTo(1, 6);
    }
  });

  it('exists for homogeneous monotone activations and steps only', () => {
    for (const act of ['tanh', 'abs', 'square', 'elu']) expect(pooledAngular(activation(act), 2)).toBeUndefined();
  });
});

describe('activations', () => {
  it.each([
    ['relu', 'increasing'],
    ['tanh', 'increasing'],
    ['step', 'increasing'],
    ['softplus', 'increasing'],
    ['gelu', 'neither'],
    ['sin', 'neither'],
    ['gaussian', 'neither'],
  ])('%s is %s', (act, direction) => {
    expect(monotonicity(activation(act) as Activation)).toBe(direction);
  });
});

describe('an exchangeable window of correlated units', () => {
  it.each(Object.entries(golden['maxpool_exch r=.5 cd=.4 co=.3 q=1']))(
    'of %s has the golden moments',
    (size, moments) => {
      const [Q, C, D] = moments;
      const { cov, spread } = exchangeableMax({ size: Number(size), q: 1, within: 0.5, complement: 0.6, across: 0.3 });
      expect([cov, spread, cov + spread].map((value, i) => value / [C, D, Q][i])).toEqual(
        [1, 1, 1].map((one) => expect.closeTo(one, 11)),
      );
    },
  );
});

/** Monte Carlo means with their standard errors. */
function simulated(phi: Activation, size: number, complement: number, draws: number) {
  const { normal } = seededRandom(7);
  const [along, across] = [Math.sqrt(1 - complement / 2), Math.sqrt(complement / 2)];
  const sums = { mean: [0, 0], square: [0, 0], spread: [0, 0] };
  for (let i = 0; i < draws; i++) {
    let first = Number.NEGATIVE_INFINITY;
    let second = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < size; k++) {
      const x = along * normal();
      const y = across * normal();
      first = Math.max(first, phi.value(x + y));
      second = Math.max(second, phi.value(x - y));
    }
    const add = (sum: number[], value: number) => {
      sum[0] += value / draws;
      sum[1] += (value * value) / draws;
    };
    add(sums.mean, first);
    add(sums.square, first * first);
    add(sums.spread, (first - second) ** 2 / 2);
  }
  const estimate = ([mean, square]: number[]) => ({ mean, error: Math.sqrt((square - mean * mean) / draws) });
  return { mean: estimate(sums.mean), square: estimate(sums.square), spread: estimate(sums.spread) };
}

describe('max-pooling after an activation that is not monotone', () => {
  it.each([
    ['gelu', 2],
    ['gelu', 4],
    ['sin', 4],
    ['abs', 3],
  ] as const)('agrees with a simulation of %s over %d units', (act, size) => {
    const inner = activation(act) as Activation;
    const { mean, secondMoment } = maxMoments({ size, inner }, 1);
    const direct = simulated(inner, size, 0.3, 40_000);
    const { spread } = pooledDual({ size, inner }, pairOf(0.3));
    expect(Math.abs(mean - direct.mean.mean)).toBeLessThan(4 * direct.mean.error);
    expect(Math.abs(secondMoment - direct.square.mean)).toBeLessThan(4 * direct.square.error);
    expect(Math.abs(spread - direct.spread.mean)).toBeLessThan(4 * direct.spread.error);
  });

  it.each(['gelu', 'hardSwish', 'sin', 'gaussian', 'mish'])('of %s, one unit or another holds the maximum', (act) => {
    const one = { ...(activation('sigmoid') as Activation), notation: 'one', value: () => 1, derivative: () => 0 };
    for (const q of [1e-60, 1e-4, 1, 30]) {
      expect(maxMoments({ size: 4, inner: activation(act), outer: one }, q).mean).toBeCloseTo(1, 10);
    }
  });

  it('over two units of abs agrees with max(|a|, |b|) = (|a+b| + |a−b|)/2, whose D is that of one abs', () => {
    const abs = activation('abs') as Activation;
    const exact = dualUnequal(abs, 1, 1, 0.3).spread;
    const { mean, error } = over([1, 2, 3, 4, 5, 6], (scramble) => {
      return pooledDual({ size: 2, inner: abs }, pairOf(0.3), scramble).spread;
    });
    expect(Math.abs(mean - exact)).toBeLessThan(4 * error);
    expect(error / exact).toBeLessThan(1e-3);
  });

  it('needs no luck where the activation only falls far below the maximum', () => {
    const gelu = activation('gelu') as Activation;
    const { mean, error } = over([1, 2, 3, 4], (scramble) => {
      return pooledDual({ size: 4, inner: gelu }, pairOf(0.3), scramble).spread;
    });
    expect(error / mean).toBeLessThan(3e-4);
  });

  it('is sampled exactly where the activation is monotone after all', () => {
    const pool = { size: 4, inner: activation('tanh') };
    const { spread } = sampledDual(pool, pairOf(0.3), maxMoments(pool, 1), 1);
    expect(spread / pooledDual(pool, pairOf(0.3)).spread).toBeCloseTo(1, 11);
  });
});

/** Mean over scrambles and its standard error. */
function over(scrambles: number[], f: (scramble: number) => number) {
  const values = scrambles.map(f);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}
