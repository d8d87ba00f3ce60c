import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../graph/graph.ts';
import { expectOutputs, type Run, range, runLayer, sum } from '../testing/run.fixture.ts';
import { patchEmbedding } from '../tokens/patchEmbedding.ts';
import { conv } from './conv.ts';
import { convolutionScales } from './convolution.ts';
import { depthwiseConv } from './depthwiseConv.ts';
import { windowOn } from './window.ts';

interface Reference {
  readonly kernel: number;
  readonly stride?: number;
  readonly dilation?: number;
  /** Rows above and columns to the left of the image. */
  readonly before?: number;
  readonly groups?: number;
}

/** y_c(i, j) = Σ W_{c,c′,a,b} x_{g+c′}(s i + d a − p, s j + d b − p), by plain loops. */
function convolved(run: Run, input: Shape, { kernel, stride = 1, dilation = 1, before = 0, groups = 1 }: Reference) {
  const [data, weights] = [run.data, run.weights[0]];
  const channelsIn = input[0] / groups;
  const offsets = range(kernel);
  return (point: number, channel: number, i: number, j: number, channels = run.shape[0]) => {
    const first = Math.floor(channel / (channels / groups)) * channelsIn;
    return sum(
      range(channelsIn).flatMap((c) =>
        offsets.flatMap((a) =>
          offsets.map((b) => {
            const pixel = data(
              point,
              first + c,
              stride * i + dilation * a - before,
              stride * j + dilation * b - before,
            );
            return weights(channel, c, a, b)! * (pixel ?? 0);
          }),
        ),
      ),
    );
  };
}

describe('a convolution', () => {
  it.each([
    ['plain', conv(4, 3), [2, 6, 5], { kernel: 3 }],
    ['with zeros around the image', conv(2, 5, { padding: 2 }), [3, 4, 6], { kernel: 5, before: 2 }],
    ['of the same size', conv(2, 3, { padding: 'same' }), [2, 5, 4], { kernel: 3, before: 1 }],
    ['in strides', conv(2, 3, { stride: 2, padding: 1 }), [2, 7, 8], { kernel: 3, stride: 2, before: 1 }],
    ['with holes', conv(2, 3, { dilation: 2, padding: 'same' }), [2, 7, 6], { kernel: 3, dilation: 2, before: 2 }],
    ['in groups', conv(6, 2, { groups: 2 }), [4, 4, 4], { kernel: 2, groups: 2 }],
    ['of one pixel', conv(5, 1, { stride: 2 }), [3, 5, 5], { kernel: 1, stride: 2 }],
    ['of each channel by itself', depthwiseConv(3, { padding: 1 }), [4, 5, 5], { kernel: 3, before: 1, groups: 4 }],
  ] as const)('%s is the sum over its window', async (_, layer, input, reference) => {
    const run = await runLayer(layer, input);
    expectOutputs(run, convolved(run, input, reference));
  });

  it('of another height than width is the sum over its window', async () => {
    const run = await runLayer(conv(2, [2, 3], { stride: [1, 2], padding: [1, 0, 0, 2], dilation: [1, 2] }), [3, 4, 5]);
    const pixel = (point: number, c: number, i: number, j: number, a: number, b: number) =>
      run.data(point, c, i + a - 1, 2 * j + 2 * b) ?? 0;
    const window = range(3).flatMap((c) => range(2).flatMap((a) => range(3).map((b) => [c, a, b] as const)));
    expectOutputs(run, (point, channel, i, j) =>
      sum(window.map(([c, a, b]) => run.weights[0](channel, c, a, b)! * pixel(point, c, i, j, a, b))),
    );
  });

  it('with an even kernel or a stride pads the odd pixel below and to the right when asked for "same"', async () => {
    expect(windowOn('conv', [1, 5, 5], { size: 2, stride: 1, padding: 'same', dilation: 1 }).padding).toEqual([
      0, 0, 1, 1,
    ]);
    expect(windowOn('conv', [1, 6, 5], { size: 3, stride: 2, padding: 'same', dilation: 1 }).padding).toEqual([
      0, 1, 1, 1,
    ]);
    const run = await runLayer(conv(2, 2, { padding: 'same' }), [1, 5, 5]);
    expect(run.shape).toEqual([2, 5, 5]);
    expectOutputs(run, convolved(run, [1, 5, 5], { kernel: 2 }));
    expect((await runLayer(conv(2, 3, { padding: 'same', stride: 2 }), [1, 7, 8])).shape).toEqual([2, 4, 4]);
  });

  it('adds one bias per channel', async () => {
    const run = await runLayer(conv(3, 2, { sigmaB2: 1 }), [2, 3, 3]);
    const plain = convolved(run, [2, 3, 3], { kernel: 2 });
    expectOutputs(run, (point, c, i, j) => plain(point, c, i, j) + run.weights[1](c)!);
  });

  it('scales by a fan-in of channels/groups × kernel², and counts its positions', async () => {
    const run = await runLayer(conv(8, 3, { groups: 2, sigmaB2: 0.1 }), [4, 6, 5]);
    expect(run.tensors[0]).toMatchObject({ dims: [8, 2, 3, 3], variance: 2 / 18, reuse: 12 });
    expect(run.tensors[1]).toMatchObject({ dims: [8], variance: 0.1, reuse: 12 });
    const window = windowOn('conv', [4, 6, 5], { size: 3, stride: 1, padding: 0, dilation: 1 });
    const setting = { input: [4, 6, 5], init: { scheme: 'glorot' } } as const;
    // PyTorch: fan-in 2·9, fan-out 8·9, whatever the groups.
    expect(convolutionScales({ window, channels: 8, groups: 2 }, {}, setting).sigmaW2).toBeCloseTo((2 * 18) / 90, 14);
  });
});

describe('a patch embedding', () => {
  it('is a convolution in strides of a patch, its positions row by row', async () => {
    const input = [3, 4, 6];
    const run = await runLayer(patchEmbedding(2, 5), input);
    expect(run.shape).toEqual([6, 5]);
    const image = convolved(run, input, { kernel: 2, stride: 2 });
    expectOutputs(run, (point, token, feature) => image(point, feature, Math.floor(token / 3), token % 3, 5));
  });
});

describe('a convolution that does not fit', () => {
  it.each([
    [conv(4, 3), [12], 'conv needs an image'],
    [depthwiseConv(3), [4, 5], 'depthwiseConv needs an image'],
    [conv(4, 5), [1, 4, 8], 'conv: a window of 5×5 does not fit into the image'],
    [conv(4, 3, { dilation: 3, padding: 1 }), [1, 4, 8], 'conv: a window of 7×7 does not fit into the image'],
    [conv(4, 1, { groups: 2 }), [3, 4, 4], 'conv: 2 groups do not divide 3 channels into 4'],
    [patchEmbedding(3, 4), [1, 8, 9], 'patchEmbedding: patches of 3×3 do not divide an image of 1×8×9'],
  ])('%# says why', (layer, input, message) => {
    expect(() => layer.definition.shape(input, layer.args)).toThrow(
      expect.objectContaining({ code: 'shape', message }),
    );
  });
});
