import { describe, expect, it } from 'vitest';
import { namedFamilies } from '../../activations/families.ts';
import { activationFamilies } from '../../activations/index.ts';
import { secondMomentOf } from '../../activations/moments.ts';
import { dualUnequal } from '../../activations/unequal.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { DatasetState } from '../dataset/datasetState.ts';
import { pairCount, pairIndex } from '../packedPairs.ts';
import { activate } from '../testing/activate.ts';

/** Points with norms of a given range and pairs from duplicates to opposites. */
function randomKernel(points: number, lowest: number, highest: number) {
  const { uniform } = seededRandom(points);
  const norms = new Float64Array(points).map(() => lowest * (highest / lowest) ** uniform());
  norms[1] = norms[0];
  const complements = new Float64Array(pairCount(points)).map((_, i) => {
    if (i % 4 === 0) return i === 0 ? 0 : 10 ** (-6 * uniform());
    return 2 * uniform();
  });
  return { norms, complements };
}

/** What each kind of activation is documented to keep. */
function tolerance(name: string): number {
  if (['linear', 'relu', 'leakyRelu', 'abs', 'square', 'step', 'sign'].includes(name)) return 1e-12;
  if (['hardTanh', 'relu6', 'hardSwish'].includes(name)) return 1e-5;
  return ['sin', 'exp'].includes(name) ? 1e-5 : 1e-6;
}

describe('the kernel of all pairs', () => {
  it.each(Object.keys(namedFamilies))('agrees with quadrature pair by pair for %s', (name) => {
    const phi = activationFamilies.find((family) => family.name === name)!.create();
    const points = 9;
    const { norms, complements } = randomKernel(points, 0.5, 2);
    const state = activate(DatasetState.gaussian(norms, complements), phi);
    for (let i = 0; i < points; i++) {
      expect(state.norms[i]).toBe(secondMomentOf(phi, norms[i]));
      for (let j = 0; j < i; j++) {
        const at = pairIndex(points, i, j);
        const { cov, spread } = dualUnequal(phi, norms[i], norms[j], complements[at]);
        const scale = Math.sqrt(state.norms[i] * state.norms[j]);
        const fromNorms = (Math.sqrt(state.norms[i]) - Math.sqrt(state.norms[j])) ** 2 / 2;
        expect(Math.abs(state.complements[at] - (spread - fromNorms) / scale)).toBeLessThan(tolerance(name));
        expect(Math.abs(1 - state.complements[at] - cov / scale)).toBeLessThan(tolerance(name));
      }
    }
  });

  it('stays sound when norms span twelve powers of ten', () => {
    const { norms, complements } = randomKernel(8, 1e-12, 1);
    const phi = activationFamilies.find((family) => family.name === 'tanh')!.create();
    const state = activate(DatasetState.gaussian(norms, complements), phi);
    state.complements.forEach((complement, i) => {
      expect(Math.abs(complement - complements[i])).toBeLessThan(0.3);
    });
    expect(state.complements[0]).toBeLessThan(1e-12);
  });
});
