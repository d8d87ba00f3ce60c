import { describe, expect, it } from 'vitest';
import { node } from '../../rewrite/parts.ts';
import { tracedValues } from './traced.ts';

const pools = Array.from({ length: 100 }, (_, i) => node('MaxPool', [`v${i}`], [`v${i + 1}`]));
const values = new Set(pools.flatMap(({ outputs }) => outputs));

describe('traced layers', () => {
  it('are thinned evenly where they are many, the last kept', () => {
    const { trace, note } = tracedValues([...pools, node('Gemm', ['v100', 'w'], ['y'])], 'y', [], 10, values, () => 1);
    expect(trace).toHaveLength(64);
    expect(trace.at(-1)?.value).toBe('v100');
    expect(note).toBe('64 of 100 layers are traced: all would take too much time or memory');
  });

  it('are fewer where they take too much memory', () => {
    const { trace } = tracedValues(pools, 'y', [], 1000, values, () => 2 ** 27 / 10_000);
    expect(trace).toHaveLength(10);
  });
});
