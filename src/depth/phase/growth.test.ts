import { describe, expect, it } from 'vitest';
import { prepare } from '../../setup/setup.ts';
import { tabulatedMaps } from './chainTable.ts';
import { growthAt } from './growth.ts';
import { PhaseNetwork } from './phaseNetwork.ts';

const at = (notation: string, depth: number, options = {}) =>
  growthAt(new PhaseNetwork(prepare(notation, 'gaussian(dim=64)', options)), { depth }, tabulatedMaps);

describe('the growth of γ with depth', () => {
  it('is by the factor 1/χ₁ a block in the ordered phase of tanh', () => {
    const { growth, power } = at('9*(dense(64), tanh), dense(2)', 60, { sigmaW2: 1, sigmaB2: 0.1 });
    expect(growth.found / growth.closed!).toBeCloseTo(1, 9);
    expect(power.closed).toBeNull();
  });

  it.each([
    ['9*(dense(64), relu), dense(2)', {}, 2],
    ['dense(64), 9*residual(relu, dense(64)), dense(2)', {}, 2],
    ['dense(64), 9*residual(relu, dense(64), alpha=0.5), dense(2)', {}, 2],
    ['9*(dense(64), tanh), dense(2)', { sigmaW2: 1.9860726411, sigmaB2: 0.1 }, 1],
  ])('of %s at the edge of chaos is a power of depth', (notation, options, expected) => {
    const { growth, power, coefficient } = at(notation, 1000, options);
    expect(growth.closed).toBeNull();
    expect(power.closed).toBe(expected);
    expect(power.found / expected).toBeCloseTo(1, 1);
    expect(coefficient.found / coefficient.closed!).toBeCloseTo(1, 1);
  });

  it.each([
    ['9*(dense(64), layerNorm, relu), dense(2)', {}],
    ['9*(dense(64), tanh), dense(2)', { sigmaW2: 4, sigmaB2: 0.1 }],
  ])('of %s %o has no closed form here', (notation, options) => {
    const { growth, power } = at(notation, 20, options);
    expect([growth.closed, power.closed]).toEqual([null, null]);
    expect(growth.found).toBeGreaterThan(0);
  });

  it('is asked of a repeated block alone', () => {
    const network = new PhaseNetwork(prepare('dense(64), relu, dense(2)', 'gaussian(dim=64)'));
    expect(() => growthAt(network, {}, tabulatedMaps)).toThrow(/needs a repeated block/);
  });
});
