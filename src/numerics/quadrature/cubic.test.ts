import { expect, it } from 'vitest';
import { cubicThrough } from './cubic.ts';

it('cubics go through all cubics, and stay at the ends of the table beyond them', () => {
  const f = (x: number) => 2 * x ** 3 - x ** 2 + 5;
  const table = Float64Array.from({ length: 8 }, (_, i) => f(i));
  for (const place of [1, 1.3, 3, 4.75, 6]) expect(cubicThrough(table, place)).toBeCloseTo(f(place), 10);
  expect(cubicThrough(table, -7)).toBe(f(1));
  expect(cubicThrough(table, 99)).toBe(f(6));
});
