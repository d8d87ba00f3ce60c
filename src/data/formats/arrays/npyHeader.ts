import { UserError } from '../../../errors.ts';
import type { ByteReader } from '../bytes/byteReader.ts';
import {
  bool,
  type ElementType,
  float16,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  uint8,
  uint16,
  uint32,
  uint64,
} from './elements.ts';
import { type Literal, parseLiteral } from './pythonLiteral.ts';

export interface NpyHeader {
  readonly type: ElementType;
  readonly littleEndian: boolean;
  /** The first axis runs fastest. */
  readonly fortran: boolean;
  /** Empty of an array without axes. */
  readonly axes: readonly number[];
}

/** Kind and bytes of a number, as NumPy abbreviates them. */
const TYPES: Readonly<Record<string, ElementType>> = {
  b1: bool,
  u1: uint8,
  u2: uint16,
  u4: uint32,
  u8: uint64,
  i1: int8,
  i2: int16,
  i4: int32,
  i8: int64,
  f2: float16,
  f4: float32,
  f8: float64,
};

/** What else NumPy saves, which are not real numbers. */
const REFUSED: Readonly<Record<string, string>> = {
  O: 'Python objects',
  c: 'complex numbers',
  S: 'texts',
  a: 'texts',
  U: 'texts',
  V: 'records',
  M: 'dates',
  m: 'durations',
};

/** Of an array of real numbers NumPy writes 128 bytes or fewer, padded; nobody needs this many. */
const MAX_HEADER = 2 ** 16;

/**
 * The header of a .npy file: "\x93NUMPY", a version from 1.0 to 3.0, the length of what follows, and a Python dict like
 * {'descr': '<f4', 'fortran_order': False, 'shape': (100, 28, 28), }.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.
 *
 * @throws UserError `data` when it is none, or the array is none of real numbers
 */
export async function readNpyHeader(reader: ByteReader): Promise<NpyHeader> {
  const start = await reader.read(8, 'the header');
  if (String.fromCharCode(...start.subarray(0, 6)) !== '\x93NUMPY') {
    const remedy = 'an array is saved with np.save(file, array)';
    throw new UserError('data', `${reader.name} is not a .npy file: it does not begin with \\x93NUMPY`, [], remedy);
  }
  const [major, minor] = start.subarray(6);
  if (major < 1 || major > 3 || minor !== 0) {
    const remedy = 'save it with np.save, which writes 1.0 to 3.0';
    throw new UserError('data', `${reader.name} has the unknown .npy version ${major}.${minor}`, [], remedy);
  }
  const length = await readLength(reader, major);
  return interpret(await readText(reader, length), reader.name);
}

async function readLength(reader: ByteReader, major: number): Promise<number> {
  const bytes = await reader.read(major === 1 ? 2 : 4, 'the header');
  const view = new DataView(bytes.buffer);
  const length = major === 1 ? view.getUint16(0, true) : view.getUint32(0, true);
  if (length <= MAX_HEADER) return length;
  const message = `${reader.name} claims a header of ${length.toLocaleString('en-US')} bytes`;
  throw new UserError('data', message, [], 'an array of numbers needs about 100: the file is damaged');
}

async function readText(reader: ByteReader, length: number): Promise<string> {
  const bytes = await reader.read(length, 'the header');
  const odd = bytes.findIndex((byte) => byte > 0x7e || (byte < 0x20 && byte !== 0x0a));
  if (odd < 0) return String.fromCharCode(...bytes);
  const message = `${reader.name} has the byte 0x${bytes[odd].toString(16)} at place ${odd} of its header`;
  throw new UserError('data', message, [], 'the header of an array of numbers is plain text: the file is damaged');
}

function interpret(text: string, name: string): NpyHeader {
  const damaged = (message: string) => {
    const remedy = "it must be as np.save writes it: {'descr': '<f4', 'fortran_order': False, 'shape': (100, 64), }";
    return new UserError('data', `${name} has a header that ${message}`, [excerpt(text)], remedy);
  };
  const header = parseLiteral(text, damaged);
  if (!(header instanceof Map)) throw damaged('is not a dict');
  const keys = [...header.keys()].sort().join(', ');
  if (keys !== 'descr, fortran_order, shape') {
    throw damaged(`has the keys ${keys || 'of nothing'} instead of descr, fortran_order, shape`);
  }
  const fortran = header.get('fortran_order');
  if (typeof fortran !== 'boolean') throw damaged('has a fortran_order other than True or False');
  const shape = header.get('shape');
  if (!isAxes(shape)) throw damaged('has a shape that is not a tuple of whole numbers from 0');
  return { ...elementType(header.get('descr')!, name, damaged), fortran, axes: shape.items };
}

function isAxes(shape: Literal | undefined): shape is { kind: 'tuple'; items: number[] } {
  if (typeof shape !== 'object' || shape === null || !('kind' in shape) || shape.kind !== 'tuple') return false;
  return shape.items.every((axis) => typeof axis === 'number' && axis >= 0);
}

function elementType(descr: Literal, name: string, damaged: (message: string) => UserError) {
  if (typeof descr === 'object' && descr !== null && 'kind' in descr && descr.kind === 'list') {
    throw refused(name, 'records, of a structured dtype', "take one of its fields: array['field']");
  }
  const match = typeof descr === 'string' ? /^([<>|=]?)([A-Za-z])(\d*)/.exec(descr) : null;
  if (!match) throw damaged('has a descr that names no dtype');
  const [whole, order, kind, bytes] = match;
  const type = TYPES[kind + bytes];
  if (type && whole === descr) return { type, littleEndian: order !== '>' };
  const remedy =
    REFUSED[kind] === 'texts'
      ? 'number the classes: np.unique(y, return_inverse=True)[1]'
      : 'convert it first: np.asarray(x, dtype=np.float32)';
  throw refused(name, `${REFUSED[kind] ?? 'numbers that JavaScript does not know'}, of dtype ${descr}`, remedy);
}

function refused(name: string, content: string, remedy: string): UserError {
  return new UserError('data', `${name} holds ${content}`, [], remedy);
}

function excerpt(text: string): string {
  const line = text.trim().replaceAll('\n', ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
