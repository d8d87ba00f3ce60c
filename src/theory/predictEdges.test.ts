import { describe, expect, it } from 'vitest';
import { dataset } from '../data/dataset.ts';
import { agreement } from '../laws/agreement.ts';
import { normalPdf } from '../numerics/quadrature/normal.ts';
import { toJson } from '../results/json.ts';
import { predictionSchema } from '../results/schema.ts';
import { predict } from './predict.ts';

const centred = 'gaussian(dim=100)';
const infinite = Number.POSITIVE_INFINITY;

describe('data without any variance', () => {
  it.each(['dense(2)', '3*(dense(4), relu), dense(3)', '3*(dense(4), tanh), dense(1)', 'gelu, dense(2)'])(
    'get one guess from %s',
    (network) => {
      for (const data of ['gaussian(dim=5, variance=0)', 'gaussian(dim=5, variance=0, mean=1)']) {
        for (const points of [undefined, 10]) {
          const prediction = predict(network, data, { sigmaB2: 0.1, points });
          expect(prediction).toMatchObject({ gamma: infinite, correlation: 1, agreement: 1, phase: 'prejudiced' });
          expect(prediction.maxFraction).toBeCloseTo(1, 12);
        }
      }
    },
  );
});

describe('a finite number of points', () => {
  it('leaves the agreement of different points as it is, and raises the largest fraction', () => {
    const all = predict('relu, dense(10)', centred);
    const few = predict('relu, dense(10)', centred, { points: 20 });
    expect([few.agreement, few.gamma, few.sd]).toEqual([all.agreement, all.gamma, all.sd]);
    expect(few.maxFraction! - all.maxFraction!).toBeGreaterThan(0.02);
    expect([few.points, all.points]).toEqual([20, null]);
  });

  it('of two gives the largest fraction (1 + A)/2 for two classes', () => {
    const { agreement: same, maxFraction } = predict('5*(dense(9), relu), dense(2)', centred, { points: 2 });
    expect(maxFraction).toBeCloseTo((1 + same!) / 2, 9);
  });
});

describe('where theory has no answer it says why', () => {
  const unanswered = { gamma: null, correlation: null, phase: null, agreement: null, maxFraction: null, sd: null };

  it('of minmax, whose range depends on the number of points', () => {
    const prediction = predict('2*(dense(9), relu), dense(2)', centred, { preprocess: 'minmax' });
    expect(prediction).toMatchObject({ ...unanswered, limits: [] });
    expect(prediction.layers).toHaveLength(5);
    expect(prediction.layers[0]).toEqual({ layer: 'dense(9)', cov: null, spread: null, gamma: null });
    expect(prediction.notes[0]).toMatch(/minmax has no limit/);
  });

  it('of an activation after the last dense layer that can tie outputs', () => {
    const prediction = predict('dense(9), relu, dense(2), relu', centred);
    expect(prediction).toMatchObject(unanswered);
    expect(prediction.layers.at(-1)!.gamma).toBeGreaterThan(0);
    expect(prediction.notes[0]).toMatch(/^measured only: the compared outputs are not Gaussian/);
  });

  it.each([
    ['20*(dense(9), square), dense(2)', {}, 'layer 18, square'],
    ['20*(dense(9), exp), dense(2)', {}, 'layer 6, exp'],
    ['200*(dense(9), relu), dense(2)', { sigmaW2: 1e-4 }, 'layer 135, dense(9)'],
  ])('of %s, whose variance leaves the range of numbers', (network, options, place) => {
    const prediction = predict(network, centred, options);
    expect(prediction).toMatchObject(unanswered);
    expect(prediction.notes[0]).toMatch(`measured only: in ${place}, the variance leaves the range of numbers`);
    expect(predict(network, 'digits', { ...options, points: 5 })).toMatchObject(unanswered);
  });
});

describe('activations at the ends of a network', () => {
  it('change nothing after the last dense layer if they only rise', () => {
    const plain = predict('dense(9), relu, dense(3)', centred);
    for (const tail of ['tanh', 'sigmoid', 'tanh, sigmoid', 'leakyRelu']) {
      const { layers, network, step0, ...rest } = predict(`dense(9), relu, dense(3), ${tail}`, centred);
      expect({ ...plain, ...rest }).toEqual(plain);
      // Losses are of the values after the tail.
      expect(step0).toBeNull();
      expect(layers.slice(0, 3)).toEqual(plain.layers);
    }
  });

  it('see the entries of uncentred data one by one when they come first', () => {
    // E tanh(1 + z) and E tanh(1 + z)² by the trapezoidal rule.
    const step = 1 / 32;
    const moment = (power: number) => {
      let sum = 0;
      for (let z = -12; z <= 12; z += step) sum += step * normalPdf(z) * Math.tanh(1 + z) ** power;
      return sum;
    };
    const { gamma } = predict('tanh, dense(2)', 'gaussian(dim=100, mean=1)');
    expect(gamma! / (moment(1) ** 2 / (moment(2) - moment(1) ** 2))).toBeCloseTo(1, 10);
  });
});

