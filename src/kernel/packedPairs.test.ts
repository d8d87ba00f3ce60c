import { expect, it } from 'vitest';
import { pairCount, pairIndex, rowOffset } from './packedPairs.ts';

it('packed pairs are numbered row by row without gaps', () => {
  const points = 7;
  let next = 0;
  for (let i = 0; i < points; i++) {
    for (let j = i + 1; j < points; j++) {
      expect(rowOffset(points, i) + j).toBe(next);
      expect(pairIndex(points, i, j)).toBe(next);
      expect(pairIndex(points, j, i)).toBe(next++);
    }
  }
  expect(next).toBe(pairCount(points));
});
