import { describe, expect, it } from 'vitest';
import { he } from '../../network/init.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import { compile } from '../../program/compile.ts';
import { costsOf } from './costs.ts';

const program = (network: string, features = 100) => compile(parseNetwork(network).place([features]), he);
const costs = (network: string, points: number, sampler: 'auto' | 'weights' | 'gram' = 'weights', features = 100) =>
  costsOf(program(network, features), points, sampler);

describe('the operations of a draw', () => {
  it('grow with weights and points', () => {
    const small = costs('dense(10), relu, dense(2)', 100);
    expect(costs('dense(20), relu, dense(2)', 100).hidden).toBeGreaterThan(small.hidden);
    expect(costs('dense(10), relu, dense(2)', 200).readouts(1)).toBeGreaterThan(small.readouts(1));
    expect(costs('dense(2), flatten', 100).readouts(1)).toBeGreaterThan(0);
  });
});

describe('dense layers are drawn on factors of Gram matrices', () => {
  const wide = '3*(dense(2000), relu), dense(2)';

  it('where they are much wider than there are points', () => {
    const { reduced, hidden, gramLayers } = costs(wide, 100, 'auto');
    expect(reduced.size).toBe(2); // the first one reads 100 numbers
    expect(hidden).toBeLessThan(costs(wide, 100).hidden / 5);
    expect(gramLayers(1)).toBe(2);
    expect(gramLayers(1000)).toBe(3);
  });

  it('not where there are as many points as units', () => {
    expect(costs(wide, 2000, 'auto').reduced.size).toBe(0);
    expect(costs(wide, 2000, 'auto').gramLayers(1000)).toBe(0);
    expect(costs(wide, 2000, 'gram').reduced.size).toBe(0);
  });

  it('for the output layer where enough of them share the hidden layers', () => {
    const { reducesFeatures } = costs(wide, 100, 'auto');
    expect(reducesFeatures(1)).toBe(false);
    expect(reducesFeatures(1000)).toBe(true);
  });

  it('never when all weights are asked for, and wherever it is exact when Gram matrices are', () => {
    expect(costs(wide, 10, 'weights').gramLayers(1000)).toBe(0);
    const { reduced, reducesFeatures } = costs('dense(120), relu, dense(2)', 99, 'gram');
    expect([reduced.size, reducesFeatures(1)]).toEqual([1, true]);
  });

  it('not when that would keep too many numbers in memory', () => {
    expect(costs('dense(3000000), relu, dense(2)', 100, 'auto', 200).reduced.size).toBe(0);
  });
});
