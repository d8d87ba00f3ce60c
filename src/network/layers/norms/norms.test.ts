import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../graph/graph.ts';
import { PairState } from '../../../kernel/pair/pairState.ts';
import { isUnknown } from '../../../kernel/state.ts';
import { he } from '../../init.ts';
import { dropout } from '../dropout.ts';
import { expectOutputs, mean, type Run, range, runLayer } from '../testing/run.fixture.ts';
import { batchNorm } from './batchNorm.ts';
import { groupNorm, instanceNorm } from './groupNorm.ts';
import { layerNorm } from './layerNorm.ts';
import { rmsNorm } from './rmsNorm.ts';

/** All indices (point first) of a tensor of points of a shape. */
function indices(points: number, shape: Shape): number[][] {
  return [points, ...shape].reduce<number[][]>(
    (list, size) => list.flatMap((index) => range(size).map((i) => [...index, i])),
    [[]],
  );
}

/** (x − m)/√(v + ε), with mean and biased variance over all values that share a key with the one at hand. */
function normalised(
  run: Run,
  points: number,
  shape: Shape,
  { key, eps = 1e-5, centred = true }: { key: (index: number[]) => unknown; eps?: number; centred?: boolean },
) {
  const groups = new Map<string, number[][]>();
  for (const index of indices(points, shape)) {
    const group = String(key(index));
    groups.set(group, [...(groups.get(group) ?? []), index]);
  }
  return (...index: number[]) => {
    const values = groups.get(String(key(index)))!.map((other) => run.data(...other)!);
    const center = centred ? mean(values) : 0;
    return (run.data(...index)! - center) / Math.sqrt(mean(values.map((x) => (x - center) ** 2)) + eps);
  };
}

const [vector, tokens, image]: Shape[] = [[12], [3, 8], [4, 3, 3]];

describe('normalisation', () => {
  it.each([
    ['layerNorm of a vector', layerNorm(), vector, { key: ([n]: number[]) => n }],
    ['layerNorm of tokens', layerNorm(), tokens, { key: ([n, t]: number[]) => [n, t] }],
    ['layerNorm of an image', layerNorm({ eps: 0.1 }), image, { key: ([n]: number[]) => n, eps: 0.1 }],
    ['rmsNorm of a vector', rmsNorm(), vector, { key: ([n]: number[]) => n, centred: false }],
    ['rmsNorm of tokens', rmsNorm(), tokens, { key: ([n, t]: number[]) => [n, t], centred: false }],
    ['groupNorm of a vector', groupNorm(3), vector, { key: ([n, i]: number[]) => [n, Math.floor(i / 4)] }],
    ['groupNorm of an image', groupNorm(2), image, { key: ([n, c]: number[]) => [n, Math.floor(c / 2)] }],
    ['instanceNorm of an image', instanceNorm(), image, { key: ([n, c]: number[]) => [n, c] }],
    ['batchNorm of a vector', batchNorm(), vector, { key: ([, i]: number[]) => i }],
    ['batchNorm of tokens', batchNorm({ eps: 0.2 }), tokens, { key: ([, , i]: number[]) => i, eps: 0.2 }],
    ['batchNorm of an image', batchNorm(), image, { key: ([, c]: number[]) => c }],
    ['batchNorm by batches', batchNorm({ batch: 3 }), image, { key: ([n, c]: number[]) => [n < 3, c] }],
    ['batchNorm by batches of tokens', batchNorm({ batch: 2 }), tokens, { key: ([n, , i]: number[]) => [n >> 1, i] }],
  ])('%s has mean 0 and variance 1 where it should', async (_, layer, input, reference) => {
    const run = await runLayer(layer, input, { points: 6 });
    expectOutputs(run, normalised(run, 6, input, reference));
  });

  it('keeps its digits where the mean is large', async () => {
    const values = Float32Array.from({ length: 3 * 12 }, (_, i) => 1000 + (i % 12));
    const run = await runLayer(layerNorm(), vector, { values });
    expectOutputs(run, (_, unit) => (unit - 5.5) / Math.sqrt(143 / 12 + 1e-5));
  });

  it('by batches in evaluation divides by √(1 + ε) and leaves points alone', async () => {
    const layer = batchNorm({ eps: 0.5, mode: 'eval' });
    const run = await runLayer(layer, vector);
    expectOutputs(run, (...index) => run.data(...index)! / Math.sqrt(1.5));
    expect(layer.definition.couplesPoints!(layer.args)).toBe(false);
    expect(layer.definition.couplesPoints!(batchNorm({ batch: 4 }).args)).toBe(true);
  });

  it.each([
    [groupNorm(3), image, 'groupNorm: 3 groups do not divide 4 channels'],
    [groupNorm(2), tokens, 'groupNorm takes vectors and images, not 3 tokens of 8'],
    [groupNorm(12), vector, 'groupNorm would normalise single values, which makes them 0'],
    [instanceNorm(), [4, 1, 1], 'instanceNorm would normalise single values, which makes them 0'],
    [instanceNorm(), vector, 'instanceNorm needs an image'],
    [batchNorm({ batch: 1 }), vector, 'batchNorm: in batches of one point every unit becomes 0'],
  ])('that cannot be is refused (%#)', (layer, input, message) => {
    expect(() => layer.definition.shape(input, layer.args)).toThrow(message);
  });

  it('by batches that do not divide the points is refused', async () => {
    const message = 'batchNorm: batches of 4 do not divide 6 points';
    await expect(runLayer(batchNorm({ batch: 4 }), vector, { points: 6 })).rejects.toMatchObject({
      code: 'shape',
      message,
    });
  });
});

