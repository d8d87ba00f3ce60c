import { describe, expect, it } from 'vitest';
import { serial } from '../../network.ts';
import { expectOutputs, type Reader, range, runLayer, sum } from '../testing/run.fixture.ts';
import { attention } from './attention.ts';
import { classToken } from './classToken.ts';
import { positionalEmbedding } from './positionalEmbedding.ts';
import { selectToken } from './selectToken.ts';
import { tokenEmbedding } from './tokenEmbedding.ts';
import { transpose } from './transpose.ts';

const tokens = [4, 6];

/** Rows of x W + b for one point: [token][feature]. */
function project(x: number[][], weights: Reader, dims: readonly [number, number], biases?: Reader): number[][] {
  return x.map((row) =>
    range(dims[1]).map((j) => sum(range(dims[0]).map((i) => row[i] * weights(i, j)!)) + (biases?.(j) ?? 0)),
  );
}

/** Multi-head self-attention by its formula. */
function attended(x: number[][], heads: number, [q, k, v]: readonly number[][][]): number[][] {
  const size = q[0].length / heads;
  return x.map((_, token) =>
    range(q[0].length).map((feature) => {
      const own = range(size).map((i) => Math.floor(feature / size) * size + i);
      const scores = k.map((key) => sum(own.map((i) => q[token][i] * key[i])) / Math.sqrt(size));
      const weights = scores.map((score) => Math.exp(score));
      return sum(weights.map((weight, t) => weight * v[t][feature])) / sum(weights);
    }),
  );
}

describe('attention', () => {
  it.each([
    ['one head', attention(1), 1, 6],
    ['three heads', attention(3), 3, 6],
    ['heads of their own width', attention(2, { dim: 8 }), 2, 8],
  ])('with %s is the softmax-weighted mean of values', async (_, layer, heads, dim) => {
    const run = await runLayer(layer, tokens);
    const results = range(3).map((point) => {
      const x = range(4).map((token) => range(6).map((feature) => run.data(point, token, feature)!));
      const parts = range(3).map((i) => project(x, run.weights[i], [6, dim]));
      return project(attended(x, heads, parts), run.weights[3], [dim, 6]);
    });
    expectOutputs(run, (point, token, feature) => results[point][token][feature], 1e-4);
  });

  it('scales its four matrices as dense layers, biases too', async () => {
    const init = { scheme: 'lecun', sigmaB2: 0.1 };
    const { tensors } = await runLayer(attention(2, { dim: 8 }), tokens, { init });
    expect(tensors.map(({ dims, reuse }) => [dims, reuse])).toEqual([
      ...range(3).flatMap(() => [
        [[6, 8], 4],
        [[8], 4],
      ]),
      [[8, 6], 4],
      [[6], 4],
    ]);
    expect(tensors[0].variance).toBeCloseTo(1 / 6, 14);
    expect(tensors[6].variance).toBeCloseTo(1 / 8, 14);
  });

  it("has the law of PyTorch's MultiheadAttention under torch: Xavier over the packed matrix, no biases", async () => {
    const { tensors } = await runLayer(attention(2), tokens, { init: { scheme: 'torch' } });
    expect(tensors.map(({ dims, law }) => [dims, law])).toEqual(range(4).map(() => [[6, 6], 'uniform']));
    for (const { variance } of tensors.slice(0, 3)) expect(variance).toBeCloseTo(2 / (6 + 18), 14);
    expect(tensors[3].variance).toBeCloseTo(1 / 18, 14);
  });

  it('needs tokens, and heads that divide their features', () => {
    const shape = (heads: number, input: number[]) => () => serial(attention(heads)).place(input);
    expect(shape(4, tokens)).toThrow('attention: 4 heads do not divide 6 features');
    expect(shape(2, [12])).toThrow('attention needs tokens');
  });
});

describe('tokens', () => {
  it('are preceded by a class token of N(0, 0.02²)', async () => {
    const run = await runLayer(classToken(), tokens);
    expect(run.tensors).toMatchObject([{ dims: [1, 6], law: 'gaussian', variance: 0.0004 }]);
    expectOutputs(run, (point, token, feature) =>
      token === 0 ? run.weights[0](0, feature)! : run.data(point, token - 1, feature)!,
    );
  });

  it('get a vector of their position', async () => {
    const run = await runLayer(positionalEmbedding({ sigma2: 0.5 }), tokens);
    expect(run.tensors).toMatchObject([{ dims: tokens, law: 'gaussian', variance: 0.5 }]);
    expectOutputs(run, (point, token, i) => run.data(point, token, i)! + run.weights[0](token, i)!);
  });

  it('are selected by their number', async () => {
    const run = await runLayer(selectToken({ index: 2 }), tokens);
    expectOutputs(run, (point, feature) => run.data(point, 2, feature)!);
    const last = await runLayer(selectToken({ index: -1 }), tokens);
    expectOutputs(last, (point, feature) => last.data(point, 3, feature)!);
    const { definition, args } = selectToken({ index: 4 });
    expect(() => definition.shape(tokens, args)).toThrow('selectToken: there is no token 4 among 4');
  });

  it('exchange places with features', async () => {
    const run = await runLayer(transpose(), tokens);
    expectOutputs(run, (point, feature, token) => run.data(point, token, feature)!);
  });

  it('are looked up by their ids', async () => {
    const values = Float32Array.from([0, 4, 2, 2, 1, 0]);
    const run = await runLayer(tokenEmbedding(5, 3), [2], { values });
    expect(run.tensors).toMatchObject([{ dims: [5, 3], variance: 1 }]);
    expectOutputs(run, (point, token, i) => run.weights[0](run.data(point, token)!, i)!);
  });
});
