import { describe as claims, expect, it } from 'vitest';
import { dataset, features } from './dataset.ts';
import { describe } from './describe.ts';
import { parseData } from './parseData.ts';
import { parsePreprocess } from './parsePreprocess.ts';
import { digits } from './sources/digits.ts';
import { gaussian } from './sources/gaussian.ts';
import { scale } from './steps/index.ts';
import { subsample } from './subsample.ts';
import { complaintOf } from './testing/mistakes.ts';

claims('a dataset', () => {
  it('copies the numbers it is given', () => {
    const values = [1, 2, 3, 4];
    const data = dataset(values, { shape: [2], labels: [0, 1], name: 'mine' });
    values[0] = 9;
    expect(data).toMatchObject({ kind: 'dataset', name: 'mine', points: 2, shape: [2] });
    expect([...data.values]).toEqual([1, 2, 3, 4]);
    expect(data.labels).toEqual(Int32Array.of(0, 1));
  });

  it('knows how many features a shape has', () => {
    expect([features([7]), features([3, 32, 32])]).toEqual([7, 3072]);
  });
});

claims('a subsample', () => {
  const index = Array.from({ length: 100 }, (_, i) => i);
  const data = dataset(
    index.flatMap((i) => [i, 10 * i]),
    { shape: [2], labels: index },
  );

  it('keeps points and labels together, in their old order', () => {
    const few = subsample(data, 10, 1);
    expect(few).toMatchObject({ points: 10, name: 'data', shape: [2] });
    const labels = [...few.labels!];
    expect(labels).toEqual([...new Set(labels)].sort((a, b) => a - b));
    expect([...few.values]).toEqual(labels.flatMap((i) => [i, 10 * i]));
  });

  it('is decided by the seed', () => {
    expect(subsample(data, 10, 1)).toEqual(subsample(data, 10, 1));
    expect(subsample(data, 10, 1).labels).not.toEqual(subsample(data, 10, 2).labels);
  });

  it('is part of a larger one of the same seed', () => {
    const larger = new Set(subsample(data, 30, 7).labels);
    expect([...subsample(data, 10, 7).labels!].every((label) => larger.has(label))).toBe(true);
  });

  it('of all points is the dataset', () => {
    expect(subsample(data, 100, 3)).toEqual(data);
  });
});

claims('a description', () => {
  it.each([
    [digits(), 'digits: 1,797 points of 1×8×8 (64 features) in 10 classes'],
    [dataset([1, 2, 3], { shape: [1], labels: [0, 4, 4] }), 'data: 3 points of 1 features in 2 classes'],
    [dataset(new Array(2000).fill(1), { shape: [1000], name: 'mine' }), 'mine: 2 points of 1,000 features'],
    [
      gaussian({ dim: 1000, mean: 1 }),
      'gaussian(dim=1000, mean=1): points of 1,000 features, independent normal entries of mean 1 and variance 1',
    ],
  ])('is one line', (data, line) => {
    expect(describe(data)).toBe(line);
  });
});

claims('a mistake', () => {
  const two = dataset([1, 2], { shape: [1] });
  const mistakes: [string, () => unknown][] = [
    ['unknown source', () => parseData('digit', '--data')],
    ['name of an object method', () => parseData('constructor', '--data')],
    ['two sources', () => parseData('digits, gaussian(dim=3)', '--data')],
    ['empty source', () => parseData('  ', '--data')],
    ['argument of digits', () => parseData('digits(5)', '--data')],
    ['misspelt argument', () => parseData('gaussian(dim=10, varience=2)', '--data')],
    ['argument twice', () => parseData('gaussian(10, dim=20)', '--data')],
    ['dim and shape', () => parseData('gaussian(dim=10, shape=2x5)', '--data')],
    ['neither dim nor shape', () => parseData('gaussian', '--data')],
    ['fractional dim', () => parseData('gaussian(dim=1.5)', '--data')],
    ['empty axis', () => parseData('gaussian(shape=3x0x32)', '--data')],
    ['far too many features', () => parseData('gaussian(shape=99999x99999)', '--data')],
    ['word for a number', () => parseData('gaussian(dim=10, mean=NaN)', '--data')],
    ['word for dimensions', () => parseData('gaussian(shape="3,32,32")', '--data')],
    ['dimensions for a number', () => parseData('gaussian(3x32x32)', '--data')],
    ['infinite mean', () => parseData('gaussian(dim=10, mean=1e999)', '--data')],
    ['negative variance', () => parseData('gaussian(dim=10, variance=-1)', '--data')],
    ['repetition', () => parseData('2*digits', '--data')],
    ['unknown step', () => parsePreprocess('center, standardise', '--preprocess')],
    ['empty preprocessing', () => parsePreprocess('', '--preprocess')],
    ['missing factor', () => parsePreprocess('center, scale', '--preprocess')],
    ['infinite offset', () => parsePreprocess('center, shift(1e999)', '--preprocess')],
    ['NaN in TypeScript', () => scale(Number.NaN)],
    ['overflow of numbers', () => scale(1e308).apply(dataset([1, 2, 3, 20], { shape: [2] }))],
    ['overflow of a law', () => scale(1e200).generator(gaussian({ dim: 2 }))],
    ['NaN in the data', () => dataset([1, 2, 3, Number.NaN], { shape: [2], name: 'mine' })],
    ['infinity in the data', () => dataset([1, -Infinity], { shape: [1] })],
    ['numbers that make no whole points', () => dataset([1, 2, 3, 4, 5], { shape: [1, 2, 2] })],
    ['no points', () => dataset([], { shape: [2] })],
    ['impossible shape', () => dataset([1, 2], { shape: [] })],
    ['missing labels', () => dataset([1, 2], { shape: [1], labels: [0] })],
    ['negative label', () => dataset([1, 2], { shape: [1], labels: [0, -1] })],
    ['label without a class', () => dataset([1, 2], { shape: [1], labels: [0, 2], classNames: ['cat', 'dog'] })],
    ['one point is no sample', () => subsample(two, 1, 0)],
    ['more points than there are', () => subsample(two, 3, 0)],
  ];

  it.each(mistakes)('says what is wrong and what to do: %s', (_, make) => {
    expect(complaintOf(make)).toMatchSnapshot();
  });
});
