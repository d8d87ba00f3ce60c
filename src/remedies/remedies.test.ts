import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Data, dataset } from '../data/dataset.ts';
import { UserError } from '../errors.ts';
import type { Network } from '../network/network.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import { prepare } from '../setup/setup.ts';
import { remedies } from './remedies.ts';

const byName = new Map(remedies.map((remedy) => [remedy.name, remedy]));

/** What remedies make of a network on data, by variant; or why not. */
function made(
  name: string,
  network: string,
  data: string | Data = 'gaussian(dim=16)',
  options: { init?: string; preprocess?: string } = {},
) {
  const setup = prepare(network, data, options);
  const changes = byName.get(name)!.inNotation(setup);
  if (typeof changes === 'string') return changes;
  const texts = changes.map(({ variant, network: other, init, preprocess }) => {
    const text = [other?.toString(), init && `init ${init.scheme} ${init.sigmaB2 ?? ''}`.trim(), preprocess];
    return [variant ?? '', text.filter(Boolean).join(' | ')];
  });
  return texts.length === 1 && texts[0][0] === '' ? texts[0][1] : Object.fromEntries(texts);
}

const IMAGES = 'gaussian(shape=2x8x8)';

describe('a remedy', () => {
  it('has a name of its own, and lines for every framework', () => {
    expect(byName.size).toBe(remedies.length);
    const setup = prepare(
      'conv(4, 3), batchNorm, relu, maxPool(2), residual(relu, conv(4, 3, padding=1)), residual(relu, conv(4, 3, padding=1)), flatten, dense(3)',
      IMAGES,
      { init: 'torch' },
    );
    for (const remedy of remedies) {
      const changes = remedy.inNotation(setup);
      const variants = typeof changes === 'string' ? [] : changes.map(({ variant }) => variant);
      for (const variant of variants) {
        expect(
          Object.values(remedy.paste(variant)).every((text) => text.length > 5),
          remedy.name,
        ).toBe(true);
      }
    }
  });

  it.each([
    ['no-biases', 'dense(8, sigmaB2=0.1), relu, dense(3)', 'dense(8, sigmaB2=0), relu, dense(3) | init he 0'],
    ['no-biases', 'dense(8), relu, dense(3)', 'no biases are drawn'],
    ['he-initialisation', 'dense(8, sigmaW2=1), relu, dense(3)', 'dense(8), relu, dense(3) | init he'],
    ['he-initialisation', 'dense(8), relu, dense(3)', 'weights have these variances already'],
    ['small-readout', 'dense(8), relu, dense(3)', 'dense(8), relu, dense(3, sigmaW2=0.0002, sigmaB2=0)'],
    ['small-readout', 'dense(8), relu, dense(3), softsign', 'it does not end in a dense layer'],
    [
      'other-activation',
      '2*(dense(8), relu), dense(3), tanh',
      {
        gelu: '2*(dense(8), gelu), dense(3), tanh',
        silu: '2*(dense(8), silu), dense(3), tanh',
        tanh: '2*(dense(8), tanh), dense(3), tanh',
      },
    ],
    ['other-activation', 'dense(8), dense(3)', 'it has no activations before its readout'],
    [
      'norm-before-activation',
      '2*(dense(8), relu), dense(3)',
      {
        batchNorm: '2*(dense(8), batchNorm, relu), dense(3)',
        layerNorm: '2*(dense(8), layerNorm, relu), dense(3)',
      },
    ],
    [
      'norm-after-activation',
      'dense(8), relu, residual(dense(8), relu, dense(8)), dense(3)',
      {
        batchNorm: 'dense(8), relu, batchNorm, residual(dense(8), relu, batchNorm, dense(8)), dense(3)',
        layerNorm: 'dense(8), relu, layerNorm, residual(dense(8), relu, layerNorm, dense(8)), dense(3)',
      },
    ],
    [
      'norm-before-activation',
      'dense(8), batchNorm, relu, dense(3)',
      'there is a norm at each activation, or no activation',
    ],
    [
      'norm-after-activation',
      'dense(8), gate(dense(8), sigmoid), dense(3)',
      'there is a norm at each activation, or no activation',
    ],
    ['moved-norm', '2*(dense(8), batchNorm, relu), dense(3)', '2*(dense(8), relu, batchNorm), dense(3)'],
    ['moved-norm', 'dense(8), relu, dense(3)', 'no norm stands before an activation'],
    ['scaled-branches', '4*residual(relu, dense(16)), dense(3)', '4*residual(relu, dense(16), alpha=0.5), dense(3)'],
    ['scaled-branches', 'residual(relu, dense(16)), dense(3)', 'it has a single residual branch'],
  ])('%s makes of %s', (name, network, expected) => {
    expect(made(name, network)).toEqual(expected);
  });

  it('averages windows, and keeps their size', () => {
    expect(made('average-pooling', 'conv(4, 3), relu, maxPool(2, stride=1), flatten, dense(3)', IMAGES)).toBe(
      'conv(4, 3), relu, avgPool(2, stride=1), flatten, dense(3)',
    );
    expect(made('average-pooling', 'dense(8), relu, dense(3)')).toBe('it has no max-pooling');
  });

  it('puts a stronger step in the place of a weaker one', () => {
    const network = 'dense(8), relu, dense(3)';
    expect(made('standardise-input', network, 'digits', { preprocess: 'scale(2), center' })).toBe(
      'scale(2), standardize',
    );
    expect(made('centre-input', network, 'digits', { preprocess: 'standardize' })).toBe(
      'the data go through standardize already',
    );
    const ids = dataset([0, 1, 2, 3, 4, 5, 6, 7], { shape: [4], vocabulary: 9 });
    expect(made('whiten-input', 'tokenEmbedding(9, 8), meanTokens, dense(3)', ids)).toBe(
      'the data are token ids, whose sizes mean nothing',
    );
  });

  it('subtracts the mean of a unit where it stands: E relu = √q/√(2π), q falling by 1 − 1/π with each', () => {
    const text = made('centred-activation', 'dense(64), relu, dense(64), relu, dense(3)');
    const means = [...String(text).matchAll(/relu\(x\) - ([\d.]+)/g)].map(([, mean]) => Number(mean));
    // Unit variance of the data, doubled by He's weights.
    expect(means[0]).toBeCloseTo(Math.sqrt(2 / (2 * Math.PI)), 5);
    expect(means[1] / means[0]).toBeCloseTo(Math.sqrt(1 - 1 / Math.PI), 5);
    expect(made('centred-activation', 'dense(8), tanh, dense(3)')).toBe(
      'its activations have no mean, or stand inside blocks',
    );
  });

  it('makes networks of any that fit their data as they did, or says why not', () => {
    const hidden = fc.constantFrom(
      ...[
        'dense(16)',
        'relu',
        'tanh',
        'gelu',
        'batchNorm',
        'layerNorm',
        'residual(relu, dense(16))',
        '2*(dense(16), relu)',
      ],
    );
    fc.assert(
      fc.property(fc.array(hidden, { minLength: 1, maxLength: 6 }), (layers) => {
        const setup = prepare(`${layers.join(', ')}, dense(3)`, 'gaussian(dim=16)', { init: 'torch' });
        for (const { inNotation, name } of remedies) {
          const changes = inNotation(setup);
          if (typeof changes === 'string') {
            expect(changes, name).not.toBe('');
            continue;
          }
          for (const { network = setup.network } of changes) {
            expect(parseNetwork(network.toString()).toString(), name).toBe(network.toString());
            expect(placed(network), name).toEqual([3]);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

function placed(network: Network) {
  try {
    return network.place([16]).at(-1)!.output;
  } catch (error) {
    return error instanceof UserError ? error.message : error;
  }
}
