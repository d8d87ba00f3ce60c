import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnknown } from '../kernel/state.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import { outputOf } from '../network/output.ts';
import { predict } from '../theory/predict.ts';
import { repeatedIn, slopeOf, stackOf } from './stack.ts';

function stackIn(network: string, input: number[] = [12]) {
  const layers = parseNetwork(network).place(input);
  return stackOf(layers, outputOf(layers));
}

function slopeIn(network: string, scales: { sigmaW2?: number; sigmaB2?: number } = {}) {
  const stack = stackIn(network);
  if (isUnknown(stack)) throw new Error(stack.reason);
  return slopeOf(stack, { scheme: 'he', ...scales });
}

describe('a stack', () => {
  it('has a block for every hidden dense layer but the first', () => {
    const stack = stackIn('layerNorm, dense(9), tanh, dense(8), tanh, dropout(0.5), dense(7), tanh, dense(3)');
    if (isUnknown(stack)) throw new Error(stack.reason);
    const names = (layers: readonly { layer: { definition: { name: string } } }[]) =>
      layers.map(({ layer }) => layer.definition.name).join(' ');
    expect(stack.blocks.map(names)).toEqual(['tanh dense', 'tanh dropout dense']);
    expect(names(stack.end)).toBe('tanh');
    expect(repeatedIn(stack)).toEqual({ reason: 'what stands between its dense layers differs from layer to layer' });
  });

  it.each([
    ['conv(4, 3), relu, flatten, dense(8), relu, dense(8), relu, dense(3)', [1, 6, 6], 'and it has conv'],
    ['dense(8), residual(relu, dense(8)), dense(8), dense(3)', [12], 'and it has residual'],
    ['2*(dense(8), batchNorm, relu), dense(3)', [12], 'and it has batchNorm'],
    ['dense(8), relu, dense(3)', [12], 'fewer than two hidden dense layers'],
    ['dense(8), relu, dense(8), relu, dense(3), softsign, maxPool(3)', [12], 'does not end in a dense layer'],
  ])('is none of %s', (network, input, reason) => {
    const stack = stackIn(network, input);
    expect(isUnknown(stack) && stack.reason).toContain(reason);
  });
});

describe('the slope of a stack', () => {
  it('is σ_w²/2 of ReLU, and the geometric mean of layers that differ', () => {
    expect(slopeIn('3*(dense(8), relu), dense(3)', { sigmaW2: 1.5 })).toBeCloseTo(0.75, 12);
    expect(slopeIn('dense(8), relu, dense(8, sigmaW2=1), relu, dense(8, sigmaW2=16), relu, dense(3)')).toBeCloseTo(
      2,
      12,
    );
    expect(slopeIn('3*(dense(8), step), dense(3)')).toBeUndefined();
  });

  it('is χ₁ of the limit of depth', () => {
    const scales = fc.record({
      activation: fc.constantFrom('tanh', 'erf', 'relu', 'sin', 'elu'),
      sigmaW2: fc.double({ min: 0.3, max: 3, noNaN: true }),
      sigmaB2: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(scales, ({ activation, ...init }) => {
        const network = `4*(dense(16), ${activation}), dense(3)`;
        const [{ chi1 }] = predict(network, 'gaussian(dim=12)', init).limits;
        expect(Math.abs(slopeIn(network, init)! / chi1! - 1)).toBeLessThan(1e-9);
      }),
      { numRuns: 12 },
    );
  });
});
