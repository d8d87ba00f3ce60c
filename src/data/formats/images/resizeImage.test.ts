import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resizeImage } from './resizeImage.ts';

const side = fc.integer({ min: 1, max: 9 });
const image = fc.tuple(fc.integer({ min: 1, max: 3 }), side, side).chain(([channels, height, width]) =>
  fc.record({
    shape: fc.constant<[number, number, number]>([channels, height, width]),
    values: fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), {
        minLength: channels * height * width,
        maxLength: channels * height * width,
      })
      .map((numbers) => Float64Array.from(numbers, (x) => x + 0)), // no −0, which sums to 0
  }),
);

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

describe('resizing an image', () => {
  it('averages areas when it shrinks', () => {
    const bytes = Uint8Array.from([0, 2, 4, 6, 8, 10, 12, 14]);
    expect([...resizeImage(bytes, [1, 2, 4], [1, 2])]).toEqual([5, 9]);
  });

  it('gives a pixel that lies across two areas to both', () => {
    const third = [...resizeImage(Float64Array.of(3, 6, 9), [1, 1, 3], [1, 2])];
    expect(third[0]).toBeCloseTo((3 + 6 / 2) / 1.5, 14);
    expect(third[1]).toBeCloseTo((6 / 2 + 9) / 1.5, 14);
  });

  it('interpolates between centres when it grows, and repeats the edge', () => {
    expect([...resizeImage(Float64Array.of(0, 4), [1, 1, 2], [1, 4])]).toEqual([0, 1, 3, 4]);
  });

  it('keeps channels apart', () => {
    expect([...resizeImage(Float64Array.of(1, 3, 10, 30), [2, 1, 2], [1, 1])]).toEqual([2, 20]);
  });

  it('leaves an image of the right size as it is', () => {
    fc.assert(
      fc.property(image, ({ values, shape }) => {
        expect(resizeImage(values, shape, [shape[1], shape[2]])).toEqual(values);
      }),
      { seed: 1 },
    );
  });

  it('keeps constant images constant and stays within the range of any other', () => {
    fc.assert(
      fc.property(image, side, side, ({ values, shape }, height, width) => {
        const constant = resizeImage(
          values.map(() => values[0]),
          shape,
          [height, width],
        );
        for (const value of constant) expect(value).toBeCloseTo(values[0], 14);
        const resized = resizeImage(values, shape, [height, width]);
        expect(Math.max(...resized)).toBeLessThanOrEqual(Math.max(...values) + 1e-14);
        expect(Math.min(...resized)).toBeGreaterThanOrEqual(Math.min(...values) - 1e-14);
      }),
      { seed: 2 },
    );
  });

  it('keeps the mean when it shrinks, or grows by whole factors', () => {
    fc.assert(
      fc.property(image, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 9 }), (start, factor, smaller) => {
        const { values, shape } = start;
        const size: [number, number] = [shape[1] * factor, Math.min(smaller, shape[2])];
        expect(mean(resizeImage(values, shape, size))).toBeCloseTo(mean(values), 13);
      }),
      { seed: 3 },
    );
  });

  it('mirrors with its image', () => {
    fc.assert(
      fc.property(image, side, ({ values, shape }, width) => {
        const [channels, height] = shape;
        const mirrored = mirror(resizeImage(values, shape, [height, width]), width);
        const other = resizeImage(mirror(values, shape[2]), shape, [height, width]);
        expect(other).toHaveLength(channels * height * width);
        other.forEach((value, i) => {
          expect(value).toBeCloseTo(mirrored[i], 13);
        });
      }),
      { seed: 4 },
    );
  });
});

/** Every row from right to left. */
function mirror(values: Float64Array, width: number): Float64Array {
  return values.map((_, i) => values[i - (i % width) + width - 1 - (i % width)]);
}