describe('a dataset of your own', () => {
  const points = (...rows: number[][]) => dataset(rows.flat(), { shape: [rows[0].length] });

  it('of two points is one pair, exactly', () => {
    const prediction = predict('dense(2)', points([1, 0], [0.6, 0.8]));
    expect(prediction).toMatchObject({ mode: 'dataset', points: 2 });
    expect(prediction.correlation).toBeCloseTo(0.6, 15);
    expect(prediction.gamma).toBeCloseTo(1.5, 14);
    expect(prediction.agreement).toBeCloseTo(agreement(2, 0.4), 13);
    expect(Math.abs(prediction.maxFraction! - (1 + prediction.agreement!) / 2)).toBeLessThan(1e-12);
  });

  it('averages the agreement of all its pairs, whatever their norms', () => {
    const { agreement: found } = predict('dense(3)', points([1, 0], [0, 7], [-2, 0]));
    expect(found).toBeCloseTo((agreement(3, 1) + agreement(3, 2) + agreement(3, 1)) / 3, 12);
  });

  it('may lean towards different guesses, with γ below 0', () => {
    const prediction = predict('dense(2)', points([1, 2], [-1, -2]));
    expect(prediction.correlation).toBeCloseTo(-1, 14);
    expect(prediction.gamma).toBeCloseTo(-0.5, 14);
    expect(prediction.phase).toBe('neutral');
    expect(prediction.agreement).toBeCloseTo(0, 7); // √ of the rounding of c
  });

  it('of equal points gets one guess', () => {
    const prediction = predict('dense(4), relu, dense(5)', points([1, 2], [1, 2], [1, 2]));
    expect(prediction).toMatchObject({ gamma: infinite, correlation: 1, agreement: 1 });
    expect(prediction.maxFraction).toBeCloseTo(1, 9);
  });

  it('of zeros gets one guess, too', () => {
    expect(predict('dense(4), tanh, dense(2)', points([0, 0], [0, 0])).agreement).toBe(1);
  });

  it('is preprocessed first, and remarks are kept', () => {
    const { notes, correlation } = predict('dense(2)', points([1, 5], [3, 5]), { preprocess: 'standardize' });
    expect(correlation).toBeCloseTo(-1, 14);
    expect(notes[0]).toMatch(/1 of 2 features are constant/);
  });

  it('of images goes through the same layers as its generator', () => {
    const images = dataset(
      Array.from({ length: 30 }, (_, i) => Math.sin(i * i)),
      { shape: [1, 2, 3] },
    );
    expect(predict('flatten, dense(4), relu, dense(2)', images).points).toBe(5);
    expect(() => predict('dense(2)', images, { points: 6 })).toThrow(/5/);
  });
});

describe('a prediction', () => {
  it.each([
    ['3*(dense(9), relu), dense(10)', centred, {}],
    ['3*(dense(9), relu), dense(10)', centred, { points: 30, init: 'torch' }],
    ['dense(2), relu', centred, {}],
    ['dense(2)', 'gaussian(dim=3, variance=0)', {}],
    ['2*(dense(9), tanh), dense(3)', 'digits', { points: 12 }],
    ['20*(dense(9), exp), dense(3)', centred, {}],
  ] as const)('of %s on %s comes back from JSON as it was', (network, data, options) => {
    const prediction = predict(network, data, options);
    expect(predictionSchema.parse(JSON.parse(toJson(prediction)))).toEqual(prediction);
  });

  it('is the same again with the same seed', () => {
    const run = (seed: number) => predict('relu, dense(7)', 'digits', { points: 20, seed }).maxFraction;
    expect(run(3)).toBe(run(3));
    expect(run(3)).not.toBe(run(4));
  });
});

describe('generated points whose own mean is taken away', () => {
  it.each([
    ['dense(10), dense(2)', 'standardize', -0.02],
    ['dense(10), dense(2)', 'center', -0.02],
    ['dense(10), dense(2)', 'center, scale(3), shift(2)', 4 / 9 - 0.02],
    // Noise of as much variance halves the share that was centred.
    ['dense(10), dense(2)', 'center, noise(1)', -0.01],
    ['dense(10), dense(2)', 'standardize(per=global)', 0],
  ])('%s after %s has gamma %f over 50 points', (network, preprocess, gamma) => {
    const data = 'gaussian(dim=100, mean=1)';
    expect(predict(network, data, { preprocess, points: 50 }).gamma).toBeCloseTo(gamma, 12);
    const limit = preprocess.includes('shift') ? 4 / 9 : 0;
    expect(predict(network, data, { preprocess }).gamma).toBeCloseTo(limit, 12);
  });

  it('have it as images, too, within the error of the images seen', () => {
    const images = (network: string, points: number) =>
      predict(network, 'gaussian(shape=3x12x12)', { preprocess: 'standardize', points });
    const { gamma, gammaError } = images('conv(4, 3), dense(2)', 20);
    expect(gammaError).toBeLessThan(0.02);
    expect(Math.abs(gamma! + 0.05)).toBeLessThan(4 * gammaError!);
    // Of many points it is less than that error, and images stay on a par with their negatives.
    expect(images('conv(4, 3), dense(2)', 10000).gamma).toBeCloseTo(0, 12);
  });
});
