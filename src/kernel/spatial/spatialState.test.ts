import { describe, expect, it } from 'vitest';
import type { Activation } from '../../activations/activation.ts';
import { gelu } from '../../activations/families/gated.ts';
import { relu } from '../../activations/families/rectifiers.ts';
import { tanh } from '../../activations/families/saturating.ts';
import { dualUnequal } from '../../activations/unequal.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { DatasetState } from '../dataset/datasetState.ts';
import { pairIndex } from '../packedPairs.ts';
import type { KernelResult, KernelState, Window } from '../state.ts';
import { SpatialState } from './spatialState.ts';

const IMAGES = 15;
type Shape = [channels: number, height: number, width: number];

function gaussianImages([channels, height, width]: Shape, seed = 1): Float64Array {
  const { normal } = seededRandom(seed);
  return Float64Array.from({ length: IMAGES * channels * height * width }, normal);
}

function square(size: number, { stride = 1, padding = 0, dilation = 1 } = {}): Window {
  return {
    size: [size, size],
    stride: [stride, stride],
    padding: [padding, padding, padding, padding],
    dilation: [dilation, dilation],
  };
}

/** The state after some verbs, none of which stops. */
function through<State extends KernelState<State>>(start: State, ...verbs: Verb[]): State {
  let state = start;
  for (const verb of verbs) {
    const next = verb(state);
    if ('reason' in next) throw new Error(next.reason);
    state = next;
  }
  return state;
}

type Verb = <State extends KernelState<State>>(state: State) => KernelResult<State>;

const act =
  (phi: Activation): Verb =>
  (state) =>
    state.activate(phi);
const conv =
  (window: Window, sigmaW2 = 2, sigmaB2 = 0): Verb =>
  (state) =>
    state.convolve(window, sigmaW2, sigmaB2);
const dense =
  (sigmaW2 = 2, sigmaB2 = 0): Verb =>
  (state) =>
    state.affine(sigmaW2, sigmaB2);
const flat: Verb = (state) => state.flatten();
const pool =
  (kind: 'max' | 'average', window: Window): Verb =>
  (state) =>
    state.poolImage(kind, window);
const residual =
  (...branch: Verb[]): Verb =>
  (state) =>
    state.add(through(state, ...branch));

/** y(p) = Σ w x over a window of kernel size 3 and padding 1, with one output channel and given weights. */
function convolved(image: Float64Array, [channels, height, width]: Shape, weights: Float64Array): Float64Array {
  const result = new Float64Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let c = 0; c < channels; c++) {
        for (let o = 0; o < 9; o++) {
          const [row, column] = [y + Math.floor(o / 3) - 1, x + (o % 3) - 1];
          if (row < 0 || row >= height || column < 0 || column >= width) continue;
          sum += weights[c * 9 + o] * image[(c * height + row) * width + column];
        }
      }
      result[y * width + x] = sum;
    }
  }
  return result;
}

