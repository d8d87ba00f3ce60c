import { describe, expect, it } from 'vitest';
import { node, tensor } from '../../engine/onnx/read/testing/build.ts';
import { filled, ids, numbers, planOfGraph } from './testing/planOfGraph.ts';

const TRANSPOSED = { attribute: [{ name: 'perm', type: 7, ints: [1n, 0n] }] };

/** Ties by name, with ᵀ where transposed. */
async function tiesOf(small: Parameters<typeof planOfGraph>[0]) {
  const { parameters, notes } = await planOfGraph(small);
  const tied = parameters.flatMap(({ name, tiedTo }) =>
    tiedTo ? [[name, tiedTo.name + (tiedTo.transposed ? 'ᵀ' : '')]] : [],
  );
  return { ties: Object.fromEntries(tied), notes };
}

/** Two layers, one after the other. */
const two = [
  node('MatMul', ['x', 'a.fc.weight'], ['h']),
  node('Add', ['h', 'a.fc.bias'], ['i']),
  node('MatMul', ['i', 'b.fc.weight'], ['j']),
  node('Add', ['j', 'b.fc.bias'], ['y']),
];

describe('parameters are tied', () => {
  it('when the export has folded the transpose of one into a copy', async () => {
    const nodes = [node('Gather', ['tok.weight', 'x'], ['e']), node('MatMul', ['e', 'fc.weight'], ['y'])];
    const table = filled('tok.weight', [32, 8], (place) => place);
    const readout = filled('fc.weight', [8, 32], (place) => (place % 32) * 8 + Math.floor(place / 32));
    expect(await tiesOf({ nodes, constants: [table, readout], inputs: [ids('x', ['N', 5])] })).toEqual({
      ties: { 'fc.weight': 'tok.weightᵀ' },
      notes: ['fc.weight shares its numbers with tok.weight, transposed'],
    });
  });

  it('when one is computed of the other', async () => {
    const nodes = [
      node('Transpose', ['tok.weight'], ['t'], TRANSPOSED),
      node('Gather', ['tok.weight', 'x'], ['e']),
      node('MatMul', ['e', 't'], ['y'], { name: '/fc/MatMul' }),
    ];
    const { ties } = await tiesOf({ nodes, constants: [numbers('tok.weight', [32, 8])], inputs: [ids('x', ['N', 5])] });
    expect(ties).toEqual({ 'fc.weight': 'tok.weightᵀ' });
  });

  it('when layers are copies: the small ones of them as well', async () => {
    const constants = [
      numbers('a.fc.weight', [8, 8], 'weight'),
      numbers('b.fc.weight', [8, 8], 'weight'),
      numbers('a.fc.bias', [8], 'bias'),
      numbers('b.fc.bias', [8], 'bias'),
    ];
    expect(await tiesOf({ nodes: two, constants })).toEqual({
      ties: { 'b.fc.weight': 'a.fc.weight', 'b.fc.bias': 'a.fc.bias' },
      notes: ['b is a copy of a: 2 parameters are tied'],
    });
  });

  it('when one tensor is used twice, without any tie to tell', async () => {
    const nodes = [node('MatMul', ['x', 'w'], ['h']), node('Relu', ['h'], ['r']), node('MatMul', ['r', 'w'], ['y'])];
    const { parameters } = await planOfGraph({ nodes, constants: [numbers('w', [4, 4])] });
    expect(parameters.map(({ name, uses }) => [name, uses.length])).toEqual([['w', 2]]);
  });
});

describe('parameters are not tied', () => {
  it('when they are equal because all their numbers are', async () => {
    const constants = ['a.fc.weight', 'b.fc.weight'].map((name) => tensor(name, [8, 8]));
    const biases = ['a.fc.bias', 'b.fc.bias'].map((name) => numbers(name, [8], 'bias'));
    expect((await tiesOf({ nodes: two, constants: [...constants, ...biases] })).ties).toEqual({});
  });

  it('when their numbers are the same in another order', async () => {
    const constants = [
      filled('a.fc.weight', [8, 8], (place) => place),
      filled('b.fc.weight', [8, 8], (place) => 63 - place),
      numbers('a.fc.bias', [8]),
      numbers('b.fc.bias', [8]),
    ];
    expect((await tiesOf({ nodes: two, constants })).ties).toEqual({});
  });
});

describe('--tie', () => {
  const constants = ['a.fc', 'b.fc'].flatMap((layer) => [
    numbers(`${layer}.weight`, [4, 4]),
    numbers(`${layer}.bias`, [4]),
  ]);

  it('ties what matches and has the same dims', async () => {
    expect((await tiesOf({ nodes: two, constants, options: { tie: ['*.weight'] } })).ties).toEqual({
      'b.fc.weight': 'a.fc.weight',
    });
  });

  it('that matches nothing lists names', async () => {
    const failure = planOfGraph({ nodes: two, constants, options: { tie: ['*.wight'] } });
    await expect(failure).rejects.toMatchObject({
      code: 'bad-argument',
      where: expect.arrayContaining(['"a.fc.weight"']),
    });
  });
});
