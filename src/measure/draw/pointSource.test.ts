import { describe, expect, it } from 'vitest';
import { dataset } from '../../data/dataset.ts';
import { parsePreprocess } from '../../data/parsePreprocess.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { planMeasurement } from '../plan/plan.ts';
import { PointSource } from './pointSource.ts';

const POINTS = 30;
const ROWS = 32;

/** The points of an initialisation as the network sees them, and the rows that fill up the last batch. */
async function pointsOf(preprocess: string, initialisation: number) {
  const data = 'gaussian(shape=3x6x4, mean=1)';
  const { assignment } = planMeasurement('flatten, dense(2)', data, { preprocess, points: POINTS, seed: 5 });
  const source = await PointSource.open(assignment, new WeightGenerator(5), ROWS);
  source.fill(initialisation);
  return { shape: assignment.program.hidden.inputs[0].shape, values: source.buffer.values };
}

describe('points of a generator', () => {
  it.each([
    ['grayscale', [1, 6, 4]],
    ['resize(3x8)', [3, 3, 8]],
    ['resize(12x8)', [3, 12, 8]],
    ['pca(5)', [5]],
    ['standardize(per=channel), resize(2x2), pca(4, whiten=true)', [4]],
    ['center', [3, 6, 4]],
  ])('under %s are what the steps make of the points drawn, in the shape %s', async (text, shape) => {
    const raw = (await pointsOf('none', 3)).values.slice(0, POINTS * 72);
    const found = await pointsOf(text, 3);
    const expected = parsePreprocess(text).apply(dataset(raw, { shape: [3, 6, 4] }));
    expect(found.shape).toEqual(shape);
    expect(expected.shape).toEqual(shape);
    expect(found.values.slice(0, expected.values.length)).toEqual(Float32Array.from(expected.values));
    expect(found.values.slice(expected.values.length).every((x) => x === 0)).toBe(true);
  });

  it('are drawn anew for every initialisation', async () => {
    const [first, second] = await Promise.all([1, 2].map((initialisation) => pointsOf('grayscale', initialisation)));
    expect(first.values).not.toEqual(second.values);
  });
});
