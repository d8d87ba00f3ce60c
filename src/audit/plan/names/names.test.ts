import { describe, expect, it } from 'vitest';
import { info, node, tensor } from '../../../engine/onnx/read/testing/build.ts';
import { numbers, planOfGraph } from '../testing/planOfGraph.ts';
import { isMadeUp, scopeOf } from './authorName.ts';

/** Names of the parameters, in order. */
async function namesOf(small: Parameters<typeof planOfGraph>[0]): Promise<string[]> {
  return (await planOfGraph(small)).parameters.map(({ name }) => name);
}

const dense = (weight: string, bias: string, name = '') => [
  node('MatMul', ['x', weight], ['h'], { name }),
  node('Add', ['h', bias], ['y']),
];
const both = (weight: string, bias: string) => [numbers(weight, [4, 3]), numbers(bias, [3])];

describe('the name of a parameter', () => {
  it('is that of PyTorch, without its last part that of the layer', async () => {
    const { parameters } = await planOfGraph({
      nodes: dense('net.fc.weight', 'net.fc.bias'),
      constants: both('net.fc.weight', 'net.fc.bias'),
    });
    expect(parameters.map(({ name, layer }) => [name, layer])).toEqual([
      ['net.fc.weight', 'net.fc'],
      ['net.fc.bias', 'net.fc'],
    ]);
  });

  it('is made from the bias of its layer where the export has folded a transpose', async () => {
    const weight = 'onnx::MatMul_250';
    const names = await namesOf({
      nodes: dense(weight, 'a.in_proj_bias', '/blocks/MatMul'),
      constants: both(weight, 'a.in_proj_bias'),
    });
    expect(names).toEqual(['a.in_proj_weight', 'a.in_proj_bias']);
  });

  it('is made from the module of its node where no tensor of the layer has one', async () => {
    const conv = node('Conv', ['x', 'onnx::Conv_28', 'onnx::Conv_29'], ['y'], { name: '/features/features.3/Conv' });
    const constants = [numbers('onnx::Conv_28', [6, 4, 3, 3]), numbers('onnx::Conv_29', [6])];
    const names = await namesOf({ nodes: [conv], constants, inputs: [info('x', ['N', 4, 8, 8])] });
    expect(names).toEqual(['features.3.weight', 'features.3.bias']);
  });

  it('is the operator with its number, where nothing else is known', async () => {
    const nodes = [node('MatMul', ['x', '12'], ['h']), node('Relu', ['h'], ['r']), node('MatMul', ['r', '13'], ['y'])];
    const names = await namesOf({ nodes, constants: [numbers('12', [4, 4]), numbers('13', [4, 3])] });
    expect(names).toEqual(['matmul1.weight', 'matmul2.weight']);
  });

  it.each([
    [
      'sequential/dense/MatMul/ReadVariableOp:0',
      'sequential/dense/BiasAdd/ReadVariableOp:0',
      'dense.weight',
      'dense.bias',
    ],
    [
      'StatefulPartitionedCall/model/dense_1/MatMul/ReadVariableOp:0',
      'StatefulPartitionedCall/model/dense_1/BiasAdd/ReadVariableOp:0',
      'dense_1.weight',
      'dense_1.bias',
    ],
    [
      'model/dense/kernel/Read/ReadVariableOp__5:0',
      'model/dense/bias/Read/ReadVariableOp__6:0',
      'dense.kernel',
      'dense.bias',
    ],
    ['dense/kernel:0', 'dense/bias:0', 'dense.kernel', 'dense.bias'],
    ['linear_7.w_0', 'linear_7.b_0', 'linear_7.w_0', 'linear_7.b_0'],
  ])('of %s drops what TensorFlow adds', async (weight, bias, ...expected) => {
    expect(await namesOf({ nodes: dense(weight, bias), constants: both(weight, bias) })).toEqual(expected);
  });

  it('is the one that an identity gives to a tensor that is stored once', async () => {
    const nodes = [
      node('Identity', ['a.bias'], ['b.bias']),
      node('MatMul', ['x', 'a.weight'], ['h']),
      node('Add', ['h', 'a.bias'], ['i']),
      node('MatMul', ['i', 'b.weight'], ['j']),
      node('Add', ['j', 'b.bias'], ['y']),
    ];
    const constants = [numbers('a.weight', [4, 4]), numbers('b.weight', [4, 4]), tensor('a.bias', [4])];
    expect(await namesOf({ nodes, constants })).toEqual(['a.weight', 'a.bias', 'b.weight', 'b.bias']);
  });

  it('is its own, also where tools store the zeros of two layers once', async () => {
    const nodes = [
      node('MatMul', ['x', 'a.weight'], ['h']),
      node('Add', ['h', 'a.bias'], ['i']),
      node('MatMul', ['i', 'b.weight'], ['j']),
      node('Add', ['j', 'a.bias'], ['y']),
    ];
    const constants = [numbers('a.weight', [4, 4]), numbers('b.weight', [4, 4]), tensor('a.bias', [4])];
    expect(await namesOf({ nodes, constants })).toEqual(['a.weight', 'a.bias', 'b.weight', 'b.bias']);
  });

  it('ends the layer with a number, where two modules have one name', async () => {
    const nodes = [
      node('MatMul', ['x', '1'], ['h'], { name: '/proj/MatMul' }),
      node('MatMul', ['h', '2'], ['y'], { name: '/proj/MatMul_1' }),
    ];
    const names = await namesOf({ nodes, constants: [numbers('1', [4, 4]), numbers('2', [4, 4])] });
    expect(names).toEqual(['proj.weight', 'proj_2.weight']);
  });
});

describe('names of nodes', () => {
  it.each([
    ['/features/features.3/Conv', 'features.3'],
    ['/enc/layers.0/self_attn/MatMul_1', 'enc.layers.0.self_attn'],
    ['StatefulPartitionedCall/sequential/dense/MatMul', 'dense'],
    ['/model/model.0/Conv', 'model.0'],
    ['/Add', undefined],
    ['Conv_12', undefined],
  ])('%s tell of %s', (name, expected) => {
    expect(scopeOf(name)).toBe(expected);
  });
});

describe('names that exporters make up', () => {
  it.each([
    '238',
    'onnx::Conv_238',
    '/a/Transpose_1_output_0',
    'val_12',
    'const_fold_opt__123',
    'Transpose__5:0',
    '/n1/Constant_1',
  ])('%s', (name) => {
    expect(isMadeUp(name)).toBe(true);
  });

  it.each(['conv1_w_0', 'layer1.0.conv1.weight', 'Parameter5', 'pos', 'cls', 'b2', 'w'])('are not %s', (name) => {
    expect(isMadeUp(name)).toBe(false);
  });
});
