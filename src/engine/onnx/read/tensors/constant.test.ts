import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataType } from '../../proto.ts';
import { readModel } from '../files/readModel.ts';
import { graph, integers, model, node, tensor } from '../testing/build.ts';

type TensorInit = ReturnType<typeof tensor>;

/** A tensor as it comes out of a file, behind so many more bytes. */
function read(stored: TensorInit, shift = 0) {
  const bytes = model(graph([node('Relu', ['x'], ['y'])], [stored]));
  const shifted = new Uint8Array(bytes.length + shift);
  shifted.set(bytes, shift);
  const constant = readModel(shifted.subarray(shift)).constants.get('w');
  if (!constant) throw new Error('no constant');
  return constant;
}

const raw = (array: { readonly buffer: ArrayBufferLike }) => new Uint8Array(array.buffer) as Uint8Array<ArrayBuffer>;

describe('values stored as raw bytes', () => {
  it.each([
    ['float32', DataType.FLOAT, Float32Array.of(0.5, -1, Number.NaN)],
    ['float64', DataType.DOUBLE, Float64Array.of(0.1, -1e300)],
    ['int8', DataType.INT8, Int8Array.of(-128, 127)],
    ['uint8', DataType.UINT8, Uint8Array.of(0, 255)],
    ['int16', DataType.INT16, Int16Array.of(-32768, 7)],
    ['uint16', DataType.UINT16, Uint16Array.of(65535)],
    ['int32', DataType.INT32, Int32Array.of(-(2 ** 31), 5)],
    ['uint32', DataType.UINT32, Uint32Array.of(2 ** 32 - 1)],
    ['int64', DataType.INT64, BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n)],
    ['uint64', DataType.UINT64, BigUint64Array.of(2n ** 64n - 1n)],
  ])('%s come out as they are, wherever in memory they begin', (type, dataType, values) => {
    for (let shift = 0; shift < 8; shift++) {
      const constant = read(tensor('w', [values.length], { dataType, rawData: raw(values) }), shift);
      expect(constant).toMatchObject({ type, dims: [values.length], size: values.length });
      expect(constant.values()).toEqual(values);
    }
  });

  it.each([
    ['float16', DataType.FLOAT16, Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00), [1, -2, 2 ** -24, Infinity]],
    ['bfloat16', DataType.BFLOAT16, Uint16Array.of(0x3f80, 0xc000, 0x7f80), [1, -2, Infinity]],
    ['bool', DataType.BOOL, Uint8Array.of(0, 1, 7), [0, 1, 1]],
  ])('%s are converted', (type, dataType, bits, values) => {
    const constant = read(tensor('w', [bits.length], { dataType, rawData: raw(bits) }));
    expect(constant.type).toBe(type);
    expect([...constant.values()]).toEqual(values);
  });

  it.each([
    ['complex64', DataType.COMPLEX64, 8],
    ['float8e4m3fn', DataType.FLOAT8E4M3FN, 1],
    ['int4', DataType.INT4, 1],
  ])('%s are known, but not read', (type, dataType, bytes) => {
    const constant = read(tensor('w', [1], { dataType, rawData: new Uint8Array(bytes) }));
    expect(constant.type).toBe(type);
    expect(() => constant.values()).toThrow(`the constant "w" is of type ${type}, which is not read`);
  });
});

describe('values listed one by one', () => {
  it('are those that were written', () => {
    const lists = fc.oneof(
      fc.array(fc.float()).map((floatData) => [{ dataType: DataType.FLOAT, floatData }, floatData] as const),
      fc.array(fc.double()).map((doubleData) => [{ dataType: DataType.DOUBLE, doubleData }, doubleData] as const),
      fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })).map((int64Data) => {
        return [{ dataType: DataType.INT64, int64Data }, int64Data] as const;
      }),
      fc.array(fc.integer()).map((int32Data) => [{ dataType: DataType.INT32, int32Data }, int32Data] as const),
      fc.array(fc.integer({ min: -128, max: 127 })).map((int32Data) => {
        return [{ dataType: DataType.INT8, int32Data }, int32Data] as const;
      }),
      fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })).map((uint64Data) => {
        return [{ dataType: DataType.UINT64, uint64Data }, uint64Data] as const;
      }),
    );
    fc.assert(
      fc.property(lists, ([list, values]) => {
        expect([...read(tensor('w', [values.length], list)).values()]).toEqual([...values]);
      }),
      { numRuns: 200 },
    );
  });

  it('are bits for float16, and numbers of 32 bits in fields of 64', () => {
    const halves = tensor('w', [2], { dataType: DataType.FLOAT16, int32Data: [0x3c00, 0xc000] });
    expect(read(halves).values()).toEqual(Float32Array.of(1, -2));
    const wide = tensor('w', [1], { dataType: DataType.UINT32, uint64Data: [2n ** 32n - 1n] });
    expect(read(wide).values()).toEqual(Uint32Array.of(2 ** 32 - 1));
  });

  it('must be in the field of their type', () => {
    expect(() => read(tensor('w', [1], { dataType: DataType.FLOAT, int32Data: [1] }))).toThrow('"w" has 0 elements');
  });
});

it('the values of a scalar are one', () => {
  expect(read(tensor('w', []))).toMatchObject({ dims: [], size: 1 });
  expect(read(integers('w', [], 7)).values()).toEqual(BigInt64Array.of(7n));
});

it('changes to values that were read do not reach the model', () => {
  const constant = read(tensor('w', [2]));
  constant.values().fill(9 as never);
  expect(constant.values()).toEqual(Float32Array.of(0.5, 0.5));
});
