import { describe, expect, it } from 'vitest';
import { digits } from '../data/sources/digits.ts';
import { predict } from '../theory/predict.ts';
import { prepare } from './setup.ts';

describe('a network is placed on the shape that preprocessing leaves', () => {
  it.each([
    ['gaussian(shape=3x8x8)', 'none', [3, 8, 8]],
    ['gaussian(shape=3x8x8)', 'grayscale', [1, 8, 8]],
    ['gaussian(shape=3x8x8)', 'grayscale, resize(4x6)', [1, 4, 6]],
    ['gaussian(shape=3x8x8)', 'resize(4x4), pca(20)', [20]],
    ['digits', 'resize(4x4)', [1, 4, 4]],
    ['digits', 'pca(7)', [7]],
  ])('%s under %s', (data, preprocess, shape) => {
    const { layers, shape: found } = prepare('flatten, dense(10)', data, { preprocess });
    expect(found).toEqual(shape);
    expect(layers[0].input).toEqual(shape);
  });

  it('and complains of what does not fit there', () => {
    expect(() => prepare('conv(4, 3), flatten, dense(2)', 'gaussian(shape=3x8x8)', { preprocess: 'pca(9)' })).toThrow(
      'gaussian(shape=3x8x8): conv',
    );
    expect(() => prepare('flatten, dense(2)', 'gaussian(dim=9)', { preprocess: 'grayscale' })).toThrow(
      'grayscale takes images',
    );
    expect(() => prepare('flatten, dense(2)', 'gaussian(dim=9)', { preprocess: 'pca(10)' })).toThrow('more components');
  });
});

describe('theory sees the data that preprocessing leaves', () => {
  const network = '2*(dense(100), relu), dense(10)';

  it('in pair mode, where images become grey or vectors', () => {
    const bare = (data: string, preprocess = 'none') => predict(`flatten, ${network}`, data, { preprocess }).agreement;
    expect(bare('gaussian(shape=3x8x8)', 'grayscale')).toBeCloseTo(bare('gaussian(dim=5)')!, 12);
    expect(bare('gaussian(shape=3x8x8, mean=3)', 'pca(20, whiten=true)')).toBeCloseTo(bare('gaussian(dim=20)')!, 12);
  });

  it('in dataset mode: all components of digits have the agreement of centred digits', () => {
    const agreement = (preprocess: string) => predict(network, digits(), { preprocess, points: 200 }).agreement!;
    expect(agreement('pca(64)')).toBeCloseTo(agreement('center'), 9);
  });

  it('in spatial mode, also where generated images have no law of their own', () => {
    const spatial = (data: string, preprocess: string) =>
      predict('conv(16, 3), relu, flatten, dense(10)', data, { preprocess });
    const small = spatial('gaussian(shape=3x8x8)', 'grayscale, resize(5x5)');
    expect(small.mode).toBe('spatial');
    expect(small.agreement).toBeGreaterThan(0.1);
    // Where a law is known, its images are those of the generator of that law.
    const direct = spatial('gaussian(shape=3x8x8)', 'none');
    expect(spatial('gaussian(shape=3x8x8, mean=5, variance=9)', 'standardize').agreement).toBe(direct.agreement);
  });
});
