import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../errors.ts';
import { type Attribute, GraphBuilder } from '../../../graph/graph.ts';
import { toOnnx } from '../build.ts';
import { readModel } from './files/readModel.ts';
import type { Constant } from './model.ts';
import { obstacleOf } from './obstacle.ts';
import { elsewhere, graph, info, integers, model, node, soundModel, subgraph, tensor } from './testing/build.ts';

describe('a model of our own', () => {
  const g = new GraphBuilder([3]);
  const weights = g.weights([3, 2], { law: 'gaussian', variance: 1 });
  const sum = g.node('Add', [g.node('MatMul', [g.input, weights], {}, [2]), g.constant([0.1, -2], [2])]);
  const written = g.build([g.node('Reshape', [sum, g.integers([-1, 2])], {}, [2])]);
  const read = readModel(toOnnx(written, { points: 5 }));

  it('is read as it was written', () => {
    expect(read).toMatchObject({ producer: 'firstguess', irVersion: 8, opsets: new Map([['', 17]]) });
    expect(read.inputs).toEqual([
      { name: 'data', type: 'float32', dims: [5, 3] },
      { name: 'weights_0', type: 'float32', dims: [3, 2] },
    ]);
    expect(read.outputs).toEqual([{ name: 'reshape_2', type: 'float32', dims: [5, 2] }]);
    expect(read.nodes.map(({ op, inputs, outputs }) => [op, inputs, outputs])).toEqual([
      ['MatMul', ['data', 'weights_0'], ['matmul_0']],
      ['Add', ['matmul_0', 'constant_0'], ['add_1']],
      ['Reshape', ['add_1', 'constant_1'], ['reshape_2']],
    ]);
    expect(read.constants.get('constant_0')?.values()).toEqual(Float32Array.of(0.1, -2));
    expect(read.constants.get('constant_1')?.values()).toEqual(BigInt64Array.of(-1n, 2n));
  });

  it('keeps its attributes and constants, whatever they are', () => {
    const attribute: fc.Arbitrary<Attribute> = fc.oneof(
      fc.integer(),
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.integer()),
      fc.record({ float: fc.float({ noNaN: true }) }),
    );
    const attributes = fc.dictionary(fc.string({ minLength: 1 }), attribute);
    fc.assert(
      fc.property(attributes, fc.array(fc.float(), { minLength: 1 }), (attributes, values) => {
        const builder = new GraphBuilder([1]);
        const output = builder.node('Op', [builder.input, builder.constant(values, [values.length])], attributes);
        const { nodes, constants } = readModel(toOnnx(builder.build([output]), { points: 1 }));
        const plain = [...nodes[0].attributes].map(([name, { type, ...rest }]) => {
          const value = 'value' in rest ? rest.value : undefined;
          if (type === 'float') return [name, { float: value }];
          if (type === 'ints') return [name, (value as bigint[]).map(Number)];
          return [name, type === 'int' ? Number(value) : value];
        });
        expect(plain).toEqual(Object.entries(attributes));
        expect(constants.get('constant_0')?.values()).toEqual(Float32Array.from(values));
      }),
    );
  });
});

it('a model states its producer, its metadata and the operators that it defines', () => {
  const read = readModel(
    model(graph([node('Relu', ['x'], ['y'])]), {
      producerName: 'pytorch',
      producerVersion: '2.4',
      metadataProps: [{ key: 'author', value: 'me' }],
      functions: [{ domain: 'my', name: 'Gate' }],
    }),
  );
  expect(read).toMatchObject({ file: 'the model', producer: 'pytorch 2.4', metadata: new Map([['author', 'me']]) });
  expect([...read.functions]).toEqual(['my.Gate']);
});

describe('what stands against drawing a model anew', () => {
  const read = (...nodes: ReturnType<typeof node>[]) => obstacleOf(readModel(model(graph(nodes))));

  it.each(['ConvInteger', 'QLinearConv', 'MatMulInteger', 'DequantizeLinear', 'DynamicQuantizeLinear', 'MatMulNBits'])(
    'is %s, for its weights are integers',
    (op) =>
      expect(read(node(op, ['x'], ['y']))).toMatchObject({
        kind: 'quantised',
        sentence: `the model is quantised: the node (${op}) that makes "y"`,
      }),
  );

  it('is an operator of trees', () => {
    const tree = node('TreeEnsembleClassifier', ['x'], ['y'], { domain: 'ai.onnx.ml' });
    expect(read(tree)).toMatchObject({ kind: 'classical', nodes: [{ op: 'TreeEnsembleClassifier' }] });
  });

  it('is an operator that only its author knows, also in a branch', () => {
    const branch = subgraph('then_branch', {
      node: [node('Foo', ['x'], ['a'], { domain: 'me' })],
      output: [info('a')],
    });
    expect(read(node('If', ['x'], ['y'], { attribute: [branch] }))).toMatchObject({ kind: 'custom' });
  });

  it('is that there is nothing to draw', () => {
    expect(obstacleOf(readModel(model(graph([], [], { output: [info('x')] }))))).toMatchObject({ kind: 'no-network' });
  });

  it('is nothing in a network', () => {
    expect(obstacleOf(readModel(soundModel()))).toBeUndefined();
  });
});

describe('whatever the bytes', () => {
  /** A little of everything. */
  const branch = subgraph('then_branch', {
    node: [node('Add', ['h', 'b'], ['a'])],
    initializer: [tensor('b', [3])],
    output: [info('a')],
  });
  const sound = model(
    graph(
      [
        node('MatMul', ['x', 'w'], ['h'], { name: 'layer' }),
        node('If', ['c'], ['z'], { attribute: [branch] }),
        node('ConstantOfShape', ['s'], ['o']),
        node('Sum', ['z', 'o', 'e'], ['y']),
      ],
      [tensor('w', [4, 3]), integers('s', [2], 1, 3), integers('c', [], 1), elsewhere('e', [3], { location: 'e.bin' })],
    ),
    { producerName: 'pytorch', metadataProps: [{ key: 'k', value: 'v' }] },
  );

  /** A model whose constants can be read or refused, too. */
  function readOrRefuse(bytes: Uint8Array): void {
    const begin = performance.now();
    refusing(() => [...readModel(bytes).constants.values()].map(valuesOrRefusal));
    expect(performance.now() - begin).toBeLessThan(1000);
  }

  function valuesOrRefusal({ values }: Constant): void {
    refusing(() => values());
  }

  function refusing(action: () => unknown): void {
    try {
      action();
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
    }
  }

  it('the model is read or refused: cut short anywhere', () => {
    for (let length = 0; length < sound.length; length++) readOrRefuse(sound.subarray(0, length));
  });

  it('the model is read or refused: any byte flipped', () => {
    for (let at = 0; at < sound.length; at++) {
      for (const flip of [0x01, 0x08, 0x80, 0xff])
        readOrRefuse(sound.map((byte, i) => (i === at ? byte ^ flip : byte)));
    }
  });

  it('the model is read or refused: bytes changed, dropped and added at random', () => {
    const edit = fc.record({ at: fc.nat(sound.length), drop: fc.nat(4), add: fc.uint8Array({ maxLength: 6 }) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let bytes = [...sound];
        for (const { at, drop, add } of edits) bytes = [...bytes.slice(0, at), ...add, ...bytes.slice(at + drop)];
        readOrRefuse(Uint8Array.from(bytes));
      }),
      { numRuns: 2000 },
    );
  });
});
