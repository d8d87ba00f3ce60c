import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dataset, dataset } from '../../dataset.ts';
import type { Per } from '../../groups.ts';
import { parsePreprocess } from '../../parsePreprocess.ts';
import { digits } from '../../sources/digits.ts';
import { gaussian } from '../../sources/gaussian.ts';
import { featureStatistics, statisticsPer } from '../../statistics.ts';
import { complaintOf } from '../../testing/mistakes.ts';
import { center, minmax, noise, resize, standardize } from '../index.ts';

const number = fc.integer({ min: -1000, max: 1000 });
/** Three images of two channels and 1×2 pixels. */
const images = fc
  .array(number, { minLength: 12, maxLength: 12 })
  .map((values) => dataset(values, { shape: [2, 1, 2] }));

/** Numbers of the channel of an image, over all points. */
function channelOf({ values }: Dataset, channel: number): number[] {
  return [...values].filter((_, i) => Math.floor((i % 4) / 2) === channel);
}

function moments(numbers: readonly number[]): { mean: number; sd: number } {
  const mean = numbers.reduce((sum, x) => sum + x / numbers.length, 0);
  return { mean, sd: Math.sqrt(numbers.reduce((sum, x) => sum + (x - mean) ** 2 / numbers.length, 0)) };
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  for (let i = 0; i < expected.length; i++) expect(Math.abs(actual[i] - expected[i])).toBeLessThanOrEqual(tolerance);
}

describe('statistics of groups', () => {
  it('of a channel are those of all its pixels, of all points together those of all numbers', () => {
    fc.assert(
      fc.property(images, (data) => {
        const channels = [0, 1].map((channel) => channelOf(data, channel));
        const perChannel = statisticsPer(data, 'channel');
        expectClose(
          perChannel.mean,
          [0, 0, 1, 1].map((c) => moments(channels[c]).mean),
          1e-10,
        );
        expectClose(
          perChannel.sd,
          [0, 0, 1, 1].map((c) => moments(channels[c]).sd),
          1e-10,
        );
        expect([...perChannel.max]).toEqual([0, 0, 1, 1].map((c) => Math.max(...channels[c])));
        const global = statisticsPer(data, 'global');
        const { mean, sd } = moments([...data.values]);
        expectClose(global.mean, new Array(4).fill(mean), 1e-10);
        expectClose(global.sd, new Array(4).fill(sd), 1e-10);
        expect(new Set(global.min)).toEqual(new Set([Math.min(...data.values)]));
      }),
    );
  });

  it('of tokens and vectors have one channel per feature', () => {
    const values = [1, 10, 3, 30, 5, 50, 7, 70];
    expect([...statisticsPer(dataset(values, { shape: [2, 2] }), 'channel').mean]).toEqual([4, 40, 4, 40]);
    const vectors = dataset(values, { shape: [2] });
    expect(statisticsPer(vectors, 'channel')).toEqual(featureStatistics(vectors));
  });

  it('know a constant group exactly', () => {
    const { mean, sd } = statisticsPer(dataset(new Array(6).fill(0.1), { shape: [3] }), 'global');
    expect([...mean, ...sd]).toEqual([0.1, 0.1, 0.1, 0, 0, 0]);
  });
});

describe('steps per group', () => {
  it.each<Per>(['feature', 'channel', 'global'])('standardising per %s twice is standardising once', (per) => {
    fc.assert(
      fc.property(images, (data) => {
        const once = standardize({ per }).apply(data);
        expectClose(standardize({ per }).apply(once).values, once.values, 1e-9);
      }),
    );
  });

  it('standardising with the statistics of the data is standardising', () => {
    fc.assert(
      fc.property(images, (data) => {
        const { mean, sd } = statisticsPer(data, 'channel');
        fc.pre(sd.every((width) => width > 0));
        const given = standardize({ mean: [mean[0], mean[2]], sd: [sd[0], sd[2]] });
        expect(given.apply(data).values).toEqual(standardize({ per: 'channel' }).apply(data).values);
      }),
    );
  });

  it('given statistics are an affine map of every channel', () => {
    const step = standardize({ mean: [0.5, -1], sd: [2, 0.25] });
    const data = dataset([1, 2, 3, 4, 5, 6, 7, 8], { shape: [2, 1, 2] });
    const expected = [...data.values].map((x, i) => (i % 4 < 2 ? (x - 0.5) / 2 : (x + 1) / 0.25));
    expect([...step.apply(data).values]).toEqual(expected);
  });

  it('a single given number is for all', () => {
    const data = dataset(Uint8Array.of(0, 51, 204, 255), { shape: [1, 1, 2] });
    expect([...minmax({ min: [0], max: [255] }).apply(data).values]).toEqual([0, 0.2, 0.8, 1]);
    expect([...center({ mean: [51] }).apply(data).values]).toEqual([-51, 0, 153, 204]);
  });

  it('centring with a global mean leaves differences between pixels', () => {
    const centred = center({ per: 'global' }).apply(digits());
    const offset = digits().values[5] - centred.values[5];
    expect(centred.values[77] + offset).toBeCloseTo(digits().values[77], 12);
    expect(statisticsPer(centred, 'global').mean[0]).toBeCloseTo(0, 12);
  });
});

