import { describe, expect, it } from 'vitest';
import { changeOf, roleOf } from './roles.ts';

const exactly = (mean: number) => ({ mean, standardError: 0 });
const LEAST = 0.05;

describe('the role of a layer', () => {
  it.each([
    ['born where there was nothing to speak of', 0, 0.47, 'born'],
    ['born again after a normalisation', -0.001, 0.47, 'born'],
    ['kept by fresh weights', 0.47, 0.47, 'keeps'],
    ['kept at zero', 0, 0.001, 'keeps'],
    ['kept by a change of less than a tenth', 1, 1.09, 'keeps'],
    ['amplified', 0.47, 0.97, 'amplifies'],
    ['amplified without end', 2, Infinity, 'amplifies'],
    ['reduced', 0.97, 0.47, 'removes'],
    ['reduced to nothing, or below', 0.97, -0.001, 'removes'],
    ['kept where all inputs look alike', Infinity, Infinity, 'keeps'],
  ])('says that bias is %s', (_what, before, after, role) => {
    expect(roleOf(exactly(before), exactly(after), LEAST)).toBe(role);
  });

  it('is none that noise could play', () => {
    expect(roleOf({ mean: 1, standardError: 0.2 }, { mean: 1.4, standardError: 0.2 }, LEAST)).toBe('keeps');
    expect(roleOf(exactly(0), { mean: 0.06, standardError: 0.04 }, LEAST)).toBe('keeps');
  });
});

describe('the change in a layer', () => {
  it('is a quotient with an error', () => {
    const change = changeOf({ mean: 0.5, standardError: 0.05 }, { mean: 1, standardError: 0.1 }, LEAST);
    expect(change?.mean).toBe(2);
    expect(change?.standardError).toBeCloseTo(2 * Math.hypot(0.1, 0.1), 12);
  });

  it('is null where there was no bias before', () => {
    expect(changeOf(exactly(0.01), exactly(1), LEAST)).toBeNull();
    expect(changeOf(exactly(Infinity), exactly(1), LEAST)).toBeNull();
  });
});
