import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addGram, mirrorLower, timesTransposed } from './gram.ts';

const whole = fc.integer({ min: -99, max: 99 });
const rowsOf = (count: number, length: number) =>
  fc
    .array(whole, { minLength: count * length, maxLength: count * length })
    .map((numbers) => Float64Array.from(numbers));
const sizes = fc.tuple(
  fc.integer({ min: 1, max: 11 }),
  fc.integer({ min: 1, max: 11 }),
  fc.integer({ min: 1, max: 9 }),
);

function dot(a: Float64Array, i: number, b: Float64Array, j: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[i * length + k] * b[j * length + k];
  return sum;
}

describe('products of rows', () => {
  it('are A Bᵀ, whatever the sizes', () => {
    const cases = sizes.chain(([m, n, length]) =>
      fc.tuple(rowsOf(m, length), rowsOf(n, length), fc.constant([m, n, length] as const)),
    );
    fc.assert(
      fc.property(cases, ([a, b, [m, n, length]]) => {
        const product = new Float64Array(m * n);
        timesTransposed(a, m, b, n, length, product);
        expect([...product]).toEqual([...product.keys()].map((at) => dot(a, Math.floor(at / n), b, at % n, length)));
      }),
    );
  });

  it('of rows with themselves add to what is there', () => {
    const cases = sizes.chain(([count, , length]) =>
      fc.tuple(rowsOf(count, length), fc.constant([count, length] as const)),
    );
    fc.assert(
      fc.property(cases, ([rows, [count, length]]) => {
        const gram = new Float64Array(count * count).fill(1);
        addGram(rows, count, length, gram);
        mirrorLower(gram, count);
        const expected = [...gram.keys()].map((at) => {
          const [i, j] = [Math.floor(at / count), at % count];
          return 1 + dot(rows, i, rows, j, length);
        });
        expect([...gram]).toEqual(expected);
      }),
    );
  });
});
