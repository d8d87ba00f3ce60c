import { describe, expect, it } from 'vitest';
import { info, integers, node } from '../../engine/onnx/read/testing/build.ts';
import { ids, numbers, planOfGraph } from './testing/planOfGraph.ts';

const dense = node('MatMul', ['x', 'w'], ['scores']);
const constants = [numbers('w', [4, 3]), integers('shape', [2], -1, 3)];
const headOf = async (...last: ReturnType<typeof node>[]) =>
  (await planOfGraph({ nodes: [dense, ...last], constants })).head;

describe('the head of a model', () => {
  it('is looked at before softmax and what follows', async () => {
    const last = [
      node('Softmax', ['scores'], ['p']),
      node('Reshape', ['p', 'shape'], ['r']),
      node('ArgMax', ['r'], ['y']),
    ];
    expect(await headOf(...last)).toEqual({ output: 'y', scores: 'scores', through: ['Softmax', 'Reshape', 'ArgMax'] });
  });

  it('keeps its shape where no softmax is before it', async () => {
    expect(await headOf(node('Reshape', ['scores', 'shape'], ['y']))).toEqual({
      output: 'y',
      scores: 'y',
      through: [],
    });
  });

  it('is the output asked for', async () => {
    const nodes = [dense, node('Relu', ['scores'], ['a']), node('Sigmoid', ['scores'], ['b'])];
    const small = { nodes, constants, outputs: ['a', 'b'] };
    expect((await planOfGraph(small)).head.scores).toBe('a');
    expect((await planOfGraph({ ...small, options: { output: 'b' } })).head.scores).toBe('scores');
    await expect(planOfGraph({ ...small, options: { output: 'c' } })).rejects.toMatchObject({
      code: 'bad-argument',
      remedy: expect.stringContaining('"a", "b"'),
    });
  });
});

describe('an input', () => {
  it('of ids has the rows of its embedding as vocabulary, also when cast', async () => {
    const nodes = [
      node('Cast', ['x'], ['c'], { attribute: [{ name: 'to', type: 2, i: 6n }] }),
      node('Gather', ['table', 'c'], ['y']),
    ];
    const { inputs } = await planOfGraph({
      nodes,
      constants: [numbers('table', [50, 8])],
      inputs: [ids('x', ['N', 5])],
    });
    expect(inputs).toEqual([{ name: 'x', type: 'int64', dims: ['N', 5], takes: 'data', batchAxis: 0, vocabulary: 50 }]);
  });

  it('that a recurrent layer begins with is a state, with its points on axis 1', async () => {
    const gru = node('GRU', ['x', 'w', 'r', '', '', 'h'], ['y'], {
      attribute: [{ name: 'hidden_size', type: 2, i: 5n }],
    });
    const { inputs } = await planOfGraph({
      nodes: [gru],
      constants: [numbers('w', [1, 15, 4]), numbers('r', [1, 15, 5])],
      inputs: [info('h', [1, 'N', 5]), info('x', ['T', 'N', 4])],
    });
    expect(inputs.map(({ name, takes, batchAxis }) => [name, takes, batchAxis])).toEqual([
      ['x', 'data', 0],
      ['h', 'state', 1],
    ]);
  });

  it('that is added to scores before softmax is a mask, whatever its name', async () => {
    const nodes = [
      node('MatMul', ['x', 'wq'], ['q']),
      node('Transpose', ['x'], ['k'], { attribute: [{ name: 'perm', type: 7, ints: [0n, 2n, 1n] }] }),
      node('MatMul', ['q', 'k'], ['s']),
      node('Mul', ['visible', 'far'], ['hidden']),
      node('Add', ['s', 'hidden'], ['m']),
      node('Softmax', ['m'], ['p']),
      node('MatMul', ['p', 'x'], ['y']),
    ];
    const { inputs } = await planOfGraph({
      nodes,
      constants: [numbers('wq', [4, 4]), numbers('far', [])],
      inputs: [info('visible', ['N', 1, 5]), info('x', ['N', 5, 4])],
    });
    expect(inputs.map(({ name, takes }) => [name, takes])).toEqual([
      ['x', 'data'],
      ['visible', 'mask'],
    ]);
  });

  it('of a single number is shared by all points, and only one takes the data', async () => {
    const nodes = [
      node('Mul', ['x', 'rate'], ['h']),
      node('Add', ['h', 'more'], ['i']),
      node('MatMul', ['i', 'w'], ['y']),
    ];
    const inputs = [info('rate', []), info('x', ['N', 4]), info('more', ['N', 4])];
    const plan = await planOfGraph({ nodes, constants, inputs });
    expect(plan.inputs.map(({ name, takes, batchAxis }) => [name, takes, batchAxis])).toEqual([
      ['x', 'data', 0],
      ['rate', 'other', undefined],
      ['more', 'other', 0],
    ]);
  });
});
