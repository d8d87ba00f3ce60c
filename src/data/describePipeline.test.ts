import { describe, expect, it } from 'vitest';
import { dataset } from './dataset.ts';
import { describePipeline } from './describePipeline.ts';
import { type PairMoments, pairMoments } from './pairMoments.ts';
import { parsePreprocess } from './parsePreprocess.ts';
import { digits } from './sources/digits.ts';
import { gaussian } from './sources/gaussian.ts';

describe('a pipeline described', () => {
  it('follows cov and spread of the data from step to step', () => {
    const steps = describePipeline(digits(), parsePreprocess('center, scale(2), shift(1)'));
    expect(steps.map(({ notation }) => notation)).toEqual(['center', 'scale(2)', 'shift(1)']);
    const [centred, scaled, shifted] = steps.map(({ after }) => after as PairMoments);
    expect(steps[0].before).toEqual(pairMoments(digits()));
    expect(steps[1].before).toEqual(centred);
    expect(centred.spread).toBeCloseTo((steps[0].before as PairMoments).spread, 10);
    expect(centred.cov).toBeCloseTo(-centred.spread / 1797, 12);
    expect(scaled.spread / centred.spread).toBeCloseTo(4, 12);
    expect(shifted.cov - scaled.cov).toBeCloseTo(1, 12);
  });

  it('says the same of a prefix, though steps reuse the numbers of those before', () => {
    const all = describePipeline(digits(), parsePreprocess('shift(1), scale(3), pca(5), unitNorm'));
    for (const [count, text] of ['shift(1)', 'shift(1), scale(3)', 'shift(1), scale(3), pca(5)'].entries()) {
      expect(all[count].after).toEqual(pairMoments(parsePreprocess(text).apply(digits())));
    }
  });

  it('follows the law of a generator, as far as there is one', () => {
    const [scaled, ranged, shifted] = describePipeline(
      gaussian({ dim: 5, mean: 1, variance: 2 }),
      parsePreprocess('scale(2), minmax, shift(1)'),
    );
    expect(scaled.before).toEqual({ cov: 1, spread: 2, gamma: 0.5 });
    expect(scaled.after).toEqual({ cov: 4, spread: 8, gamma: 0.5 });
    expect(ranged.after).toHaveProperty('reason');
    expect(shifted.before).toEqual(ranged.after);
  });

  it('is empty without steps, and leaves the data alone', () => {
    const data = dataset([1, 2, 3, 4], { shape: [2] });
    expect(describePipeline(data, parsePreprocess('none'))).toHaveLength(1);
    describePipeline(data, parsePreprocess('scale(2), shift(1), center'));
    expect([...data.values]).toEqual([1, 2, 3, 4]);
  });

  it('says of every step what it does in one sentence', () => {
    const text =
      'none, center, center(per=channel), center(mean=1), standardize, standardize(mean=1, sd=2), minmax, unitNorm, ' +
      'scale(2), shift(1), whiten, pca(3), pca(3, whiten=true), grayscale, resize(4x4), flip, noise(1), clip(0, 1)';
    expect(parsePreprocess(text).steps.map(({ notation, effect }) => `${notation}: ${effect}`)).toMatchInlineSnapshot(`
      [
        "none: cov and spread stay",
        "center: removes the covariance that comes from the mean point: cov → cov − |mean|²/d, spread stays",
        "center(per=channel): removes the covariance that comes from the mean of every channel: cov → cov − ⟨mean²⟩ over channels, spread stays",
        "center(mean=1): subtracts the given means: cov changes, spread stays",
        "standardize: removes the covariance that comes from the mean, and brings every feature to spread 1",
        "standardize(mean=1, sd=2): subtracts the given means and divides by the given sds: cov and spread change accordingly",
        "minmax: maps to [0, 1], whose positive mean makes cov positive; spread is divided by the square of the range",
        "unitNorm: makes cov + spread 1/d for every pair: cov becomes the cosine divided by d, gamma stays if norms were equal",
        "scale(2): multiplies cov and spread by 4, and keeps gamma",
        "shift(1): moves the mean point: cov → cov + 2·mean + 1, spread stays",
        "whiten: removes the covariance that comes from the mean, and brings every direction to spread 1: all pairs become alike",
        "pca(3): removes the covariance that comes from the mean; spread becomes the mean variance of the kept components",
        "pca(3, whiten=true): removes the covariance that comes from the mean, and brings every component to spread 1",
        "grayscale: averages the channels by luma (0.299 R + 0.587 G + 0.114 B): what they share stays in cov and spread, differences shrink",
        "resize(4x4): averages neighbouring pixels where images shrink: spread loses the detail, cov keeps the mean of the images",
        "flip: mirrors all images alike: cov and spread stay",
        "noise(1): adds 1 to spread, cov stays",
        "clip(0, 1): limits all values to the range: spread shrinks, cov follows the change of the mean",
      ]
    `);
  });
});
