import { describe, expect, it } from 'vitest';
import { predict } from '../../../theory/predict.ts';
import { expectOutputs, mean, type Run, range, runLayer } from '../testing/run.fixture.ts';
import { meanTokens } from '../tokens/meanTokens.ts';
import { globalAvgPool } from './globalAvgPool.ts';
import { avgPool, maxPool } from './pool.ts';

const pools = [
  ['largest', maxPool, (values: readonly number[]) => Math.max(...values)],
  ['mean', avgPool, mean],
] as const;

/** The pixels of a window that lie within the image. */
function pixels(run: Run, size: number, stride: number, before = 0) {
  return (point: number, channel: number, i: number, j: number) =>
    range(size)
      .flatMap((a) =>
        range(size).map((b) => run.data(point, channel, stride * i + a - before, stride * j + b - before)),
      )
      .filter((value) => value !== undefined);
}

describe.each(pools)('the %s of a window', (_, pool, reduce) => {
  it('of a vector is that of consecutive units', async () => {
    const run = await runLayer(pool(3), [12]);
    expectOutputs(run, (point, unit) => reduce(range(3).map((i) => run.data(point, 3 * unit + i)!)));
  });

  it.each([
    ['side by side', pool(2), [2, 4, 6], [2, 2, 0]],
    ['overlapping', pool(3, { stride: 1 }), [2, 5, 4], [3, 1, 0]],
    ['that leave a border out', pool(2), [1, 5, 7], [2, 2, 0]],
    ['over a border, which holds nothing', pool(3, { stride: 2, padding: 1 }), [2, 6, 5], [3, 2, 1]],
    ['of the same size', pool(3, { stride: 1, padding: 'same' }), [2, 4, 5], [3, 1, 1]],
  ] as const)('of an image is that of its pixels, in windows %s', async (_, layer, input, [size, stride, before]) => {
    const run = await runLayer(layer, input);
    const window = pixels(run, size, stride, before);
    expectOutputs(run, (point, c, i, j) => reduce(window(point, c, i, j)));
  });

  it('of another height than width is that of its pixels', async () => {
    const run = await runLayer(pool([2, 1], { stride: [1, 2], padding: [1, 0, 0, 0] }), [2, 4, 5]);
    const window = (point: number, c: number, i: number, j: number) =>
      [i - 1, i].map((row) => run.data(point, c, row, 2 * j)).filter((value) => value !== undefined);
    expectOutputs(run, (point, c, i, j) => reduce(window(point, c, i, j)));
  });

  it.each([
    [pool(5), [12], 'windows of 5 do not divide 12 units'],
    [pool([2, 1]), [12], 'takes one size on a vector'],
    [
      pool([1, 3], { padding: [0, 0, 0, 3] }),
      [1, 8, 8],
      'padding of (0, 0, 0, 3) leaves windows of 1x3 without a pixel',
    ],
    [pool(2, { stride: 1 }), [12], 'takes no stride or padding on a vector'],
    [pool(2), [4, 6], 'pools vectors and images, not 4 tokens of 6'],
    [pool(4), [1, 3, 8], 'a window of 4×4 does not fit into the image'],
    [pool(2, { padding: 2 }), [1, 8, 8], 'padding of 2 leaves windows of 2 without a pixel'],
  ])('refuses what does not fit (%#)', (layer, input, message) => {
    expect(() => layer.definition.shape(input, layer.args)).toThrow(message);
  });
});

describe('padding that an average counts', () => {
  it('is zeros, so that every window is divided by its size', async () => {
    const run = await runLayer(avgPool(3, { stride: 2, padding: 1, countPadding: 'true' }), [2, 6, 5]);
    const window = pixels(run, 3, 2, 1);
    expectOutputs(run, (point, c, i, j) => window(point, c, i, j).reduce((sum, x) => sum + x, 0) / 9);
  });

  it.each(['true', 'false'])('commutes with weights of one pixel, by theory as well (%s)', (counted) => {
    const pool = `avgPool(3, stride=2, padding=1, countPadding=${counted})`;
    const agreement = (start: string) =>
      predict(`${start}, relu, globalAvgPool, dense(2)`, 'digits', { points: 40 }).agreement;
    expect(agreement(`conv(8, 1), ${pool}`)).toBeCloseTo(agreement(`${pool}, conv(8, 1)`)!, 6);
  });
});

describe('the mean over all places', () => {
  it('of an image is a vector of channels', async () => {
    const run = await runLayer(globalAvgPool(), [4, 3, 5]);
    const all = (point: number, c: number) => range(15).map((p) => run.data(point, c, Math.floor(p / 5), p % 5)!);
    expectOutputs(run, (point, c) => mean(all(point, c)));
  });

  it('of tokens is a vector of features', async () => {
    const run = await runLayer(meanTokens(), [4, 3]);
    expectOutputs(run, (point, feature) => mean(range(4).map((token) => run.data(point, token, feature)!)));
  });

  it('needs an image, or tokens', () => {
    const shapeOf =
      ({ definition, args }: ReturnType<typeof meanTokens>, input: number[]) =>
      () =>
        definition.shape(input, args);
    expect(shapeOf(globalAvgPool(), [12])).toThrow('globalAvgPool needs an image');
    expect(shapeOf(meanTokens(), [3, 4, 4])).toThrow(
      expect.objectContaining({
        message: 'meanTokens needs tokens',
        remedy: 'cut the image into tokens first: patchEmbedding(4, 48)',
      }),
    );
  });
});