describe('the law of generated points under given statistics', () => {
  const law = gaussian({ shape: [3, 2, 2], mean: 3, variance: 8 });

  it('is exact where they are the same for all entries', () => {
    expect(standardize({ mean: [1], sd: [2] }).generator(law)).toMatchObject({ mean: 1, variance: 2 });
    expect(center({ mean: [1, 1, 1] }).generator(law)).toMatchObject({ mean: 2, variance: 8 });
    expect(minmax({ min: [1], max: [3] }).generator(law)).toMatchObject({ mean: 1, variance: 2 });
  });

  it('is none where they differ', () => {
    expect(center({ mean: [1, 2, 3] }).generator(law)).toHaveProperty('reason');
    expect(standardize({ mean: [1, 1, 1], sd: [1, 2, 3] }).generator(law)).toHaveProperty('reason');
  });
});

describe('a mistake in a step', () => {
  const rgb = dataset(new Uint8Array(2 * 12), { shape: [3, 2, 2] });
  const mistakes: [string, () => unknown][] = [
    ['too few means', () => parsePreprocess('center(mean="0.5, 0.4")').apply(rgb)],
    ['one mean for features', () => parsePreprocess('center(per=feature, mean=0.5)').apply(rgb)],
    ['three means for all', () => parsePreprocess('center(per=global, mean="1, 2, 3")').apply(rgb)],
    ['no means', () => center({ mean: [] })],
    ['mean without sd', () => parsePreprocess('standardize(mean=0.5)')],
    ['sd without mean', () => parsePreprocess('standardize(sd=0.5)')],
    ['unlike numbers of mean and sd', () => parsePreprocess('standardize(mean="1, 2", sd=1)')],
    ['sd of zero', () => parsePreprocess('standardize(mean="1, 2", sd="1, 0")')],
    ['unknown per', () => parsePreprocess('standardize(per=chanel)')],
    ['unknown per in TypeScript', () => standardize({ per: 'pixel' as Per })],
    ['max without min', () => parsePreprocess('minmax(max=255)')],
    ['empty range', () => parsePreprocess('minmax(min=3, max=3)')],
    ['negative eps', () => parsePreprocess('whiten(eps=-1)')],
    ['half a component', () => parsePreprocess('pca(2.5)')],
    ['more components than features', () => parsePreprocess('pca(13)').apply(rgb)],
    ['grey images made grey', () => parsePreprocess('grayscale').apply(digits())],
    ['vectors made grey', () => parsePreprocess('pca(3), grayscale').apply(rgb)],
    ['a size of one number', () => parsePreprocess('resize(16)')],
    ['no size', () => resize([])],
    ['negative noise', () => parsePreprocess('noise(-1)')],
    ['fractional seed', () => noise(1, 0.5)],
    ['crossed ends', () => parsePreprocess('clip(1, 0)')],
    ['squares that overflow', () => parsePreprocess('whiten').apply(dataset([1e200, -1e200], { shape: [1] }))],
    ['too many features', () => parsePreprocess('pca(1)').apply(dataset(new Uint8Array(10_000), { shape: [5000] }))],
  ];

  it.each(mistakes)('says what is wrong and what to do: %s', (_, make) => {
    expect(complaintOf(make)).toMatchSnapshot();
  });
});
