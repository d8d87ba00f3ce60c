import fc from 'fast-check';
import { expect, it } from 'vitest';
import { naturalOrder } from './naturalOrder.ts';

it('sorts numbers by value and before words, and words by the numbers in them', () => {
  const names = ['cat10', '10', 'cat9', '-1', '9', 'Cat', '1e3', 'ant'];
  expect(names.sort(naturalOrder)).toEqual(['-1', '9', '10', '1e3', 'ant', 'Cat', 'cat9', 'cat10']);
});

it('is an order that tells all names apart', () => {
  const name = fc.string({ unit: fc.constantFrom(...'aA019.-é '), maxLength: 4 });
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(naturalOrder(a, b) === 0).toBe(a === b);
      expect(Math.sign(naturalOrder(a, b)) + Math.sign(naturalOrder(b, a))).toBe(0);
      if (naturalOrder(a, b) <= 0 && naturalOrder(b, c) <= 0) expect(naturalOrder(a, c)).toBeLessThanOrEqual(0);
    }),
    { seed: 1, numRuns: 2000 },
  );
});
