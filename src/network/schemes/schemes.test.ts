import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DrawnTensor, GraphBuilder, sizeOf } from '../../graph/graph.ts';
import { prepare } from '../../setup/setup.ts';
import { parseNetwork } from '../notation/parse.ts';
import { parseScheme, schemes, schemeWords } from './index.ts';

interface Moments {
  readonly variance: number;
  readonly varianceError: number;
  readonly kurtosis: number;
  readonly kurtosisError: number;
  readonly largest: number;
}

interface Case {
  readonly init: string;
  readonly layer: string;
  readonly input: readonly number[];
  readonly tensors: readonly Moments[];
}

/** Draws of PyTorch's own functions: checks/references/initialisers.py. */
const drawnByTorch: readonly Case[] = JSON.parse(
  readFileSync(new URL('../../../checks/references/initialisers.json', import.meta.url), 'utf8'),
).cases;

/** E x⁴ / (E x²)² of each law; of a normal cut at ±2: 3 − (2·8φ(2)/p − 3(4φ(2)/p)²…), by its moments. */
const KURTOSIS = { gaussian: 3, uniform: 1.8, truncated: 2.36541, orthogonal: Number.NaN } as const;

/** The weight tensors of the first layer of a network, in the order of its graph. */
function tensorsOf(layer: string, input: readonly number[], init: string): readonly DrawnTensor[] {
  const g = new GraphBuilder(input);
  const [placed] = parseNetwork(layer).place(input);
  const { definition, args } = placed.layer;
  const y = definition.graph(g, g.input, args, { input, init: { scheme: parseScheme(init).notation }, points: null });
  return g.build([y]).weights;
}

/** Standard deviations of a normal that a difference of two means may be; 150 comparisons are made. */
const SIGMAS = 4.5;

describe("PyTorch's own draws", () => {
  it('are of more than 20 layers', () => {
    expect(drawnByTorch.length).toBeGreaterThan(50);
  });

  it.each(drawnByTorch)('of $layer by $init have our law', ({ init, layer, input, tensors }) => {
    const own = tensorsOf(layer, input, init);
    const theirs = tensors.filter(({ variance }) => variance > 0);
    expect(own.length).toBe(theirs.length);
    own.forEach(({ law, variance, dims }, i) => {
      const { variance: seen, varianceError, kurtosis, kurtosisError, largest } = theirs[i];
      expect(Math.abs(seen - variance)).toBeLessThan(SIGMAS * varianceError + 1e-6 * variance);
      if (law === 'orthogonal') {
        // An entry of a random unit vector in n dimensions has E x⁴ = 3/(n (n + 2)).
        const n = Math.max(dims.length > 2 ? dims[0] : dims[1], sizeOf(dims) / (dims.length > 2 ? dims[0] : dims[1]));
        expect(Math.abs(kurtosis - (3 * n) / (n + 2))).toBeLessThan(SIGMAS * kurtosisError);
        return;
      }
      expect(Math.abs(kurtosis - KURTOSIS[law])).toBeLessThan(SIGMAS * kurtosisError + 1e-5);
      if (law === 'uniform') expect(largest).toBeCloseTo(Math.sqrt(3 * variance), 4);
      if (law === 'truncated') expect(largest).toBeLessThan(2.2739 * Math.sqrt(variance));
    });
  });
});

describe('the words of frameworks', () => {
  it.each([
    ['pytorch', 'torch'],
    ['PyTorch', 'torch'],
    ['GlorotUniform', 'glorot_uniform'],
    ['xavier_uniform_', 'xavier_uniform'],
    ['kaimingNormal', 'kaiming_normal'],
    ['leCunNormal', 'lecun_normal'],
    ['tf.js', 'tfjs'],
    ['normal(std=0.02)', 'normal(0.02)'],
    ['RandomNormal(stddev=0.05)', 'normal(0.05)'],
    ['kaiming_normal(nonlinearity=leaky_relu, mode=fan_out, a=0.1)', undefined],
  ])('%s is read as %s', (text, notation) => {
    const read = parseScheme(text);
    if (notation) expect(read.notation).toBe(notation);
    expect(parseScheme(read.notation)).toEqual({ ...read, notation: read.notation });
  });

  it('have one meaning each, a source and a summary', () => {
    const words = schemes.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(words).size).toBe(words.length);
    for (const { source, summary } of schemes) expect(Math.min(source.length, summary.length)).toBeGreaterThan(5);
    expect(schemeWords).toContain('normal(sd)');
  });

  it.each([
    ['hee', 'unknown init "hee"', 'did you mean he? '],
    ['xavier', 'unknown init "xavier"', 'write xavier_uniform or xavier_normal'],
    ['kaiming', 'unknown init "kaiming"', 'write kaiming_normal or kaiming_uniform'],
    ['ones', 'unknown init "ones"', 'equal weights make all units of a layer equal'],
    ['normal', 'normal needs sd, standard deviation of a weight', 'write for instance normal(0.02)'],
    ['kaiming_normal(mode=fan_avg)', 'kaiming_normal: mode must be one of fan_in, fan_out, not fan_avg', undefined],
    ['trunc_normal(1, a=-3, b=3)', 'trunc_normal: a normal of deviation 1 cut at -3 and 3 is not', 'cut at ±2 sd'],
    ['he, torch', 'init takes one initialisation', undefined],
    ['normal(-1)', 'normal: sd must be a number above 0, not -1', undefined],
  ])('%s is answered', (text, message, remedy) => {
    const error = failure(() => parseScheme(text));
    expect(error.message).toContain(message);
    if (remedy) expect(error.remedy).toContain(remedy);
  });
});