describe('a convolution', () => {
  const shape: Shape = [3, 4, 4];
  const values = gaussianImages(shape);
  const images = SpatialState.fromImages(values, IMAGES, shape);
  const points = DatasetState.fromPoints(values, IMAGES, 48);
  const correlations = (state: SpatialState) => state.complements();
  const ofDataset = (state: DatasetState) =>
    [1, 3, 7].flatMap((step) =>
      Array.from({ length: IMAGES }, (_, i) => state.complements[pairIndex(IMAGES, i, (i + step) % IMAGES)]),
    );

  it('that covers the whole image is a dense layer', () => {
    const layers = [act(tanh.create()), dense(1.5, 0.1), act(relu.create()), dense(1.5, 0.1)];
    const found = through(images, conv(square(4), 1.5, 0.1), ...layers);
    const expected = through(points, dense(1.5, 0.1), ...layers);
    expect(found.sampled).toBe(false);
    [...ofDataset(expected)].forEach((complement, pair) => {
      expect(correlations(found)[pair]).toBeCloseTo(complement, 6);
    });
  });

  it('of one pixel acts on each pixel as a dense layer acts on the channels there', () => {
    const found = through(images, dense(1.5, 0.2), act(gelu.create()), flat);
    const cov = new Float64Array(IMAGES);
    for (let pixel = 0; pixel < 16; pixel++) {
      const channels = (i: number) => [0, 1, 2].map((c) => values[(i * 3 + c) * 16 + pixel]);
      for (let i = 0; i < IMAGES; i++) {
        const [x, y] = [channels(i), channels((i + 7) % IMAGES)];
        const dot = (a: number[], b: number[]) => (1.5 * a.reduce((sum, v, c) => sum + v * b[c], 0)) / 3 + 0.2;
        const [q1, q2] = [dot(x, x), dot(y, y)];
        cov[i] += dualUnequal(gelu.create(), q1, q2, 1 - dot(x, y) / Math.sqrt(q1 * q2)).cov / 16;
      }
    }
    const norms = cov.map((_, i) => {
      const x = [...Array(16).keys()].map((p) => [0, 1, 2].map((c) => values[(i * 3 + c) * 16 + p]));
      return x.reduce((sum, v) => {
        const q = (1.5 * v.reduce((s, e) => s + e * e, 0)) / 3 + 0.2;
        return sum + dualUnequal(gelu.create(), q, q, 0).cov / 16;
      }, 0);
    });
    cov.forEach((value, i) => {
      const complement = 1 - value / Math.sqrt(norms[i] * norms[(i + 7) % IMAGES]);
      expect(found.complements()[2 * IMAGES + i]).toBeCloseTo(complement, 6);
    });
  });

  it.each([
    [square(3), 4],
    [square(3, { padding: 1 }), 16],
    [square(3, { padding: 1, stride: 2 }), 4],
    [square(2, { dilation: 2 }), 4],
  ])('sums over the pixels of its kernel, zeros beyond the image (%#)', (window, places) => {
    const found = through(images, conv(window, 1, 0), flat).summary();
    // Directly: mean over places, kernel and channels of products of pixels inside the image.
    const side = Math.sqrt(places);
    const reach = window.size[0];
    let cov = 0;
    for (const step of [1, 3, 7]) {
      for (let i = 0; i < IMAGES; i++) {
        const j = (i + step) % IMAGES;
        for (let place = 0; place < places; place++) {
          for (let o = 0; o < reach * reach; o++) {
            const y = Math.floor(place / side) * window.stride[0] + Math.floor(o / reach) * window.dilation[0];
            const x = (place % side) * window.stride[1] + (o % reach) * window.dilation[1];
            const [row, column] = [y - window.padding[0], x - window.padding[1]];
            if (row < 0 || row > 3 || column < 0 || column > 3) continue;
            for (let c = 0; c < 3; c++) {
              const at = c * 16 + row * 4 + column;
              cov += (values[i * 48 + at] * values[j * 48 + at]) / (3 * reach * reach * places * 3 * IMAGES);
            }
          }
        }
      }
    }
    expect(found.cov).toBeCloseTo(cov, 12);
  });
});

describe('a network of 6000 channels drawn at random agrees with theory within three errors', () => {
  const shape: Shape = [2, 4, 4];
  const values = gaussianImages(shape, 5);
  const start = SpatialState.fromImages(values, IMAGES, shape);
  const width = 6000;
  const { normal } = seededRandom(8);
  const kernels = Array.from({ length: width }, () => Float64Array.from({ length: 18 }, normal));
  const units = [0, 7].map((i) => {
    const image = values.subarray(i * 32, (i + 1) * 32);
    return kernels.map((weights) => convolved(image, shape, weights).map((v) => Math.max(0, v)));
  });
  const correlation = ([a, b]: Float64Array[][]) => {
    const dot = (x: Float64Array[], y: Float64Array[]) =>
      x.reduce((sum, channel, c) => sum + channel.reduce((part, v, p) => part + v * y[c][p], 0), 0);
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  };
  const stem = through(start, conv(square(3, { padding: 1 })), act(relu.create()));
  const cases: [string, Verb, (v: Float64Array) => number[], boolean][] = [
    ['after flatten', flat, (v) => [...v], false],
    ['after a global average', (state) => state.poolGlobally(), (v) => [v.reduce((sum, x) => sum + x)], false],
    [
      'after averages of 3×3 at stride 2, padding 1',
      (state) => through(state, pool('average', square(3, { stride: 2, padding: 1 })), flat),
      (v) => {
        const at = (y: number, x: number) => (y < 0 || x < 0 ? [] : [v[y * 4 + x]]);
        return [0, 1, 2, 3].map((place) => {
          const [y, x] = [2 * Math.floor(place / 2), 2 * (place % 2)];
          const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].flatMap((dx) => at(y + dy, x + dx)));
          return around.reduce((sum, value) => sum + value, 0) / around.length;
        });
      },
      false,
    ],
    [
      'after maxima of 2×2',
      (state) => through(state, pool('max', square(2, { stride: 2 })), flat),
      (v) => [0, 2, 8, 10].map((p) => Math.max(v[p], v[p + 1], v[p + 4], v[p + 5])),
      true,
    ],
  ];

  it.each(cases)('%s', (_, verb, directly, sampled) => {
    const found = through(stem, verb);
    const measured = correlation(units.map((channels) => channels.map((v) => Float64Array.from(directly(v)))));
    expect(found.sampled).toBe(sampled);
    // Pair 0, 7 comes after the pairs of neighbours and next neighbours but one.
    expect(Math.abs(1 - found.complements()[2 * IMAGES] - measured)).toBeLessThan(3 / Math.sqrt(width));
  });
});

