import { describe, expect, it } from 'vitest';
import { node } from '../rewrite/parts.ts';
import { peakOf, secondsOf } from './budget.ts';

describe('the budget', () => {
  it('counts rounds of all workers', () => {
    expect(secondsOf(2, 5, 2)).toBe(6);
  });

  it('counts values from the node that makes them to the last that takes them', () => {
    const sizes: Record<string, number> = { a: 1, b: 5, c: 2, d: 1 };
    const nodes = [
      node('Relu', ['x'], ['a']),
      node('Relu', ['a'], ['b']),
      node('Relu', ['b'], ['c']),
      node('Add', ['c', 'c'], ['d']),
    ];
    expect(peakOf(nodes, (value) => sizes[value])).toBe(7);
  });
});