describe('Keras, Flax and TensorFlow.js', () => {
  it.each([
    ['keras', 'dense(30)', [20], [['uniform', 2 / 50]]],
    ['keras', 'conv(8, 3)', [4, 9, 9], [['uniform', 2 / (12 * 9)]]],
    // The kernel [16, 4, 4] of a head counts as a convolution of 16 pixels: fans of 16·4 and 16·4.
    ['keras', 'attention(4)', [5, 16], [...Array(3).fill(['uniform', 2 / 128]), ['uniform', 2 / (4 * (4 + 16))]]],
    ['keras', 'tokenEmbedding(50, 12)', [5], [['uniform', 0.05 ** 2 / 3]]],
    ['flax', 'dense(30)', [20], [['truncated', 1 / 20]]],
    ['flax', 'attention(4)', [5, 16], Array(4).fill(['truncated', 1 / 16])],
    ['flax', 'tokenEmbedding(50, 12)', [5], [['gaussian', 1 / 12]]],
    ['tfjs', 'dense(30)', [20], [['truncated', (0.77374 * 2) / 50]]],
    ['he_normal', 'dense(30)', [20], [['truncated', 2 / 20]]],
    ['glorot_normal', 'dense(30)', [20], [['truncated', 2 / 50]]],
    ['lecun_uniform', 'dense(30)', [20], [['uniform', 1 / 20]]],
    ['variance_scaling(2, mode=fan_avg, distribution=normal)', 'dense(30)', [20], [['gaussian', 4 / 50]]],
  ] as const)('%s draws %s on %j as they do', (init, layer, input, expected) => {
    const own = tensorsOf(layer, input, init).map(({ law, variance }) => [law, variance]);
    expect(own).toEqual(expected.map(([law, variance]) => [law, expect.closeTo(variance, 6)]));
  });
});

describe('GPT-2', () => {
  it('draws the ends of all residual branches smaller, by their number', () => {
    const network = 'patchEmbedding(4, 8), positionalEmbedding, 3*(transformer(8, 2)), meanTokens, dense(10)';
    const { init, layers, shape } = prepare(network, 'digits', { init: 'gpt2' });
    expect(init.scheme).toBe('gpt2(branches=6)');
    const g = new GraphBuilder(shape);
    layers.reduce(
      (x, { layer, input }) => layer.definition.graph(g, x, layer.args, { input, init, points: 4 }),
      g.input,
    );
    const weights: readonly DrawnTensor[] = g.build([g.input]).weights;
    const sds = weights.map(({ variance }) => Math.sqrt(variance));
    const end = 0.02 / Math.sqrt(6);
    const block = [0.02, 0.02, 0.02, end, 0.02, end];
    expect(sds).toEqual([0.02, 0.02, ...block, ...block, ...block, 0.02].map((sd) => expect.closeTo(sd, 12)));
  });
});

describe('precedence', () => {
  it("puts a layer's own variance first, then --sigma-w2, then the scheme, and --law before the law of the scheme", () => {
    const weights = (options: object, layer = 'dense(3)') => {
      const { init, layers } = prepare(layer, 'gaussian(dim=4)', { init: 'torch', ...options });
      return layers[0].layer.definition.mixing!(layers[0].layer.args, { input: [4], init });
    };
    expect(weights({})).toMatchObject({ sigmaW2: 1 / 3, weights: { law: 'uniform' }, biases: { law: 'uniform' } });
    expect(weights({ sigmaW2: 2 })).toMatchObject({ sigmaW2: 2, weights: { law: 'uniform' } });
    expect(weights({ sigmaW2: 2 }, 'dense(3, sigmaW2=5)')).toMatchObject({ sigmaW2: 5 });
    expect(weights({ law: 'gaussian' })).toMatchObject({ sigmaW2: 1 / 3, weights: { law: 'gaussian' } });
    expect(weights({ init: 'he_normal', law: 'uniform' })).toMatchObject({ sigmaW2: 2, weights: { law: 'uniform' } });
  });
});

describe('delta-orthogonal convolutions', () => {
  it.each(['padding=1', 'padding=0, stride=2'])('leave pixels apart, as a kernel of one pixel would: %s', (how) => {
    const on = (network: string, init: string) => prepare(network, 'digits', { init }).layers[0].output;
    expect(on(`conv(4, 3, ${how}), flatten, dense(2)`, 'delta_orthogonal')).toEqual(
      on(`conv(4, 3, ${how}), flatten, dense(2)`, 'orthogonal'),
    );
    const [{ dims }] = tensorsOf(`conv(4, 3, ${how})`, [2, 8, 8], 'delta_orthogonal');
    expect(dims).toEqual([4, 2, 1, 1]);
  });
});

function failure(run: () => unknown): { message: string; remedy?: string } {
  try {
    run();
  } catch (error) {
    return error as { message: string; remedy?: string };
  }
  throw new Error('nothing was refused');
}