describe('sampled units agree with plain Monte Carlo:', () => {
  const shape: Shape = [3, 1, 2];
  const values = gaussianImages(shape, 3);
  const start = SpatialState.fromImages(values, IMAGES, shape);
  const samples = 200_000;
  const { normal } = seededRandom(4);
  const pixel = (image: number, at: number) => [0, 1, 2].map((c) => values[image * 6 + 2 * c + at]);
  /** Mean of f g, f f and g g over random weights of three channels: a correlation. */
  const measured = (draw: (unit: (input: number[]) => number) => [number, number]) => {
    const sums = [0, 0, 0];
    for (let k = 0; k < samples; k++) {
      const w = [normal(), normal(), normal()];
      const [f, g] = draw((input) => Math.sqrt(2 / 3) * (w[0] * input[0] + w[1] * input[1] + w[2] * input[2]));
      sums[0] += f * g;
      sums[1] += f * f;
      sums[2] += g * g;
    }
    return sums[0] / Math.sqrt(sums[1] * sums[2]);
  };
  const largest: Window = { ...square(1), size: [1, 2] };
  const firstPair = 0;

  it.each([['tanh', tanh] as const, ['gelu, which does not rise everywhere', gelu] as const])(
    'the larger of two pixels, with %s before',
    (_, family) => {
      const phi = family.create();
      const found = through(start, dense(2), act(phi), pool('max', largest));
      const larger = (unit: (input: number[]) => number, image: number) =>
        Math.max(phi.value(unit(pixel(image, 0))), phi.value(unit(pixel(image, 1))));
      const expected = measured((unit) => [larger(unit, 0), larger(unit, 1)]);
      expect(Math.abs(1 - found.complements()[firstPair] - expected)).toBeLessThan(0.008);
    },
  );

  it('relu after the sum of a relu and a Gaussian branch', () => {
    const found = through(start, dense(2), act(relu.create()), residual(dense(2)), act(relu.create()), flat);
    // The branch, a dense layer on infinitely many relu channels, has twice their covariance.
    const positive = (x: number) => Math.max(0, x);
    const sums = [0, 0, 0];
    for (const at of [0, 1]) {
      const [x, y] = [pixel(0, at), pixel(1, at)];
      const dot = (a: number[], b: number[]) => (2 / 3) * a.reduce((sum, v, c) => sum + v * b[c], 0);
      const [q1, q2, k] = [dot(x, x), dot(y, y), dot(x, y)];
      const moments = dualUnequal(relu.create(), q1, q2, 1 - k / Math.sqrt(q1 * q2));
      const c = moments.cov / Math.sqrt((q1 / 2) * (q2 / 2));
      for (let n = 0; n < samples; n++) {
        const [z, e, a, b] = [normal(), normal(), normal(), normal()];
        const u = Math.sqrt(q1) * z;
        const v = (k / Math.sqrt(q1)) * z + Math.sqrt(q2 - (k * k) / q1) * e;
        const f = positive(positive(u) + Math.sqrt(q1) * a);
        const g = positive(positive(v) + Math.sqrt(q2) * (c * a + Math.sqrt(1 - c * c) * b));
        sums[0] += f * g;
        sums[1] += f * f;
        sums[2] += g * g;
      }
    }
    const expected = sums[0] / Math.sqrt(sums[1] * sums[2]);
    expect(Math.abs(1 - found.complements()[firstPair] - expected)).toBeLessThan(0.008);
  });
});

