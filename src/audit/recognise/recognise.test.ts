import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import { readBack, transplanted } from './testing/readBack.ts';

const MODELS = join(import.meta.dirname, '../../../models');

const cnn = (norm = '') =>
  [16, 32].map((channels) => `conv(${channels}, 3, padding=1), ${norm}relu, maxPool(2)`).join(', ');
const mnist =
  'conv(8, 5, padding=same), relu, maxPool(2), conv(16, 5, padding=same), relu, maxPool(3), flatten, dense(10)';
const wong = (channels: number) => `conv(${channels}, 4, stride=2, padding=1), relu`;
const wongEnd = 'flatten, dense(100), relu, dense(10)';
const encoder = '2*(residual(attention(4)), layerNorm, residual(dense(128), relu, dense(64)), layerNorm)';
const fire = (squeezed: number) =>
  `2*(conv(${squeezed}, 1), relu, parallel((conv(${4 * squeezed}, 1), relu), (conv(${4 * squeezed}, 3, padding=1), relu)))`;

/** The files of models/ that our notation has words for, from the first layer to the scores. */
const whole: readonly (readonly [file: string, network: string])[] = [
  ['torch/cnn', `${cnn()}, flatten, dense(10)`],
  ['torch/cnn_static', `${cnn()}, flatten, dense(10)`],
  ['torch/cnn_bn_eval', `${cnn()}, flatten, dense(10)`],
  ['torch/cnn_bn_train', `${cnn('batchNorm, ')}, flatten, dense(10)`],
  ['torch/cnn_gn', `${cnn('groupNorm(4), ')}, flatten, dense(10)`],
  ['torch/matmul_tokens', 'dense(64), relu, dense(10), meanTokens'],
  ['torch/mha', 'attention(4), meanTokens, dense(10)'],
  ['torch/mha_static', 'attention(4), meanTokens, dense(10)'],
  ['torch/mlp_gelu', 'flatten, 2*(dense(64), gelu), dense(10)'],
  ['torch/mlp_hswish', 'flatten, 2*(dense(64), hardSwish), dense(10)'],
  ['torch/mlp_mish', 'flatten, 2*(dense(64), mish), dense(10)'],
  ['torch/mlp_prelu', 'flatten, 2*(dense(64), leakyRelu(0.25)), dense(10)'],
  ['torch/mlp_softsign', 'flatten, 2*(dense(64), softsign), dense(10)'],
  [
    'torch/vit',
    'patchEmbedding(4, 64), classToken, positionalEmbedding, 2*(residual(layerNorm, attention(4)), ' +
      'residual(layerNorm, dense(256), gelu, dense(64))), layerNorm, selectToken, dense(10)',
  ],
  ['torch/lstm', 'tokenEmbedding(100, 32), 2*lstm(64), selectToken(index=-1), dense(10)'],
  [
    'torch/se',
    'conv(32, 3, stride=2, padding=1), silu, depthwiseConv(3, padding=1), relu6, conv(64, 1), hardSwish, ' +
      'gate(globalAvgPool, dense(16), relu, dense(64), hardSigmoid), globalAvgPool, dense(10)',
  ],
  ['torch/weightnorm', 'flatten, dense(64), relu, dense(10)'],
  ['real/cONNXr__mnist8', mnist],
  ['real/wonnx__opt-mnist', mnist],
  [
    'real/tribuo__pytorch_cnn_mnist',
    'conv(10, 5), maxPool(2), relu, conv(20, 5), maxPool(2), relu, flatten, dense(50), relu, dense(10), relu',
  ],
  ['real/gonnx__gru', 'gru(5)'],
  ['real/marabou__cifar_base_kw', `${wong(8)}, conv(16, 4, stride=2, padding=1), relu, ${wongEnd}`],
  [
    'real/marabou__cifar_deep_kw',
    `${wong(8)}, 2*(conv(8, 3, padding=1), relu), conv(8, 4, stride=2, padding=1), relu, ${wongEnd}`,
  ],
  ['real/marabou__mnist5x20_leaky_relu', 'flatten, 6*(dense(20), leakyRelu(0.1)), dense(10)'],
  [
    'real/marabou__cnn_max_mninst2',
    'conv(8, 4), relu, conv(4, 4), relu, maxPool(2), flatten, dense(32), relu, dense(10)',
  ],
  [
    'real/marabou__cnn_max_mninst3',
    'conv(2, 4), relu, maxPool(2), flatten, dense(64), relu, dense(32), relu, dense(10)',
  ],
  [
    'real/light_squeezenet',
    `conv(64, 3, stride=2), relu, maxPool(3, stride=2), ${fire(16)}, maxPool(3, stride=2), ${fire(32)}, ` +
      `maxPool(3, stride=2), ${fire(48)}, ${fire(64)}, conv(1000, 1), relu, globalAvgPool`,
  ],
];

/** Those that it has words for only so far, or of which it cannot say all. */
const inPart: readonly (readonly [file: string, network: string | null, missing: readonly string[]])[] = [
  ['torch/te', `tokenEmbedding(100, 64), positionalEmbedding, ${encoder}, meanTokens, dense(10)`, ['share weights']],
  ['torch/te17', `tokenEmbedding(100, 64), positionalEmbedding, ${encoder}, meanTokens, dense(10)`, ['share weights']],
  ['torch/te_tied', `tokenEmbedding(100, 64), positionalEmbedding, ${encoder}, meanTokens, dense(100)`, ['tok.weight']],
  [
    'torch/convt',
    'activation("(x - 0.13) / 0.31"), convTranspose(8, 4, stride=2, padding=1), relu, ' +
      'conv(16, 3, stride=2, padding=1, groups=4), relu',
    ['node "/Mul" (Mul): a stored scale that is no bias, norm or position'],
  ],
  ['real/gonnx__ndm', null, ['input "setpoint_input": the notation has one input, the data']],
  ['real/tribuo__tinybert', null, ['input "token_type_ids"', 'input "attention_mask"']],
];

describe('a file of models/', () => {
  it.each(whole)('%s is %s, to the last digits of float32', async (file, network) => {
    const read = await readBack(readModel(join(MODELS, `${file}.onnx`)));
    const { recognised } = read;
    expect(recognised).toMatchObject({ network, isWhole: true, missing: [] });
    expect(parseNetwork(network).place(recognised.input)).toHaveLength(recognised.layers.length);
    const { isVerified, difference } = await transplanted(read);
    expect(difference).toBeLessThan(2e-6);
    expect(isVerified).toBe(true);
  });

  it.each(inPart)('%s is %s, and says what is missing', async (file, network, missing) => {
    const read = await readBack(readModel(join(MODELS, `${file}.onnx`)));
    expect(read.recognised.network).toBe(network);
    expect(read.recognised.missing).toEqual(missing.map((why) => expect.stringContaining(why)));
    expect((await transplanted(read)).isVerified).toBe(network !== null);
  });
});
