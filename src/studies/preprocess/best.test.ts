import { describe, expect, it } from 'vitest';
import { inventedPreprocessing } from '../../present/testing/preprocessing.fixture.ts';
import type { Drawn } from '../advise/trial.ts';
import { bestInWords, bestPipelines, type DrawnAfter } from './best.ts';

const NETWORK = '3*(dense(512), relu), dense(10)';

/** Agreements of 20 initialisations that scatter much more than two pipelines differ on each. */
function drawnAround(levels: Readonly<Record<string, number>>, noise = 0): DrawnAfter {
  return (preprocess): Drawn => {
    const level = levels[preprocess]!;
    const own = (i: number) => noise * Math.sin(17 * i + level * 1000);
    return new Map(
      Array.from({ length: 20 }, (_, i) => [i, { agreement: level + 0.1 * Math.sin(i) + own(i), maxFraction: 0.5 }]),
    );
  };
}

const made = inventedPreprocessing({ pipelines: ['none'] });

/** A comparison of pipelines with these agreements and bias ratios of the data. */
function compared(levels: Readonly<Record<string, number>>, gammas: Readonly<Record<string, number>>, spread = 0.4) {
  const [result] = made.results;
  const [pipeline] = made.pipelines;
  return {
    ...made,
    results: Object.entries(levels).map(([preprocess, mean]) => {
      const agreement = { ...result!.measurement!.agreement, mean, standardError: 0.02 };
      return { ...result!, preprocess, measurement: { ...result!.measurement!, agreement } };
    }),
    pipelines: Object.entries(gammas).map(([preprocess, gamma], i) => {
      const own = spread ** i * 0.4;
      return { ...pipeline!, preprocess, moments: { cov: gamma * own, spread: own, gamma } };
    }),
  };
}

describe('the best pipeline', () => {
  it('has the lowest agreement; what is paired tells it from others that single errors would not', () => {
    const levels = { none: 0.4, center: 0.21, standardize: 0.2 };
    const gammas = { none: 1.2, center: -0.01, standardize: -0.01 };
    const comparison = compared(levels, gammas);
    const [best] = bestPipelines(comparison, drawnAround(levels, 0.001));
    expect(best).toMatchObject({ network: NETWORK, preprocess: 'standardize', alike: [] });
    expect(best!.next).toMatchObject({ preprocess: 'center' });
    expect(best!.next!.difference.mean).toBeCloseTo(0.01, 2);
    expect(best!.next!.difference.standardError).toBeLessThan(0.001);
    expect(bestInWords({ ...comparison, best: [best!] })).toMatch(
      /^Best pipeline: standardize, agreement 0\.200 ± 0\.020; with center, the next, it is 0\.0\d+ ± 0\.000\d+ higher\. Gamma of the data is −0\.01, raw 1\.2: it removes the covariance that comes from the mean\.$/,
    );
  });

  it('is one of several where the difference lies within its errors', () => {
    const levels = { none: 0.4, center: 0.2002, standardize: 0.2 };
    const comparison = compared(levels, { none: 1.2, center: -0.01, standardize: -0.01 });
    const [best] = bestPipelines(comparison, drawnAround(levels, 0.05));
    expect(best).toMatchObject({ alike: ['center'], next: { preprocess: 'none' } });
    expect(bestInWords({ ...comparison, best: [best!] })).toContain('Center is as good within errors.');
    const equal = { none: 0.2, center: 0.2, standardize: 0.2 };
    const same = compared(equal, equal);
    const found = bestPipelines(same, drawnAround(equal));
    expect(bestInWords({ ...same, best: found })).toMatch(/^No pipeline is surely better than another: /);
  });

  it('is judged by theory where nothing was drawn, and says when the size of the data matters', () => {
    const levels = { none: 0.4, 'scale(2)': 0.3 };
    const comparison = compared(levels, { none: 1, 'scale(2)': 1 }, 4);
    const [best] = bestPipelines(comparison, () => undefined);
    expect(best).toMatchObject({ preprocess: 'scale(2)', next: { preprocess: 'none' } });
    expect(best!.next!.difference.mean).toBeCloseTo(0.1, 12);
    expect(best!.next!.difference.standardError).toBeCloseTo(0.02 * Math.SQRT2, 12);
    expect(best!.why).toContain('is 1, raw 1, so that it is their size that matters (cov + spread 3.2, raw 0.8): it');
  });

  it('is not named where there is one pipeline', () => {
    const levels = { none: 0.4 };
    expect(bestPipelines(compared(levels, { none: 1 }), drawnAround(levels))).toEqual([]);
  });
});
