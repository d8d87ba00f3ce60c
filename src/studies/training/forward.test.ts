import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../errors.ts';
import { type Graph, sizeOf } from '../../graph/graph.ts';
import { he, type Initialisation } from '../../network/init.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { compile } from '../../program/compile.ts';
import { GraphRunner, WeightDrawer } from '../../program/sample.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { type Autodiff, loadAutodiff } from './autodiff.ts';
import { checkOperations } from './forward.ts';
import { drawParameters, trainable } from './trainable.ts';
import { Trainer } from './trainer.ts';

const POINTS = 5;
const SEED = 11;
const biased: Initialisation = { scheme: 'torch' };

const networks: [string, number[], Initialisation?][] = [
  ['3*(dense(20), relu), dense(10)', [12]],
  ['2*(dense(20), tanh), dense(3)', [12], biased],
  ['dense(8), sigmoid, dense(1)', [4], biased],
  ['dense(24), maxPool(3), avgPool(2), dense(2)', [12]],
  ['dense(16), 2*residual(layerNorm, dense(16), gelu, dense(16)), dense(4)', [12], biased],
  ['dense(9), leakyRelu(0.1), dense(9), elu, dense(9), selu, dense(9), softplus, dense(9), hardSwish, dense(3)', [6]],
  ['dense(9), abs, dense(9), sin, dense(9), silu, dense(9), mish, dense(9), relu6, dense(9), erf, dense(3)', [6]],
  ['conv(4, 3, padding=same), relu, maxPool(2), conv(6, 3), relu, dense(10)', [1, 8, 8]],
  ['conv(4, 3, padding=1, stride=2), tanh, conv(4, 2, dilation=2), avgPool(2), dense(3)', [2, 9, 9], biased],
  ['conv(4, 3), maxPool(3, stride=2, padding=1), avgPool(3, stride=1, padding=1), globalAvgPool, dense(3)', [1, 8, 8]],
  ['depthwiseConv(3, padding=same), instanceNorm, relu, flatten, dense(3)', [3, 6, 6]],
  ['patchEmbedding(4, 6), attention(2), meanTokens, dense(3)', [1, 8, 8], biased],
];

let autodiff: Autodiff;
beforeAll(async () => {
  autodiff = await loadAutodiff();
});

describe('the scores of an untrained network', () => {
  it.each(networks)('are those that ONNX Runtime computes for measure: %s', async (text, shape, init = he) => {
    const layers = parseNetwork(text).place(shape);
    const graph = trainable(layers, init);
    const trainer = new Trainer(autodiff, graph, 'sgd', Math.max(2, graph.scores.shape[0]));
    const points = normals(POINTS * sizeOf(shape));
    const state = trainer.begin(drawParameters(graph, SEED, 3));
    const scores = trainer.scores(state, points);
    const expected = await measuredScores(text, shape, init, points);
    const own = graph.scores.shape[0] === 1 ? scores.filter((_, index) => index % 2 === 1) : scores;
    const scale = Math.sqrt(expected.reduce((sum, score) => sum + score * score, 0) / expected.length);
    expect(own.length).toBe(expected.length);
    expected.forEach((score, index) => {
      expect(Math.abs(own[index] - score) / scale).toBeLessThan(1e-5);
    });
  });
});

describe('gradients', () => {
  it.each(networks)('are those of finite differences: %s', (text, shape, init = he) => {
    const graph = trainable(parseNetwork(text).place(shape), init);
    const classes = Math.max(2, graph.scores.shape[0]);
    const trainer = new Trainer(autodiff, graph, 'sgd', classes);
    const parameters = drawParameters(graph, SEED, 3);
    const batch = {
      values: normals(POINTS * sizeOf(shape)),
      labels: Int32Array.from({ length: POINTS }, (_, i) => i % classes),
    };
    const { gradients } = trainer.gradient(parameters, batch);
    // Along the gradient and a random direction, so that the slope is large beside the rounding of float32.
    const { normal } = seededRandom(5);
    const random = gradients.map((gradient) => gradient.map(() => normal()));
    const [size, length] = [norm(gradients), norm(random)];
    const direction = gradients.map((g, i) => g.map((x, j) => x / size + random[i][j] / length));
    const slope = gradients.reduce((sum, g, i) => sum + g.reduce((part, x, j) => part + x * direction[i][j], 0), 0);
    const at = (distance: number) =>
      trainer.gradient(
        parameters.map((values, i) => values.map((value, j) => value + distance * direction[i][j])),
        batch,
      ).loss;
    const step = 2 ** -10;
    const difference = (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
    expect(Math.abs(slope - difference)).toBeLessThan(0.005 * size);
  });
});

describe('a network to be trained', () => {
  it('gets biases of value 0 where it has none', () => {
    const graph = trainable(parseNetwork('dense(4), relu, dense(3)').place([2]), he);
    expect(graph.parameters.map(({ dims }) => dims)).toEqual([[2, 4], [3, 4], [4], [3]]);
    expect(drawParameters(graph, 0, 0).slice(2)).toEqual([new Float32Array(4), new Float32Array(3)]);
    const torch = trainable(parseNetwork('dense(4), relu, dense(3)').place([2]), biased);
    expect(torch.parameters.every(({ law }) => law !== 'fixed')).toBe(true);
  });

  it.each([
    ['dense(4), batchNorm, relu, dense(3)', /batchNorm cannot be trained here: it sees other points/],
    [
      'dense(4), dropout(0.5, mode=train), relu, dense(3)',
      /dropout\(0.5, mode=train\) cannot be trained here: it draws anew/,
    ],
    ['dense(4), relu, activation("log(2 + x^2)"), dense(3)', /activation.* its operator Log has no gradient/],
  ])('must not have layers that are trained otherwise: %s', (text, message) => {
    const build = () => checkOperations(trainable(parseNetwork(text).place([2]), he));
    expect(build).toThrow(UserError);
    expect(build).toThrow(message);
  });
});

function norm(parts: readonly Float32Array[]): number {
  return Math.hypot(...parts.map((part) => Math.hypot(...part)));
}

function normals(count: number): Float32Array<ArrayBuffer> {
  const { normal } = seededRandom(count);
  return Float32Array.from({ length: count }, () => normal());
}

/** Scores of initialisation 3, with weights drawn as `measure` draws them. */
async function measuredScores(text: string, shape: readonly number[], init: Initialisation, points: Float32Array) {
  const { hidden, readout, features } = compile(parseNetwork(text).place(shape), init);
  const generator = new WeightGenerator(SEED);
  const run = async (graph: Graph, input: Float32Array) => {
    const runner = await GraphRunner.open(graph, new WeightDrawer(generator, POINTS), { points: POINTS });
    runner.draw(3);
    const outputs = await runner.run({ [graph.inputs[0].name]: input });
    await runner.release();
    return outputs[graph.outputs[0].name].data;
  };
  const hiddenValues = hidden.nodes.length === 0 ? points : await run(hidden, points);
  expect(hiddenValues.length).toBe(POINTS * sizeOf(features.shape));
  return readout ? run(readout.graph, hiddenValues) : hiddenValues;
}