describe('a normalised image', () => {
  const shape: Shape = [2, 3, 3];
  const start = SpatialState.fromImages(gaussianImages(shape, 9), IMAGES, shape);
  const stem = through(start, conv(square(2)), act(relu.create()));

  it('has mean square 1, or variance 1 about its mean', () => {
    for (const kind of ['rms', 'layer'] as const) {
      const { cov, spread } = through(stem, (state) => state.normalise(kind, 0, null), flat).summary();
      expect(cov + spread).toBeCloseTo(1, 12);
    }
  });

  it('keeps its correlations under rms, and loses those of the mean under layer', () => {
    const flattened = through(stem, flat).complements();
    const rms = through(stem, (state) => state.normalise('rms', 0, null), flat).complements();
    const layer = through(stem, (state) => state.normalise('layer', 0, null), flat).complements();
    rms.forEach((complement, pair) => {
      expect(complement).toBeCloseTo(flattened[pair], 12);
      expect(layer[pair]).toBeGreaterThan(complement);
    });
  });

  it('is not known under batch statistics', () => {
    expect(stem.normalise('batch', 0)).toHaveProperty('reason', expect.stringContaining('measured only'));
  });
});

describe('the layers behind', () => {
  const shape: Shape = [1, 6, 6];
  const images = () => SpatialState.fromImages(gaussianImages(shape, 2), IMAGES, shape, { symmetric: true });
  const network = (start: SpatialState) =>
    through(start, conv(square(3)), act(relu.create()), pool('max', square(2, { stride: 2 })), flat, dense());

  it('give the same answer again, and another with another scramble', () => {
    const other = SpatialState.fromImages(gaussianImages(shape, 2), IMAGES, shape, { scramble: 1 });
    const [first, again, scrambled] = [images(), images(), other].map((start) => network(start).summary().correlation);
    expect(again).toBe(first);
    expect(scrambled).not.toBe(first);
    expect(scrambled).toBeCloseTo(first, 2);
  });

  it('decide whether an image and its negative are on a par', () => {
    const squares = (complement: number) => (1 - complement) ** 3;
    const odd = through(images(), conv(square(3)), act(tanh.create()), flat, dense(1));
    const biased = through(images(), conv(square(3)), act(tanh.create()), flat, dense(1, 0.5));
    expect(odd.estimate(squares).value).toBeCloseTo(0, 15);
    expect(biased.estimate(squares).value).toBeGreaterThan(0.01);
  });

  it('refuse a branch that does not end in weights of its own', () => {
    const start = through(images(), conv(square(3)));
    expect(start.add(start)).toHaveProperty('reason', expect.stringContaining('weights of its own'));
  });

  it('are computed once, also where a relu commutes with the pooling after it', () => {
    let work = 0;
    const onWork = (multiplications: number) => {
      work += multiplications;
    };
    const start = SpatialState.fromImages(gaussianImages(shape, 2), IMAGES, shape, { onWork });
    const rectified = through(start, conv(square(3)), act(relu.create()));
    const output = through(rectified, pool('max', square(2, { stride: 2 })), flat, dense());
    const cost = output.cost;
    output.summary();
    rectified.summary();
    expect(work).toBeCloseTo(cost, -3);
  });

  it('N2 are refused where even the fewest images take more work than is allowed, with that work', () => {
    const refusal = (work: number) => `takes ${work}`;
    const start = SpatialState.fromImages(gaussianImages(shape, 2), IMAGES, shape, { work: 1000, most: 1000, refusal });
    const pooled = through(start, conv(square(3)), act(relu.create()), pool('max', square(2, { stride: 2 })));
    const refused = pooled.flatten();
    expect(Number(/takes (\d+)/.exec((refused as { reason: string }).reason)![1])).toBeGreaterThan(1000);
    expect(pooled.affordable).toBe(false);
  });

  it('say so when an answer would take minutes', () => {
    const large: Shape = [1, 160, 160];
    const start = SpatialState.fromImages(new Float64Array(IMAGES * 160 * 160), IMAGES, large);
    const global = through(start, conv(square(3)), act(tanh.create())).poolGlobally();
    expect(global).toHaveProperty('reason', expect.stringContaining('would take'));
  });
});
