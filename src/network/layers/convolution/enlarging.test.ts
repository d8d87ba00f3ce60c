import { describe, expect, it } from 'vitest';
import { dataset } from '../../../data/ownData.ts';
import { seededRandom } from '../../../numerics/sampling/seeded.ts';
import { predict } from '../../../theory/predict.ts';
import { lrn } from '../norms/lrn.ts';
import { expectOutputs, range, runLayer, sum } from '../testing/run.fixture.ts';
import { conv1d } from './conv1d.ts';
import { convTranspose } from './convTranspose.ts';
import { pad } from './pad.ts';
import { upsample } from './upsample.ts';

describe('a transposed convolution', () => {
  it('sends every pixel to a window of the output', async () => {
    const layer = convTranspose(2, [3, 2], { stride: [2, 1], padding: 1, outputPadding: 0, sigmaB2: 1 });
    const run = await runLayer(layer, [3, 3, 4]);
    const sources = range(3).flatMap((c) => range(3).flatMap((y) => range(4).map((x) => [c, y, x] as const)));
    expectOutputs(
      run,
      (point, channel, i, j) =>
        run.weights[1](channel)! +
        sum(
          sources.map(
            ([c, y, x]) => (run.weights[0](c, channel, i + 1 - 2 * y, j + 1 - x) ?? 0) * run.data(point, c, y, x)!,
          ),
        ),
    );
  });

  it('counts channels × pixels as its fan-in, as PyTorch does', async () => {
    const { tensors } = await runLayer(convTranspose(4, 2, { stride: 2 }), [3, 3, 3], { init: { scheme: 'torch' } });
    expect(tensors[0].variance).toBeCloseTo(1 / (3 * 16), 14);
    expect(tensors[1].variance).toBeCloseTo(1 / (3 * 16), 14);
  });

  it('says why it does not fit', () => {
    const shapeOf =
      ({ definition, args }: ReturnType<typeof convTranspose>) =>
      () =>
        definition.shape([1, 2, 2], args);
    expect(shapeOf(convTranspose(1, 2, { padding: 3 }))).toThrow('padding of 3 leaves nothing of the image');
    expect(shapeOf(convTranspose(1, 2, { outputPadding: 1 }))).toThrow('outputPadding of 1 reaches the next place');
  });
});

describe('images of another size', () => {
  it('repeat each pixel', async () => {
    const run = await runLayer(upsample([2, 3]), [2, 2, 3]);
    expectOutputs(run, (point, c, i, j) => run.data(point, c, Math.floor(i / 2), Math.floor(j / 3))!);
  });

  it('have zeros around them', async () => {
    const run = await runLayer(pad([0, 1, 2, 0]), [2, 2, 3]);
    expectOutputs(run, (point, c, i, j) => run.data(point, c, i, j - 1) ?? 0);
  });

  it('are to theory what padding of the next convolution makes of them', () => {
    const agreement = (layers: string) =>
      predict(`conv(4, 3), relu, ${layers}, relu, globalAvgPool, dense(3)`, 'digits', { points: 40 }).agreement;
    expect(agreement('pad((1, 0, 2, 1)), conv(8, 3)')).toBeCloseTo(agreement('conv(8, 3, padding=(1, 0, 2, 1))')!, 10);
  });
});

describe('lrn', () => {
  it('divides a channel by the mean square of its neighbours', async () => {
    const run = await runLayer(lrn(3, { alpha: 0.5, beta: 0.75, k: 2 }), [5, 2, 2]);
    expectOutputs(run, (point, c, i, j) => {
      const squares = [c - 1, c, c + 1].map((other) => (run.data(point, other, i, j) ?? 0) ** 2);
      return run.data(point, c, i, j)! / (2 + (0.5 / 3) * sum(squares)) ** 0.75;
    });
  });
});

describe('a convolution along tokens', () => {
  const { normal } = seededRandom(3);
  const values = Float64Array.from({ length: 30 * 24 }, () => normal() + 0.3);
  const sequences = dataset(values, { shape: [4, 6] });

  it('is the sum over its window', async () => {
    const run = await runLayer(conv1d(4, 3, { stride: 2, padding: [2, 0] }), [5, 2]);
    const window = range(2).flatMap((f) => range(3).map((o) => [f, o] as const));
    expectOutputs(run, (point, t, channel) =>
      sum(window.map(([f, o]) => run.weights[0](channel, f, o, 0)! * (run.data(point, 2 * t + o - 2, f) ?? 0))),
    );
  });

  it('of one token is a dense layer on each, by theory as well', () => {
    const agreement = (layer: string) => predict(`${layer}, relu, meanTokens, dense(3)`, sequences).agreement;
    expect(agreement('conv1d(8, 1)')).toBeCloseTo(agreement('dense(8)')!, 12);
  });

  it('has two ends', () => {
    const { definition, args } = conv1d(4, 3, { padding: [1, 2, 3, 4] });
    expect(() => definition.shape([5, 2], args)).toThrow('conv1d: a sequence has two ends, not four sides');
  });
});
