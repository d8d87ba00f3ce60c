import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Attribute, GraphBuilder } from '../../graph/graph.ts';
import { toOnnx } from './build.ts';
import { AttributeType, DataType, decodeModel } from './proto.ts';

describe('an ONNX file', () => {
  const g = new GraphBuilder([3]);
  const weights = g.weights([3, 2], { law: 'gaussian', variance: 1 });
  const sum = g.node('Add', [g.node('MatMul', [g.input, weights], {}, [2]), g.constant([0.1, -2], [2])]);
  const output = g.node('Reshape', [sum, g.integers([-1, 2])], {}, [2]);
  const { graph, irVersion, opsetImport } = decodeModel(toOnnx(g.build([output]), { points: 5 }));

  it('states its versions', () => {
    expect(irVersion).toBe(8n);
    expect(opsetImport.map(({ domain, version }) => [domain, version])).toEqual([['', 17n]]);
  });

  it('takes the data and the weights as inputs, and has the data points as first axis of data and outputs', () => {
    const dims = (value: NonNullable<typeof graph>['input'][number]) => {
      if (value.type?.value.case !== 'tensorType') throw new Error('not a tensor');
      return [value.name, ...(value.type.value.value.shape?.dim ?? []).map((dim) => Number(dim.value.value))];
    };
    expect(graph?.input.map(dims)).toEqual([
      ['data', 5, 3],
      ['weights_0', 3, 2],
    ]);
    expect(graph?.output.map(dims)).toEqual([[output.name, 5, 2]]);
  });

  it('holds the nodes in order and the constants by type', () => {
    expect(graph?.node.map((node) => [node.opType, ...node.input, ...node.output])).toEqual([
      ['MatMul', 'data', 'weights_0', 'matmul_0'],
      ['Add', 'matmul_0', 'constant_0', 'add_1'],
      ['Reshape', 'add_1', 'constant_1', 'reshape_2'],
    ]);
    const [floats, integers] = graph?.initializer ?? [];
    expect([floats.dataType, floats.dims, floats.floatData]).toEqual([DataType.FLOAT, [2n], [Math.fround(0.1), -2]]);
    expect([integers.dataType, integers.dims, integers.int64Data]).toEqual([DataType.INT64, [2n], [-1n, 2n]]);
  });

  it('keeps every attribute with its type', () => {
    const integer = fc.integer();
    const attribute: fc.Arbitrary<Attribute> = fc.oneof(
      integer,
      fc.string({ unit: 'grapheme' }),
      fc.array(integer),
      fc.record({ float: fc.float({ noNaN: true }) }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), attribute), (attributes) => {
        const builder = new GraphBuilder([1]);
        const node = builder.node('Op', [builder.input], attributes);
        const model = decodeModel(toOnnx(builder.build([node]), { points: 1 }));
        const read = model.graph?.node[0].attribute.map(({ name, type, i, f, s, ints }) => [
          name,
          type === AttributeType.INT
            ? Number(i)
            : type === AttributeType.FLOAT
              ? { float: f }
              : type === AttributeType.STRING
                ? new TextDecoder().decode(s)
                : ints.map(Number),
        ]);
        expect(read).toEqual(Object.entries(attributes));
      }),
    );
  });
});
