import { describe, expect, it } from 'vitest';
import { estimateOf } from './estimateOf.ts';

const agreement = { mean: 0.5, standardError: 0.01, theory: null, z: null };
const loss = { mean: 2.3, standardError: 0.02, theory: 2.3, z: 0 };
const network = 'dense(4), relu, dense(10)';
const withLoss = { network, agreement, loss };

describe('what a measurement says of a quantity', () => {
  it('is its estimate', () => {
    expect(estimateOf(withLoss, 'agreement')).toBe(agreement);
    expect(estimateOf(withLoss, 'loss')).toBe(loss);
  });

  it('is missing of outputs that have no loss, which names the network and what to do', () => {
    const without = { network, agreement, loss: null };
    expect(() => estimateOf(without, 'loss')).toThrow(
      expect.objectContaining({
        code: 'bad-argument',
        message: expect.stringMatching(/^there is no loss: its outputs are no logits/),
        where: [network],
        remedy: 'leave loss out of measure',
      }),
    );
    expect(estimateOf(without, 'agreement')).toBe(agreement);
  });
});
