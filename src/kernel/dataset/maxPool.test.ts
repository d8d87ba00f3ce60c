import { describe, expect, it } from 'vitest';
import type { Activation } from '../../activations/activation.ts';
import { activationFamilies } from '../../activations/index.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { crossings } from '../maxPool/crossings.ts';
import { maxMoments } from '../maxPool/moments.ts';
import { pooledDual } from '../maxPool/pooledDual.ts';
import { dualOfMaxima } from '../maxPool/quadrature.ts';
import { functionOfMaximum } from '../maxPool/window.ts';
import { pairCount, pairIndex } from '../packedPairs.ts';
import { isUnknown, type KernelResult } from '../state.ts';
import { activate } from '../testing/activate.ts';
import { DatasetState } from './datasetState.ts';

function activation(name: string): Activation {
  return activationFamilies.find((family) => family.name === name)!.create();
}

function known(result: KernelResult<DatasetState>): DatasetState {
  if (isUnknown(result)) throw new Error(result.reason);
  return result;
}

/** Points of very different norms, pairs from near-duplicates to opposites. */
function randomPoints(points: number): DatasetState {
  const { uniform } = seededRandom(points);
  const norms = new Float64Array(points).map(() => 0.3 * 20 ** uniform());
  norms[1] = norms[0];
  const complements = new Float64Array(pairCount(points)).map((_, i) =>
    i % 4 === 0 ? 10 ** (-5 * uniform()) : 2 * uniform(),
  );
  return DatasetState.gaussian(norms, complements);
}

describe('the maximum of activations over given points', () => {
  it.each([
    ['tanh', 2, 1e-6],
    ['sigmoid', 4, 1e-6],
    ['selu', 3, 1e-6],
    ['softplus', 2, 1e-6],
    ['relu6', 2, 2e-3],
  ])('of %s over %d units agrees with quadrature pair by pair', (name, size, tolerance) => {
    const phi = activation(name);
    const start = randomPoints(7);
    const pooled = known(activate(start, phi).pool('max', size));
    const f = functionOfMaximum({ size, inner: phi })!;
    const moments = [...start.norms].map((q) => maxMoments({ size, inner: phi }, q).secondMoment);
    moments.forEach((moment, i) => {
      expect(pooled.norms[i] / moment).toBeCloseTo(1, 6);
      for (let j = 0; j < i; j++) {
        const at = pairIndex(7, i, j);
        const { spread } = dualOfMaxima(f, size, start.norms[i], start.norms[j], start.complements[at]);
        const fromNorms = (Math.sqrt(moments[i]) - Math.sqrt(moments[j])) ** 2 / 2;
        const expected = (spread - fromNorms) / Math.sqrt(moments[i] * moments[j]);
        expect(Math.abs(pooled.complements[at] / expected - 1)).toBeLessThan(tolerance);
      }
    });
  });

  it('of GELU, which dips, agrees with quasi-Monte Carlo to a thousandth', () => {
    const phi = activation('gelu');
    const complements = Float64Array.of(0.01, 0.4, 1.1);
    const pooled = known(activate(DatasetState.gaussian(Float64Array.of(2, 2, 2), complements), phi).pool('max', 4));
    complements.forEach((complement, i) => {
      const pair = { q: 2, cov: 2 * (1 - complement), spread: 2 * complement, complement };
      const draws = [1, 2, 3].map((scramble) => pooledDual({ size: 4, inner: phi }, pair, scramble));
      const mean = draws.reduce((sum, { cov, spread }) => sum + spread / (cov + spread) / 3, 0);
      expect(Math.abs(pooled.complements[i] / mean - 1)).toBeLessThan(1e-3);
    });
  });

  it('of sin, which turns often, is not known', () => {
    expect(activate(randomPoints(3), activation('sin')).pool('max', 2)).toHaveProperty('reason');
  });

  it.each(['tanh', 'relu'])('is the same before and after %s, which rises', (name) => {
    const phi = activation(name);
    const start = randomPoints(5);
    const before = known(activate(start, phi).pool('max', 3));
    const after = activate(known(start.pool('max', 3)), phi);
    after.complements.forEach((complement, i) => {
      expect(complement).toBeCloseTo(before.complements[i], 12);
    });
    expect(after.norms[2]).toBeCloseTo(before.norms[2], 12);
  });

  it('turns a point of norm 0 into a constant, correlated with others by their mean', () => {
    const inner = activation('sigmoid');
    const start = DatasetState.gaussian(Float64Array.of(0, 1, 2), Float64Array.of(1, 1, 0.7));
    const { norms, complements } = known(activate(start, inner).pool('max', 2));
    expect(norms[0]).toBe(0.25);
    [1, 2].forEach((q, i) => {
      const { mean, secondMoment } = maxMoments({ size: 2, inner }, q);
      expect(complements[i]).toBeCloseTo(1 - mean / Math.sqrt(secondMoment), 6);
    });
  });
});

describe('two maxima', () => {
  it.each([0.02, 0.7, 1.9, 3.1])('are apart by the integral of their crossings, at an angle of %d', (theta) => {
    const complement = 2 * Math.sin(theta / 2) ** 2;
    const { weight } = crossings(3, theta, { range: 9, cuts: [], widest: 3, ladder: [] });
    const pair = { q: 1, cov: 1 - complement, spread: complement, complement };
    const whole = 2 * weight.reduce((sum, part) => sum + part, 0);
    expect(whole / pooledDual({ size: 3 }, pair).spread).toBeCloseTo(1, 8);
  });
});
