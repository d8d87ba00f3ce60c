import { describe, expect, it } from 'vitest';
import { dataset } from '../../data/dataset.ts';
import { info, node } from '../../engine/onnx/read/testing/build.ts';
import type { GivenInput } from './auditPlan.ts';
import { numbers, planOfGraph } from './testing/planOfGraph.ts';

/** What the inputs take of a model of x [N, 4], z [N, 4], h0 [1, N, 4] and rate [1]. */
async function inputsWith(given: Record<string, GivenInput>) {
  const { inputs, notes } = await planOfGraph({
    inputs: [info('x', ['N', 4]), info('z', ['N', 4]), info('h0', [1, 'N', 4]), info('rate', [1])],
    nodes: [
      node('MatMul', ['x', 'w'], ['a']),
      node('Add', ['a', 'z'], ['b']),
      node('Add', ['b', 'h0'], ['c']),
      node('Mul', ['c', 'rate'], ['y']),
    ],
    constants: [numbers('w', [4, 4])],
    options: { given: new Map(Object.entries(given)) },
  });
  return { takes: inputs.map(({ name, takes, batchAxis }) => [name, takes, batchAxis]), notes };
}

describe('the inputs of a model', () => {
  it('take the data, states of their name, and what is given', async () => {
    const { takes, notes } = await inputsWith({ z: 1, rate: 3 });
    expect(takes).toEqual([
      ['x', 'data', 0],
      ['z', 'given', 0],
      ['h0', 'state', 1],
      ['rate', 'given', undefined],
    ]);
    expect(notes).toContain('filled in: h0 with zeros; --input gives an input something else');
  });

  it('leave the data to the first of which nothing is given', async () => {
    const { takes } = await inputsWith({ x: dataset([1, 2, 3, 4, 5, 6, 7, 8], { shape: [4] }), rate: 1 });
    expect(takes.slice(0, 2)).toEqual([
      ['z', 'data', 0],
      ['x', 'given', 0],
    ]);
  });

  it.each([
    { given: { zz: 1 } as Record<string, number>, code: 'unknown-name', message: 'the model has no input "zz"' },
    { given: { x: 0, z: 0, h0: 0, rate: 0 }, code: 'bad-argument', message: 'no input is left for the data' },
  ])('are not $given', async ({ given, code, message }) => {
    await expect(inputsWith(given)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});
