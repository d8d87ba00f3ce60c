import { describe, expect, it } from 'vitest';
import { dataset, pick } from '../data/dataset.ts';
import { digits } from '../data/sources/digits.ts';
import { gaussian } from '../data/sources/gaussian.ts';
import { classEntropy, isTabulated, trueClassesOf } from './trueClasses.ts';

const labelled = (labels: readonly number[], classNames?: readonly string[]) =>
  dataset(
    Float64Array.from(labels, (_, i) => i),
    { shape: [1], labels, classNames },
  );

describe('the true classes of data', () => {
  it('are those that have points, numbered without gaps in the order of their labels', () => {
    const { names, counts, labels } = trueClassesOf(labelled([7, 2, 2, 9, 7, 2]))!;
    expect(names).toEqual(['2', '7', '9']);
    expect(counts).toEqual([3, 2, 1]);
    expect([...labels]).toEqual([1, 0, 0, 2, 1, 0]);
  });

  it('keep their names in a part of the points', () => {
    const part = pick(labelled([0, 1, 2, 2], ['a', 'b', 'c']), [3, 0]);
    expect(trueClassesOf(part)).toMatchObject({ names: ['a', 'c'], counts: [1, 1] });
    expect(trueClassesOf(digits())!.names).toEqual([...'0123456789']);
  });

  it('are none without labels, with a single class, and for points that are drawn', () => {
    expect(trueClassesOf(dataset([1, 2, 3], { shape: [1] }))).toBeUndefined();
    expect(trueClassesOf(labelled([4, 4, 4]))).toBeUndefined();
    expect(trueClassesOf(gaussian({ dim: 3 }))).toBeUndefined();
  });

  it('have an entropy, and tables up to 32 classes and 64 guesses', () => {
    expect(classEntropy([5, 5, 5])).toBeCloseTo(Math.log(3), 14);
    expect(classEntropy([1, 3])).toBeCloseTo(Math.log(4) - 0.75 * Math.log(3), 14);
    expect([isTabulated(32, 64), isTabulated(33, 2), isTabulated(2, 65)]).toEqual([true, false, false]);
  });
});
