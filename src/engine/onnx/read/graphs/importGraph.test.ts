import { describe, expect, it } from 'vitest';
import { AttributeType, DataType } from '../../proto.ts';
import { readModel } from '../files/readModel.ts';
import { subgraphsOf } from '../model.ts';
import { graph, info, integers, model, node, subgraph, tensor } from '../testing/build.ts';

const text = (content: string) => new TextEncoder().encode(content);
const attribute = (name: string, type: AttributeType, rest: object) => ({ attribute: [{ name, type, ...rest }] });

describe('a node Constant', () => {
  it.each([
    ['value', attribute('value', AttributeType.TENSOR, { t: tensor('', [2]) }), 'float32', [2], [0.5, 0.5]],
    ['value_float', attribute('value_float', AttributeType.FLOAT, { f: 0.25 }), 'float32', [], [0.25]],
    ['value_floats', attribute('value_floats', AttributeType.FLOATS, { floats: [1, 2] }), 'float32', [2], [1, 2]],
    ['value_int', attribute('value_int', AttributeType.INT, { i: -3n }), 'int64', [], [-3n]],
    ['value_ints', attribute('value_ints', AttributeType.INTS, { ints: [4n, 5n] }), 'int64', [2], [4n, 5n]],
  ])('with %s becomes a constant', (_, rest, type, dims, values) => {
    const { nodes, constants } = readModel(model(graph([node('Constant', [], ['y'], rest)])));
    expect(nodes).toEqual([]);
    expect(constants.get('y')).toMatchObject({ name: 'y', type, dims, size: values.length });
    expect([...(constants.get('y')?.values() ?? [])]).toEqual(values);
  });

  it.each([
    ['value_string', attribute('value_string', AttributeType.STRING, { s: text('a') })],
    ['value_strings', attribute('value_strings', AttributeType.STRINGS, { strings: [text('a'), text('b')] })],
  ])('with %s is known, but not read', (_, rest) => {
    const { constants } = readModel(model(graph([node('Constant', [], ['y'], rest)])));
    expect(constants.get('y')?.type).toBe('string');
    expect(() => constants.get('y')?.values()).toThrow('texts, which are not read');
  });

  it('with a sparse value is refused', () => {
    const rest = attribute('sparse_value', AttributeType.SPARSE_TENSOR, {});
    expect(() => readModel(model(graph([node('Constant', [], ['y'], rest)])))).toThrow('"y" is sparse');
  });
});

describe('a node ConstantOfShape', () => {
  const filler = (t: ReturnType<typeof tensor>) => attribute('value', AttributeType.TENSOR, { t });

  it('of a constant shape becomes a constant of one value', () => {
    const value = filler(integers('', [1], 7));
    const shape = node('Constant', [], ['s'], attribute('value_ints', AttributeType.INTS, { ints: [2n, 3n] }));
    const { nodes, constants } = readModel(model(graph([node('ConstantOfShape', ['s'], ['y'], value), shape])));
    expect(nodes).toEqual([]);
    expect(constants.get('y')).toMatchObject({ type: 'int64', dims: [2, 3], size: 6, fill: 7n });
    expect(constants.get('y')?.values()).toEqual(new BigInt64Array(6).fill(7n));
  });

  it('of float16 is filled with the number, not its bits', () => {
    const value = filler(tensor('', [1], { dataType: DataType.FLOAT16, int32Data: [0x3c00] }));
    const { constants } = readModel(
      model(graph([node('ConstantOfShape', ['s'], ['y'], value)], [integers('s', [1], 2)])),
    );
    expect(constants.get('y')).toMatchObject({ type: 'float16', fill: 1 });
    expect(constants.get('y')?.values()).toEqual(Float32Array.of(1, 1));
  });

  it('of a shape of the data stays a node', () => {
    const nodes = [node('Shape', ['x'], ['s']), node('ConstantOfShape', ['s'], ['y'])];
    expect(readModel(model(graph(nodes))).nodes.map(({ op }) => op)).toEqual(['Shape', 'ConstantOfShape']);
  });
});

it('weights that are also listed as inputs are no inputs', () => {
  const inputs = [info('x', ['N', 4]), info('w', [4, 3])];
  const { inputs: read } = readModel(
    model(graph([node('MatMul', ['x', 'w'], ['y'])], [tensor('w', [4, 3])], { input: inputs })),
  );
  expect(read).toEqual([{ name: 'x', type: 'float32', dims: ['N', 4] }]);
});

it('an axis without a length, or of length −1, has any', () => {
  const { inputs, outputs } = readModel(
    model(graph([node('Relu', ['x'], ['y'])], [], { input: [info('x', [-1, '', 0, 3])] })),
  );
  expect(inputs[0].dims).toEqual([null, null, 0, 3]);
  expect(outputs[0].dims).toBeUndefined();
});

describe('constants of subgraphs', () => {
  /** Both branches have a constant "w", as has the main graph; the second one passes its constant on. */
  const branches = [
    subgraph('then_branch', {
      node: [node('Add', ['x', 'w'], ['a'])],
      initializer: [tensor('w', [4])],
      output: [info('a')],
    }),
    subgraph('else_branch', { node: [], initializer: [tensor('w', [2, 4])], output: [info('w')] }),
  ];
  const choice = node('If', ['c'], ['z'], { name: 'choice', attribute: branches });
  const sum = node('Add', ['z', 'w'], ['y']);
  const bytes = model(
    graph([choice, sum], [tensor('w', [1]), tensor('c', [], { dataType: DataType.BOOL, int32Data: [1] })]),
  );
  const { nodes, constants } = readModel(bytes);

  it('become constants of the main graph under names of their own', () => {
    expect([...constants].map(([name, { dims }]) => [name, dims])).toEqual([
      ['w', [1]],
      ['c', []],
      ['choice/then_branch/w', [4]],
      ['choice/else_branch/w', [2, 4]],
    ]);
  });

  it('are taken by those names, in their subgraph only', () => {
    const [taken, passed] = subgraphsOf(nodes[0]);
    expect(taken.nodes[0].inputs).toEqual(['x', 'choice/then_branch/w']);
    expect(passed.nodes).toMatchObject([{ op: 'Identity', inputs: ['choice/else_branch/w'], outputs: ['w'] }]);
    expect(nodes[1].inputs).toEqual(['z', 'w']);
  });

  it('hide those around, and are hidden by values of the subgraphs inside', () => {
    const inner = subgraph('body', { input: [info('w')], node: [node('Relu', ['w'], ['r'])], output: [info('r')] });
    const outer = subgraph('then_branch', {
      node: [node('Scan', ['w'], ['s'], { name: 'scan', attribute: [inner] })],
      initializer: [tensor('w', [4])],
      output: [info('s')],
    });
    const read = readModel(model(graph([node('If', ['x'], ['y'], { name: 'if', attribute: [outer] })])));
    const [scan] = subgraphsOf(read.nodes[0])[0].nodes;
    expect(scan.inputs).toEqual(['if/then_branch/w']);
    expect(subgraphsOf(scan)[0].nodes[0].inputs).toEqual(['w']);
  });

  it('get a number where a value has the name already', () => {
    const own = subgraph('b', {
      node: [node('Add', ['x', 'w'], ['a'])],
      initializer: [tensor('w', [4])],
      output: [info('a')],
    });
    const read = readModel(
      model(graph([node('If', ['x'], ['y'], { name: 'n', attribute: [own] })], [tensor('n/b/w', [1])])),
    );
    expect([...read.constants.keys()]).toEqual(['n/b/w', 'n/b/w_1']);
  });
});
