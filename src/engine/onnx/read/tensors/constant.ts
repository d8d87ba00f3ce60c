import { DataLocation, type TensorProto } from '../../proto.ts';
import type { Constant } from '../model.ts';
import { badModel, EXPORT_AGAIN, quoted } from '../problems.ts';
import { checkedDims } from './dims.ts';
import { type ElementType, elementType } from './elementTypes.ts';
import { externalRange, type ReadExternal } from './external.ts';
import { listed } from './listed.ts';

/** What reading of tensors needs to know of the file around them. */
export interface TensorContext {
  readonly file: string;
  readonly readExternal: ReadExternal;
}

/** More bytes than an array of Node can hold, with room. */
const MOST_BYTES = 2 ** 31;
/** A model states one value in a few bytes: more copies of it than this are not made. */
const MOST_FILLED = 2 ** 24;

/**
 * A stored tensor, checked but not read.
 * @throws UserError `bad-model` for impossible dims, an unknown type, and stored bytes that do not fit the dims
 */
export function storedConstant(tensor: TensorProto, name: string, context: TensorContext): Constant {
  const { file } = context;
  const what = `the constant ${quoted(name)}`;
  const { dims, size } = checkedDims(tensor.dims, what, file);
  const type = elementType(tensor.dataType);
  if (!type) {
    const remedy = 'firstguess does not know it: export the model as float32';
    throw badModel(file, `${what} has elements of type ${tensor.dataType}`, remedy);
  }
  const bytes = Math.ceil((size * (type.bits ?? 0)) / 8);
  const raw = stored(tensor, type, { size, bytes }, what, context);
  const values = () => {
    if (!type.values)
      throw badModel(file, `${what} is of type ${type.name}, which is not read`, 'export it as float32');
    if (bytes > MOST_BYTES) throw badModel(file, `${what} is larger than 2 GB`, 'split it before the export');
    return type.values(raw());
  };
  return { name, type: type.name, dims, size, values };
}

/** A constant all of whose elements are `value`. No memory is taken for it. */
export function filledConstant(
  name: string,
  type: ElementType,
  shape: readonly bigint[],
  value: number | bigint,
  file: string,
): Constant {
  const what = `the constant ${quoted(name)}`;
  const { dims, size } = checkedDims(shape, what, file);
  const values = () => {
    if (type.filled && size <= MOST_FILLED) return type.filled(size, value);
    throw badModel(file, `${what} is ${value} ${size} times`, 'that is too large to be written out');
  };
  return { name, type: type.name, dims, size, fill: value, values };
}

/** A constant of numbers that the model states outside a tensor. */
export function numbersConstant(
  name: string,
  type: string,
  dims: readonly number[],
  numbers: Float32Array | BigInt64Array,
): Constant {
  return { name, type, dims, size: numbers.length, values: () => numbers.slice() };
}

/** Texts: known to be there, but not read. */
export function textConstant(name: string, dims: readonly number[], size: number, file: string): Constant {
  const values = () => {
    throw badModel(file, `the constant ${quoted(name)} holds texts, which are not read`, 'export the model without it');
  };
  return { name, type: 'string', dims, size, values };
}

/** Gives the bytes of a tensor when they are asked for; that they are as many as the dims need is checked at once. */
function stored(
  tensor: TensorProto,
  type: ElementType,
  { size, bytes }: { size: number; bytes: number },
  what: string,
  { file, readExternal }: TensorContext,
): () => Uint8Array {
  if (tensor.dataLocation === DataLocation.EXTERNAL) {
    const range = externalRange(tensor, bytes, what, file);
    return () => readExternal(range, what);
  }
  if (tensor.rawData.length > 0) {
    if (tensor.rawData.length !== bytes) throw misfit(what, file, `${tensor.rawData.length} bytes`, `${bytes}`);
    return () => tensor.rawData;
  }
  const numbers = listed(tensor, type);
  if (!numbers) throw badModel(file, `${what} is damaged: ${type.listedIn} does not hold its elements`, EXPORT_AGAIN);
  const expected = listedCount(type, size);
  if (numbers.count !== expected) throw misfit(what, file, `${numbers.count} elements`, `${expected}`);
  return numbers.raw;
}

/** Complex elements are listed as two numbers, those of less than a byte several in one. */
function listedCount({ name, bits = 8 }: ElementType, size: number): number {
  if (name.startsWith('complex')) return 2 * size;
  return bits < 8 ? Math.ceil((size * bits) / 8) : size;
}

function misfit(what: string, file: string, has: string, needs: string) {
  return badModel(file, `${what} has ${has}, but its dims ask for ${needs}`, EXPORT_AGAIN);
}
