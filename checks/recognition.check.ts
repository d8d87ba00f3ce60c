import { describe, expect, it } from 'vitest';
import { readBack, transplanted } from '../src/audit/recognise/testing/readBack.ts';
import { readModel } from '../src/engine/onnx/read/files/readModel.ts';
import { parseNetwork } from '../src/network/notation/parse.ts';

const quick = process.env.FIRSTGUESS_CHECKS === 'quick';
const modelAt = (file: string) => readModel(new URL(`../models/${file}.onnx`, import.meta.url).pathname);

const bottleneck = (channels: number, stride: string) =>
  `conv(${channels}, 1), batchNorm, relu, conv(${channels}, 3, ${stride}padding=1), batchNorm, relu, conv(${4 * channels}, 1), batchNorm`;
const stage = (channels: number, times: number, stride: string) =>
  `residual(${bottleneck(channels, stride)}, shortcut=(conv(${4 * channels}, 1${stride.replace(/^(.*), $/, ', $1')}), batchNorm)), relu, ` +
  `${times}*(residual(${bottleneck(channels, '')}), relu)`;
const stem = 'conv(64, 7, stride=2, padding=3), batchNorm, relu, maxPool(3, stride=2, padding=1)';
const denseBlock = (times: number) =>
  `${times}*concat(batchNorm, relu, conv(128, 1), batchNorm, relu, conv(32, 3, padding=1))`;
const transition = (channels: number) => `batchNorm, relu, conv(${channels}, 1), avgPool(2)`;

/** Large models, that the notation has from the first layer to the scores; CI reads one. */
const LARGE: readonly (readonly [file: string, network: string])[] = [
  [
    'real/light_resnet50',
    `${stem}, ${stage(64, 2, '')}, ${stage(128, 3, 'stride=2, ')}, ${stage(256, 5, 'stride=2, ')}, ` +
      `${stage(512, 2, 'stride=2, ')}, globalAvgPool, dense(1000)`,
  ],
  [
    'real/light_densenet121',
    `${stem}, ${denseBlock(6)}, ${transition(128)}, ${denseBlock(12)}, ${transition(256)}, ${denseBlock(24)}, ` +
      `${transition(512)}, ${denseBlock(16)}, batchNorm, relu, globalAvgPool, dense(1000)`,
  ],
  [
    'real/light_bvlc_alexnet',
    'conv(96, 11, stride=4), relu, lrn(5), maxPool(3, stride=2), conv(256, 5, padding=2, groups=2), relu, lrn(5), ' +
      'maxPool(3, stride=2), conv(384, 3, padding=1), relu, conv(384, 3, padding=1, groups=2), relu, ' +
      'conv(256, 3, padding=1, groups=2), relu, maxPool(3, stride=2, padding=same), flatten, 2*(dense(4096), relu), dense(1000)',
  ],
];

describe('a large file of models/', () => {
  it.each(quick ? LARGE.slice(0, 1) : LARGE)('%s is %s, to the last digits of float32', async (file, network) => {
    const read = await readBack(modelAt(file));
    const { recognised } = read;
    expect(recognised).toMatchObject({ network, isWhole: true, missing: [] });
    expect(parseNetwork(network).place(recognised.input)).toHaveLength(recognised.layers.length);
    const { isVerified, difference } = await transplanted(read);
    expect(difference).toBeLessThan(2e-6);
    expect(isVerified).toBe(true);
  });

  it('with more weights than can be compared in memory is recognised, but not verified', async () => {
    const read = await readBack(modelAt('real/light_vgg19'));
    expect(read.recognised).toMatchObject({ isWhole: true, missing: [] });
    expect(await transplanted(read)).toMatchObject({
      isVerified: false,
      reason: expect.stringMatching(/^144 million weights/),
    });
  });
});
