import type { NumberArray } from '../../../engine/onnx/read/tensors/elementTypes.ts';
import { UserError } from '../../../errors.ts';

/** Half precision is written as single. */
export function engineType(type: string): string {
  return type === 'float16' || type === 'bfloat16' ? 'float32' : type;
}

const ARRAYS: Readonly<Record<string, new (length: number) => NumberArray>> = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
};

/** Zeros of a type, as many as are wanted. @throws UserError `data` for types that hold no numbers */
export function numbersOf(type: string, count: number, input: string): NumberArray {
  const Numbers = ARRAYS[engineType(type)];
  if (Numbers) return new Numbers(count);
  const message = `the input ${input} is of type ${type}, which is not fed`;
  throw new UserError('data', message, [], 'export a model that takes float32, or int64 for token ids');
}
