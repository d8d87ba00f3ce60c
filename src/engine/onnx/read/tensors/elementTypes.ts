import { half } from '../../../../numerics/half.ts';
import { DataType } from '../../proto.ts';

/** Values of a tensor; float16 and bfloat16 are float32 here, bool is 0 and 1. */
export type NumberArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

interface NumberArrayConstructor {
  new (count: number): NumberArray;
  new (buffer: ArrayBuffer): NumberArray;
}

/** A type of elements that ONNX knows. */
export interface ElementType {
  readonly name: string;
  /** Bits of an element in the file, undefined for texts. */
  readonly bits?: number;
  /** The values of little-endian bytes; undefined for types that are not read as numbers. */
  readonly values?: (bytes: Uint8Array) => NumberArray;
  /** The values for as many elements, all the same. */
  readonly filled?: (count: number, value: number | bigint) => NumberArray;
  /** The field of a TensorProto that lists such elements where they are not stored as raw bytes. */
  readonly listedIn: 'float_data' | 'int32_data' | 'string_data' | 'int64_data' | 'double_data' | 'uint64_data';
}

/** Stored in an array of their own type. */
function plain(name: string, Store: NumberArrayConstructor, listedIn: ElementType['listedIn']): ElementType {
  return {
    name,
    bits: new Store(0).BYTES_PER_ELEMENT * 8,
    values: (bytes) => new Store(aligned(bytes)),
    filled: (count, value) => new Store(count).fill(value as never) as NumberArray,
    listedIn,
  };
}

/** 16 bits that stand for a float32. */
function halfWidth(name: string, decode: (bits: number) => number): ElementType {
  return {
    name,
    bits: 16,
    values: (bytes) => Float32Array.from(new Uint16Array(aligned(bytes)), decode),
    filled: (count, value) => new Float32Array(count).fill(Number(value)),
    listedIn: 'int32_data',
  };
}

/** Known, so that messages can name it, but not read. */
function unread(name: string, bits: number | undefined, listedIn: ElementType['listedIn'] = 'int32_data'): ElementType {
  return { name, bits, listedIn };
}

const BOOL: ElementType = {
  ...plain('bool', Uint8Array, 'int32_data'),
  values: (bytes) => Uint8Array.from(bytes, (byte) => (byte === 0 ? 0 : 1)),
};

const TYPES: ReadonlyMap<number, ElementType> = new Map([
  [DataType.FLOAT, plain('float32', Float32Array, 'float_data')],
  [DataType.DOUBLE, plain('float64', Float64Array, 'double_data')],
  [DataType.FLOAT16, halfWidth('float16', half)],
  [DataType.BFLOAT16, halfWidth('bfloat16', brain)],
  [DataType.INT8, plain('int8', Int8Array, 'int32_data')],
  [DataType.UINT8, plain('uint8', Uint8Array, 'int32_data')],
  [DataType.INT16, plain('int16', Int16Array, 'int32_data')],
  [DataType.UINT16, plain('uint16', Uint16Array, 'int32_data')],
  [DataType.INT32, plain('int32', Int32Array, 'int32_data')],
  [DataType.UINT32, plain('uint32', Uint32Array, 'uint64_data')],
  [DataType.INT64, plain('int64', BigInt64Array, 'int64_data')],
  [DataType.UINT64, plain('uint64', BigUint64Array, 'uint64_data')],
  [DataType.BOOL, BOOL],
  [DataType.STRING, unread('string', undefined, 'string_data')],
  [DataType.COMPLEX64, unread('complex64', 64, 'float_data')],
  [DataType.COMPLEX128, unread('complex128', 128, 'double_data')],
  [DataType.FLOAT8E4M3FN, unread('float8e4m3fn', 8)],
  [DataType.FLOAT8E4M3FNUZ, unread('float8e4m3fnuz', 8)],
  [DataType.FLOAT8E5M2, unread('float8e5m2', 8)],
  [DataType.FLOAT8E5M2FNUZ, unread('float8e5m2fnuz', 8)],
  [DataType.FLOAT8E8M0, unread('float8e8m0', 8)],
  [DataType.FLOAT4E2M1, unread('float4e2m1', 4)],
  [DataType.INT4, unread('int4', 4)],
  [DataType.UINT4, unread('uint4', 4)],
  [DataType.INT2, unread('int2', 2)],
  [DataType.UINT2, unread('uint2', 2)],
]);

/** @returns undefined for a number that ONNX does not define, or did not when this was written */
export function elementType(dataType: number): ElementType | undefined {
  return TYPES.get(dataType);
}

/** A copy, because arrays of numbers must begin at a multiple of their size. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** The upper half of a float32. */
function brain(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, bits);
  return view.getFloat32(0);
}
