import { describe, expect, it } from 'vitest';
import { prepare } from '../setup/setup.ts';
import { Chain, readoutOfChain } from './chain.ts';
import { infiniteWidth } from './infiniteWidth.ts';

function chainOf(network: string, data: string, options = {}): Chain {
  const setup = prepare(network, data, options);
  const readout = readoutOfChain(setup);
  return new Chain(setup, readout, infiniteWidth(setup, readout).reference);
}

describe('the two-point chain', () => {
  it('draws the same batch whenever it is asked for', () => {
    const chain = chainOf('2*(dense(20), relu), dense(3)', 'gaussian(dim=5)', { seed: 3 });
    const before = chain.draw(1);
    chain.draw(0);
    expect(chain.draw(1)).toEqual(before);
    expect(chain.draw(2).kernels).not.toEqual(before.kernels);
  });

  it('gives wide layers the kernel of their inputs', () => {
    const sigmaW2 = 1.5;
    const sigmaB2 = 0.2;
    const chain = chainOf('dense(200000), dense(2)', 'gaussian(dim=3, mean=1)', { sigmaW2, sigmaB2 });
    const { points, kernels } = chain.draw(0);
    for (let pair = 0; pair < chain.pairs; pair++) {
      const [x, y] = [0, 1].map((k) => points.values.subarray((2 * pair + k) * 3, (2 * pair + k + 1) * 3));
      const dot = (a: Float64Array, b: Float64Array) => (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / 3;
      const q = [dot(x, x), dot(x, y), dot(y, y)].map((value) => sigmaW2 * value + sigmaB2);
      const drawn = [kernels[0].first[pair], kernels[0].cov[pair], kernels[0].second[pair]];
      // Sample moments of 200,000 normals: relative deviation .003 of √(q₁q₂).
      drawn.forEach((value, i) => {
        expect(Math.abs(value - q[i]) / Math.sqrt(q[0] * q[2])).toBeLessThan(0.016);
      });
    }
  });

  it.each([
    ['3*(dense(40), relu), dense(2)', 'gaussian(dim=20)', {}],
    ['dense(60), residual(gelu, dense(60)), tanh, dense(4)', 'gaussian(dim=10, mean=0.5)', { sigmaB2: 0.1 }],
    ['2*(dense(30), relu, maxPool(2)), concat(dense(5), relu), dense(3)', 'digits', { points: 50 }],
  ])('has control variates of expectation 0 for %s on %s', (network, data, options) => {
    const chain = chainOf(network, data, options);
    const draws: number[][] = [];
    for (let batch = 0; batch < 125; batch++) {
      chain.draw(batch).controls.forEach((control, i) => {
        draws[i] ??= [];
        draws[i].push(...control);
      });
    }
    expect(draws.length).toBeGreaterThan(4);
    for (const values of draws) {
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      const square = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
      // The points of a dataset are not drawn from a law: there the first layer does not stray.
      expect(Math.abs(mean)).toBeLessThanOrEqual(4.2 * Math.sqrt(square / values.length) + 1e-14);
    }
  });

  it('has none where normalisation would bias them, or where layers are not traced', () => {
    for (const block of ['layerNorm', 'residual(relu, dense(20), shortcut=dense(20))']) {
      expect(chainOf(`dense(20), ${block}, dense(2)`, 'gaussian(dim=5)').draw(0).controls).toEqual([]);
    }
  });
});
