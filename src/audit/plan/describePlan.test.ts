import { describe, expect, it } from 'vitest';
import { node } from '../../engine/onnx/read/testing/build.ts';
import { describePlan } from './describePlan.ts';
import { filled, planOfGraph } from './testing/planOfGraph.ts';

describe('the rows of a plan', () => {
  it('say of each tensor what is drawn and what is kept', async () => {
    const nodes = [
      node('Sub', ['x', 'mean'], ['c']),
      node('MatMul', ['c', 'a.weight'], ['h']),
      node('MatMul', ['h', 'b.weight'], ['y']),
    ];
    const constants = [
      filled('mean', [8], () => 1),
      ...['a.weight', 'b.weight'].map((name) => filled(name, [8, 8], (place) => place % 2)),
    ];
    const row = { role: 'weight', dims: [8, 8], fanIn: 8, fanOut: 8, stored: { mean: 0.5, sd: 0.5 } };
    expect(describePlan(await planOfGraph({ nodes, constants }))).toEqual([
      { name: 'a.weight', ...row },
      { name: 'b.weight', ...row, tiedTo: 'a.weight' },
      { name: 'mean', dims: [8], kept: 'prepares the data, before any weights' },
    ]);
  });
});
