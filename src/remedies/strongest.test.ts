import { describe, expect, it } from 'vitest';
import { dataset } from '../data/dataset.ts';
import { prepare } from '../setup/setup.ts';
import { biasOn } from '../theory/guessTheory.ts';
import { strongestRemedy } from './strongest.ts';

type Given = Parameters<typeof prepare>;

/** What theory says of a network, and what it expects of the network as it is. */
function asked(network: Given[0], data: Given[1] = 'digits', options: Given[2] = {}) {
  const setup = prepare(network, data, options);
  const before = biasOn(setup, setup.points)!.agreement.value;
  return { before, found: strongestRemedy(setup, before) };
}

const agreementOf = (network: Given[0], options: Given[2]) =>
  biasOn(prepare(network, 'digits', { points: 400, ...options }), null)!.agreement.value;

const RELU = '5*(dense(512), relu), dense(10)';

describe('the strongest remedy by theory', () => {
  it('takes the mean of deep ReLU networks away, at each activation or with another activation', () => {
    expect(asked(RELU, 'digits', { points: 400 })).toMatchObject({
      before: expect.closeTo(0.592, 2),
      found: {
        kind: 'remedy',
        title: 'centred activation',
        where: 'each of 5 activations',
        after: expect.closeTo(0.225, 1),
      },
    });
    const standardised = { points: 400, preprocess: 'standardize' };
    const { found } = asked(RELU, 'digits', standardised);
    expect(found).toMatchObject({ kind: 'remedy', title: 'tanh activation' });
    const whole = agreementOf('5*(dense(512), tanh), dense(10)', standardised);
    expect(found).toHaveProperty('after', expect.closeTo(whole, 2));
  });

  it('comes near the theory of the points as they are where biases make their lengths count', () => {
    const torch = { points: 400, init: 'torch' };
    const { found } = asked('8*(dense(256), relu), dense(10)', 'digits', torch);
    expect(found).toMatchObject({ kind: 'remedy', title: 'layerNorm after', where: 'after each of 8 activations' });
    const whole = agreementOf('8*(dense(256), relu, layerNorm), dense(10)', torch);
    expect(found).toHaveProperty('after', expect.closeTo(whole, 2));
  });

  it('is no batch norm on given points, which theory does not cover, but may be one on points of a law', () => {
    // Without activations that could be exchanged, and centred already, norms are what is left.
    const given = strongestRemedy(prepare('dense(64), batchNorm, relu, dense(10)', 'digits', { points: 100 }), 0.4);
    expect(given).toEqual({ kind: 'none' });
    expect(asked('dense(64), batchNorm, relu, dense(2)', 'gaussian(64)').found).toMatchObject({ kind: 'remedy' });
  });

  it('is the centred input where a linear network has its bias from the data', () => {
    expect(asked('dense(10)', 'gaussian(dim=20, mean=2)').found).toMatchObject({
      title: 'centred input',
      after: expect.closeTo(0.1, 12),
    });
    const shifted = dataset(
      Float64Array.from({ length: 400 }, (_, i) => 3 + Math.sin(i * i)),
      { shape: [4] },
    );
    const { before, found } = asked('dense(3)', shifted);
    expect(before).toBeGreaterThan(0.8);
    expect(found).toMatchObject({ title: 'centred input' });
  });

  it('does not fit whitening to fewer points than tell it', () => {
    const whitening = { points: 100, preprocess: 'center' };
    const { found } = asked('dense(10)', 'digits', whitening);
    expect(found).not.toHaveProperty('title', 'whitened input');
  });

  it('is none where the average pair has no bias, nor where nothing helps', () => {
    expect(
      asked('3*(dense(512), tanh), dense(10)', 'digits', { points: 200, preprocess: 'standardize' }).found,
    ).toEqual({
      kind: 'alike',
    });
    const equal = dataset(new Float64Array(80).fill(1), { shape: [4] });
    expect(asked('dense(3)', equal).found).toEqual({ kind: 'none' });
  });

  it('is not looked for where theory expects no bias', () => {
    expect(strongestRemedy(prepare(RELU, 'gaussian(64)'), 0.1)).toEqual({ kind: 'unknown' });
  });

  it('is not looked for in images, sequences and very deep networks, whose theory takes longer', () => {
    for (const [network, data] of [
      ['conv(4, 3), relu, flatten, dense(3)', 'gaussian(shape=1x8x8)'],
      ['attention(2), meanTokens, dense(3)', dataset(new Float64Array(160).map(Math.sin), { shape: [4, 4] })],
      ['50*(dense(8), tanh), dense(3)', 'gaussian(8)'],
    ] as const) {
      expect(strongestRemedy(prepare(network, data), 0.9)).toEqual({ kind: 'unknown' });
    }
  });
});
