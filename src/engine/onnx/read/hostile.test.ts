import { describe, expect, it } from 'vitest';
import { UserError } from '../../../errors.ts';
import { AttributeType, DataType } from '../proto.ts';
import { readModel } from './files/readModel.ts';
import { graph, integers, model, node, tensor } from './testing/build.ts';
import { field, hostileFiles, repeated } from './testing/hostileFiles.ts';

const relu = node('Relu', ['x'], ['y'], { name: 'act' });

describe('a hostile file is refused with its reason', () => {
  it.each(hostileFiles)('%s', (_, bytes, reason) => {
    const begin = performance.now();
    const error = thrown(() => readModel(bytes));
    expect(error).toBeInstanceOf(UserError);
    const refusal = error as UserError;
    expect(refusal.toText()).toMatch(reason);
    expect(refusal).toMatchObject({ code: 'bad-model', remedy: expect.stringMatching(/\w/) });
    expect(refusal.toText().length).toBeLessThan(600);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});

describe('a file made to exhaust the memory', () => {
  it.each([
    ['nodes', field(7, repeated(Uint8Array.of(10, 0), 1_000_000))],
    ['attributes', field(7, field(1, repeated(Uint8Array.of(0x2a, 0), 1_000_000)))],
    ['integers of an attribute', field(7, field(1, field(5, field(8, new Uint8Array(8_000_000)))))],
    ['unknown fields', repeated(Uint8Array.of(0x78, 1), 2_000_000)],
  ])('by its %s is refused before it is decoded', (_, content) => {
    const bytes = Uint8Array.from([8, 8]);
    const whole = new Uint8Array(bytes.length + content.length);
    whole.set(bytes);
    whole.set(content, bytes.length);
    expect(() => readModel(whole)).toThrow(/too many nodes/);
  });
});

describe('what looks hostile, but is not', () => {
  it('is a chain of 50,000 nodes, from its end to its begin', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => node('Relu', [i ? `a${i}` : 'x'], [`a${i + 1}`]));
    const last = node('Identity', ['a50000'], ['y']);
    const { nodes } = readModel(model(graph([last, ...chain.reverse()])));
    expect([nodes.length, nodes[0].inputs, nodes[50_000].op]).toEqual([50_001, ['x'], 'Identity']);
  });

  it('is a billion zeros of ConstantOfShape, for which no memory is taken', () => {
    const { constants } = readModel(model(graph([node('ConstantOfShape', ['s'], ['y'])], [integers('s', [1], 1e9)])));
    expect(constants.get('y')).toMatchObject({ type: 'float32', dims: [1e9], size: 1e9, fill: 0 });
    expect(() => constants.get('y')?.values()).toThrow('"y" is 0 1000000000 times');
  });

  it('is a constant that takes part in nothing, and an attribute of no type', () => {
    const attribute = [{ name: 'odd', type: AttributeType.UNDEFINED }];
    const unused = tensor('unused', [0], { dataType: DataType.FLOAT });
    const { nodes, constants } = readModel(model(graph([{ ...relu, attribute }], [unused])));
    expect(nodes[0].attributes.get('odd')).toEqual({ type: 'other' });
    expect(constants.get('unused')?.values()).toEqual(new Float32Array(0));
  });
});

function thrown(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
