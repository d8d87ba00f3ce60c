import { describe, expect, it } from 'vitest';
import { parseData } from '../parseData.ts';
import { complaintOf } from '../testing/mistakes.ts';
import { expectMean } from '../testing/statistics.ts';
import { drawnRandom } from './generated.ts';

describe('the stream of a dataset', () => {
  it('has unit normals', () => {
    const { normal } = drawnRandom(0);
    const sample = Array.from({ length: 100_000 }, normal);
    [0, 1, 0, 3].forEach((moment, i) => {
      expectMean(
        sample.map((x) => x ** (i + 1)),
        moment,
      );
    });
  });

  it('differs for every seed, up to the largest', () => {
    const first = [0, 1, 2 ** 53 - 2, 2 ** 53 - 1].map((seed) => drawnRandom(seed).uniform());
    expect(new Set(first).size).toBe(4);
  });

  it('gives the same normals to the last bit on every machine', () => {
    const { normal } = drawnRandom(7);
    expect(Array.from({ length: 4 }, normal)).toMatchInlineSnapshot(`
      [
        0.21341113912675524,
        -0.7906093603785684,
        1.544224983197284,
        -0.02747396772736384,
      ]
    `);
  });
});

describe('a mistake in a dataset to be drawn', () => {
  it.each([
    'blobs',
    'blobs(3, 100, shape=10x10)',
    'blobs(classes=2.5, dim=9)',
    'blobs(classes=6, dim=9, points=5)',
    'blobs(classes=1001, dim=2000, points=2000)',
    'blobs(classes=5, dim=3)',
    'blobs(dim=9, distance=-1)',
    'blobs(dim=9, variance=1e999)',
    'blobs(dim=9, correlation=1)',
    'blobs(dim=9, mean=1e60)',
    'blobs(dim=9, points=1)',
    'blobs(dim=9, points=1e9)',
    'blobs(dim=9, seed=0.5)',
    'fields(64)',
    'fields(shape=1x2x2000)',
    'fields(length=-1)',
    'sparse',
    'sparse(dim=9, density=1.1)',
    'sparse(dim=9, value=1e999)',
    'tokens',
    'tokens(16)',
    'tokens(length=0, vocabulary=9)',
    'tokens(16, vocabulary=2e6)',
    'tokens(16, 100, exponent=-1)',
  ])('is explained: %s', (text) => {
    expect(complaintOf(() => parseData(text, '--data'))).toMatchSnapshot();
  });
});
