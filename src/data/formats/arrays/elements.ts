import { UserError } from '../../../errors.ts';
import { half } from '../../../numerics/half.ts';
import type { Values } from '../../dataset.ts';
import type { ByteReader } from '../bytes/byteReader.ts';

/** A type of numbers as files store them. */
export interface ElementType {
  /** As NumPy and people call it. */
  readonly name: string;
  readonly bytes: number;
  /** The narrowest type of ours that keeps every digit. */
  readonly keptAs: Uint8ArrayConstructor | Float32ArrayConstructor | Float64ArrayConstructor;
  get(view: DataView, at: number, littleEndian: boolean): number;
}

function element(name: string, bytes: number, keptAs: ElementType['keptAs'], get: ElementType['get']): ElementType {
  return { name, bytes, keptAs, get };
}

export const bool = element('bool', 1, Uint8Array, (view, at) => (view.getUint8(at) === 0 ? 0 : 1));
export const uint8 = element('uint8', 1, Uint8Array, (view, at) => view.getUint8(at));
export const int8 = element('int8', 1, Float32Array, (view, at) => view.getInt8(at));
export const uint16 = element('uint16', 2, Float32Array, (view, at, little) => view.getUint16(at, little));
export const int16 = element('int16', 2, Float32Array, (view, at, little) => view.getInt16(at, little));
export const uint32 = element('uint32', 4, Float64Array, (view, at, little) => view.getUint32(at, little));
export const int32 = element('int32', 4, Float64Array, (view, at, little) => view.getInt32(at, little));
export const float16 = element('float16', 2, Float32Array, (view, at, little) => half(view.getUint16(at, little)));
export const float32 = element('float32', 4, Float32Array, (view, at, little) => view.getFloat32(at, little));
export const float64 = element('float64', 8, Float64Array, (view, at, little) => view.getFloat64(at, little));
export const uint64 = element('uint64', 8, Float64Array, (view, at, little) => {
  return view.getUint32(little ? at + 4 : at, little) * 2 ** 32 + lowHalf(view, at, little);
});
/** The upper half of a float32. */
export const bfloat16 = element('bfloat16', 2, Float32Array, (view, at, little) =>
  upperHalf(view.getUint16(at, little)),
);
export const int64 = element('int64', 8, Float64Array, (view, at, little) => {
  return view.getInt32(little ? at + 4 : at, little) * 2 ** 32 + lowHalf(view, at, little);
});

/** Types that hold no fractions. */
const WHOLE: ReadonlySet<ElementType> = new Set([
  ...[bool, uint8, uint16, uint32, uint64],
  ...[int8, int16, int32, int64],
]);

/** Whether a file stores whole numbers, as class numbers are. */
export function isWhole(type: ElementType): boolean {
  return WHOLE.has(type);
}

function upperHalf(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, bits);
  return view.getFloat32(0);
}

function lowHalf(view: DataView, at: number, little: boolean): number {
  return view.getUint32(little ? at : at + 4, little);
}

/** Numbers of a file in the order they come. */
export interface Elements {
  readonly type: ElementType;
  readonly littleEndian: boolean;
  readonly count: number;
}

/** Elements decoded at a time. */
const BLOCK = 2 ** 14;

/**
 * Reads numbers and puts each where it belongs.
 *
 * @param places gives, number by number, its place among the values; in the order of the file unless given
 * @throws UserError `data` when the file is too short or holds an integer beyond 2⁵³, which no float64 keeps
 */
export async function readValues(reader: ByteReader, elements: Elements, places?: () => number): Promise<Values> {
  const { type, count } = elements;
  reader.claim(count * type.bytes, 'the numbers', count * type.keptAs.BYTES_PER_ELEMENT);
  const values = new type.keptAs(count);
  if (type === uint8 && !places) return reader.readInto(values as Uint8Array, 'the numbers');
  const place = places ?? inOrder();
  await forEachElement(reader, elements, 'the numbers', (value) => {
    values[place()] = value;
  });
  return values;
}

/**
 * Reads classes: whole numbers from 0, of any type of numbers.
 * @throws UserError `data` for another number, naming its place
 */
export async function readLabels(reader: ByteReader, elements: Elements): Promise<Int32Array> {
  const { type, count } = elements;
  reader.claim(count * type.bytes, 'the labels', count * Int32Array.BYTES_PER_ELEMENT);
  const labels = new Int32Array(count);
  await forEachElement(reader, elements, 'the labels', (value, at) => {
    labels[at] = value;
    if (labels[at] === value && value >= 0) return;
    throw new UserError(
      'data',
      `${reader.name} has the label ${value} at point ${at} (counted from 0)`,
      [],
      'labels are whole numbers from 0',
    );
  });
  return labels;
}

async function forEachElement(
  reader: ByteReader,
  { type, littleEndian, count }: Elements,
  what: string,
  visit: (value: number, at: number) => void,
): Promise<void> {
  const bytes = new Uint8Array(Math.min(BLOCK, count) * type.bytes);
  const view = new DataView(bytes.buffer);
  const wide = type === int64 || type === uint64;
  for (let start = 0; start < count; start += BLOCK) {
    const length = Math.min(BLOCK, count - start);
    await reader.readInto(bytes.subarray(0, length * type.bytes), what);
    for (let i = 0; i < length; i++) {
      const value = type.get(view, i * type.bytes, littleEndian);
      if (wide && !Number.isSafeInteger(value)) throw tooWide(reader.name, type, start + i);
      visit(value, start + i);
    }
  }
}

function tooWide(name: string, type: ElementType, at: number): UserError {
  return new UserError(
    'data',
    `${name} has the ${type.name} number ${at} (counted from 0 in the order of the file) beyond 2^53`,
    [],
    'it would lose digits: save the array as float64, or rescale it',
  );
}

function inOrder(): () => number {
  let at = 0;
  return () => at++;
}
