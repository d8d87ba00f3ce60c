import { describe, expect, it } from 'vitest';
import { info, integers, node, subgraph } from '../../engine/onnx/read/testing/build.ts';
import { ids, numbers, planOfGraph } from '../plan/testing/planOfGraph.ts';
import { difference, evaluated } from '../testing/scores.ts';

/** x [N, 4] times another matrix for each of two rates; both branches call what they make "h". */
function byRate(rate: number | undefined, condition = 'rate') {
  const branch = (name: string, weight: string, units: number) =>
    subgraph(name, {
      node: [node('MatMul', ['x', weight], ['h']), node('Relu', ['h'], ['out'])],
      initializer: [numbers(weight, [4, units])],
      output: [info('out')],
    });
  return planOfGraph({
    inputs: [info('x', ['N', 4]), ids('rate', [])],
    nodes: [
      node('ReduceMax', ['x'], ['largest'], { attribute: [{ name: 'keepdims', type: 2, i: 0n }] }),
      node('Cast', ['largest'], ['data'], { attribute: [{ name: 'to', type: 2, i: 7n }] }),
      node('Equal', [condition, 'wanted'], ['is']),
      node('If', ['is'], ['h'], { attribute: [branch('then_branch', 'a', 3), branch('else_branch', 'b', 5)] }),
      node('Identity', ['h'], ['y']),
    ],
    constants: [integers('wanted', [], 16000)],
    options: { given: new Map(rate === undefined ? [] : [['rate', rate]]) },
  });
}

describe('an If on a number that is given', () => {
  it.each([
    [16000, [4, 3]],
    [8000, [4, 5]],
  ])('of %s has the weights of the branch that is taken', async (rate, dims) => {
    const { parameters, model, notes } = await byRate(rate);
    expect(parameters.map((parameter) => parameter.dims)).toEqual([dims]);
    expect(model.nodes.map(({ op }) => op)).not.toContain('If');
    expect(notes.join()).not.toContain('incomplete');
  });

  it('is the branch itself', async () => {
    const feeds = { x: { type: 'float32', dims: [2, 4], data: Float32Array.of(1, -2, 3, 4, 5, 6, -7, 8) } };
    const rate = { type: 'int64', dims: [], data: BigInt64Array.of(16000n) };
    const { model } = await byRate(16000);
    const other = await byRate(8000);
    const out = await evaluated(model, { ...feeds, rate });
    expect(out.dims).toEqual([2, 3]);
    expect(difference(out, await evaluated(other.model, { ...feeds, rate }))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('an If that is not decided', () => {
  it('by its input says which one to give', async () => {
    await expect(byRate(undefined)).rejects.toMatchObject({
      code: 'bad-model',
      message: expect.stringContaining('no weights to draw outside of If'),
      remedy: expect.stringContaining('--input rate=n'),
    });
  });

  it('because it depends on the data is left', async () => {
    await expect(byRate(16000, 'data')).rejects.toMatchObject({
      message: expect.stringContaining('no weights to draw outside of If'),
    });
  });
});