describe('the kernel of normalisation', () => {
  const state = PairState.gaussian(3, 1);
  const kernelAfter = (layer: ReturnType<typeof layerNorm>, points: number | null = null, input: Shape = [100]) => {
    const result = layer.definition.kernel(state, layer.args, { input, init: he, points });
    return isUnknown(result) ? result.reason : result.summary();
  };

  it('uses the ε of the layer', () => {
    expect(kernelAfter(layerNorm({ eps: 1 }))).toMatchObject({
      cov: expect.closeTo(3 / 5, 14),
      spread: expect.closeTo(1 / 5, 14),
    });
    expect(kernelAfter(rmsNorm({ eps: 1 }))).toMatchObject({ cov: expect.closeTo(3 / 5, 14) });
    expect(kernelAfter(batchNorm({ eps: 1, mode: 'eval' }))).toMatchObject({ cov: expect.closeTo(3 / 2, 14) });
  });

  it('by batches knows how many points there are', () => {
    expect(kernelAfter(batchNorm({ eps: 1e-12 }))).toMatchObject({
      cov: expect.closeTo(0, 10),
      spread: expect.closeTo(1, 10),
    });
    expect(kernelAfter(batchNorm({ eps: 1e-12 }), 50)).toMatchObject({ cov: expect.closeTo(-1 / 49, 10) });
    expect(kernelAfter(batchNorm({ eps: 1e-12, batch: 5 }), 50)).toMatchObject({ cov: expect.closeTo(-1 / 4, 10) });
  });

  it('says why there is none', () => {
    expect(kernelAfter(layerNorm(), null, tokens)).toMatch(/^measured only: .*tokens/);
    expect(kernelAfter(instanceNorm(), null, image)).toMatch(/^measured only: each channel/);
    expect(kernelAfter(groupNorm(4), null, image)).toMatch(/^measured only: each channel/);
    expect(kernelAfter(dropout(0.5, { mode: 'train' }))).toMatch(/^measured only: .*dropout/);
  });
});

describe('dropout', () => {
  it('does nothing in evaluation', async () => {
    const run = await runLayer(dropout(0.5), image);
    expectOutputs(run, (...index) => run.data(...index)!);
    const { definition, args } = dropout(0.5);
    const after = definition.kernel(PairState.gaussian(1, 1), args, { input: [5], init: he, points: null });
    expect(after).toMatchObject({ cov: 1 });
  });

  it('in training keeps a unit where its own uniform number is below 1 − 2·rate, and makes up for the others', async () => {
    const layer = dropout(0.3, { mode: 'train' });
    const run = await runLayer(layer, tokens, { points: 5 });
    expect(run.tensors[0]).toMatchObject({ law: 'uniform', variance: 1 / 3, batchAxis: 0, dims: tokens });
    expectOutputs(run, (...index) => (run.weights[0](...index)! < 0.4 ? run.data(...index)! / 0.7 : 0));
    expect(layer.definition.couplesPoints!(layer.args)).toBe(true);
  });
});
