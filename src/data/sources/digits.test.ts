import { describe, expect, it } from 'vitest';
import { asFloat64 } from '../dataset.ts';
import { digits } from './digits.ts';

describe('the digits', () => {
  const data = digits();

  it('are 1,797 images of one channel and 8×8 pixels in ten classes', () => {
    expect(data.points).toBe(1797);
    expect(data.shape).toEqual([1, 8, 8]);
    expect(data.values.length).toBe(1797 * 64);
    expect(data.classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(data.licence).toMatch('CC BY 4.0');
  });

  it('come in the known number of each class', () => {
    const histogram = new Array(10).fill(0);
    for (const label of data.labels!) histogram[label]++;
    expect(histogram).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  });

  it('have pixels 0 to 16 that add up to 561,718', () => {
    expect(data.values.every((pixel) => Number.isInteger(pixel) && pixel >= 0 && pixel <= 16)).toBe(true);
    expect(asFloat64(data.values).reduce((sum, pixel) => sum + pixel)).toBe(561_718);
  });

  it('begin with a zero, row by row', () => {
    expect(data.labels![0]).toBe(0);
    expect(Array.from({ length: 8 }, (_, row) => [...data.values.subarray(8 * row, 8 * row + 8)])).toEqual([
      [0, 0, 5, 13, 9, 1, 0, 0],
      [0, 0, 13, 15, 10, 15, 5, 0],
      [0, 3, 15, 2, 0, 11, 8, 0],
      [0, 4, 12, 0, 0, 8, 8, 0],
      [0, 5, 8, 0, 0, 9, 8, 0],
      [0, 4, 11, 0, 1, 12, 7, 0],
      [0, 2, 14, 5, 10, 12, 0, 0],
      [0, 0, 6, 13, 10, 0, 0, 0],
    ]);
  });

  it('are a fresh copy each time', () => {
    digits().values[2] = 99;
    expect(digits().values[2]).toBe(5);
  });
});
