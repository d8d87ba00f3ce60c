import { describe, expect, it } from 'vitest';
import { ModelGraph } from '../graph/modelGraph.ts';
import { runtime } from '../testing/runtime.ts';
import { pickedValues } from './pickedValues.ts';
import { smallModel } from './testing/smallModel.ts';

const graph = new ModelGraph(
  smallModel(
    [2, 3],
    [
      ['Transpose', 'x', 'turned', { perm: [0, 2, 1] }],
      ['Reshape', 'turned flat', 'rows'],
      ['Pad', 'rows around', 'padded'],
      ['Relu', 'padded', 'kinked'],
      ['Reshape', 'kinked flat', 'last'],
    ],
    { flat: { whole: [1, 6] }, around: { whole: [0, 1, 0, 1] } },
  ),
);

describe('the values that only pick entries of another', () => {
  it('are followed back to it, through all that moves, with −1 where padding is', async () => {
    const picked = await pickedValues(graph, new Map([['x', [1, 2, 3]]]), runtime);
    expect(Object.fromEntries(picked)).toEqual({
      turned: { from: 'x', order: Int32Array.of(0, 3, 1, 4, 2, 5) },
      rows: { from: 'x', order: Int32Array.of(0, 3, 1, 4, 2, 5) },
      padded: { from: 'x', order: Int32Array.of(-1, 0, 3, 1, 4, 2, 5, -1) },
    });
  });

  it('are not told of a value without dims, such as what an If makes', async () => {
    expect(await pickedValues(graph, new Map(), runtime)).toEqual(new Map());
    const known = await pickedValues(graph, new Map([['kinked', [1, 6]]]), runtime);
    expect(Object.fromEntries(known)).toEqual({ last: { from: 'kinked', order: undefined } });
  });
});
