import { describe, expect, it } from 'vitest';
import { WeightGenerator } from '../../random/generator.ts';
import type { ParameterLaw } from './auditAssignment.ts';
import { ParameterDrawer } from './parameterDrawer.ts';

/** Parameters with these laws, drawn for an initialisation. */
function drawn(laws: Readonly<Record<string, readonly [readonly number[], ParameterLaw]>>, initialisation = 3) {
  const weights = Object.entries(laws).map(([name, [dims, law]], number) => ({ name, dims, number, law }));
  const drawer = new ParameterDrawer(new WeightGenerator(5), weights, 1);
  drawer.draw(initialisation);
  const feeds = drawer.feeds(0, 1);
  return (name: string) => [...feeds[name].data];
}

const normal = { law: 'gaussian', variance: 1 } as const;

describe('a parameter', () => {
  it('is all the same, as stored, or drawn by a law', () => {
    const numbers = drawn({
      constant: [[3], { law: 'constant', value: 0.25 }],
      stored: [[2], { law: 'stored', values: Float32Array.of(1, 2) }],
      single: [[], normal],
      uniform: [[1000], { law: 'uniform', variance: 1 / 3 }],
    });
    expect(numbers('constant')).toEqual([0.25, 0.25, 0.25]);
    expect(numbers('stored')).toEqual([1, 2]);
    expect(numbers('single')).toHaveLength(1);
    expect(Math.max(...numbers('uniform').map(Math.abs))).toBeCloseTo(1, 2);
  });

  it('depends on the seed, its number and the initialisation alone', () => {
    const alone = drawn({ w: [[40], normal] });
    const beside = drawn({ w: [[40], normal], v: [[40], normal] });
    expect(beside('w')).toEqual(alone('w'));
    expect(beside('v')).not.toEqual(beside('w'));
    expect(drawn({ w: [[40], normal] }, 4)('w')).not.toEqual(alone('w'));
  });

  it('shares the numbers of another, transposed or not, in whatever order they are listed', () => {
    const numbers = drawn({
      turned: [[2, 3], { law: 'tied', to: 'w', transposed: true }],
      same: [[3, 2], { law: 'tied', to: 'w', transposed: false }],
      w: [[3, 2], normal],
    });
    const [a, b, c, d, e, f] = numbers('w');
    expect(numbers('turned')).toEqual([a, c, e, b, d, f]);
    expect(numbers('same')).toEqual([a, b, c, d, e, f]);
  });

  it('has blocks of rows by laws of their own, such as the forget gate of each direction', () => {
    const zeros = { count: 4, law: { law: 'constant', value: 0 } } as const;
    const ones = { count: 2, law: { law: 'constant', value: 1 } } as const;
    const numbers = drawn({
      b: [[2, 8], { law: 'blocks', rows: [zeros, ones, { ...zeros, count: 2 }, zeros, ones, { ...zeros, count: 2 }] }],
    });
    expect(numbers('b')).toEqual([0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0]);
  });

  it('has blocks that are orthogonal each, and differ', () => {
    const block = { count: 3, law: { law: 'orthogonal', variance: 1 / 3 } } as const;
    const numbers = drawn({ r: [[1, 6, 3], { law: 'blocks', rows: [block, block] }] })('r');
    const rows = [0, 1, 2, 3, 4, 5].map((row) => numbers.slice(3 * row, 3 * row + 3));
    const product = (i: number, j: number) => rows[i].reduce((sum, value, k) => sum + value * rows[j][k], 0);
    for (const i of [0, 3]) {
      expect(product(i, i)).toBeCloseTo(1, 5);
      expect(product(i, i + 1)).toBeCloseTo(0, 5);
    }
    expect(rows[0]).not.toEqual(rows[3]);
  });
});
