import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { WireType } from '@bufbuild/protobuf/wire';
import type { UserError } from '../../../../errors.ts';
import { badFile, EXPORT_AGAIN } from '../problems.ts';
import { LEAN_MODEL } from './leanSchema.ts';

/** Messages inside each other: about 30 subgraphs. The library decodes by recursion, and at most 100 levels. */
const DEEPEST = 96;

/** Bytes of memory that decoding may take, besides the file itself. Most models of 50,000 nodes fit. */
const MOST_MEMORY = 2 ** 27;
/** What the library makes of each part of a file takes about this many bytes. */
const COST = { message: 500, listItem: 40, text: 100, unknown: 200, letter: 1 };

/** A message whose end is not reached yet. */
interface Open {
  readonly message: DescMessage;
  readonly end: number;
}

/**
 * Walks through all messages of a file without recursion, and makes sure that decoding it can neither run out of the file
 * nor exhaust the stack or the memory. Every field has the type that the decoder expects, so both agree where each ends.
 *
 * @throws UserError `bad-model` for what is damaged, nested too deep, or too large
 */
export function checkBytes(bytes: Uint8Array, file: string): void {
  const cursor = new Cursor(bytes, file);
  const open: Open[] = [{ message: LEAN_MODEL, end: bytes.length }];
  let memory = 0;
  for (;;) {
    const { message, end } = open[open.length - 1];
    if (cursor.at === end) {
      open.pop();
      if (open.length === 0) return;
      continue;
    }
    const begin = cursor.at;
    const { number, wire } = cursor.tag();
    const field = fieldsOf(message).get(number);
    if (field && !accepts(field, wire)) throw damaged(file, begin);
    const [from, to] = cursor.extent(wire);
    if (to > end) throw end === bytes.length ? cutShort(file, to - end) : damaged(file, begin);
    memory += cost(field, to - from);
    if (memory > MOST_MEMORY) throw tooLarge(file);
    cursor.at = to;
    if (field?.message) {
      open.push({ message: field.message, end: to });
      if (open.length > DEEPEST) throw tooDeep(file);
      cursor.at = from;
    } else if (field && isList(field) && wire === WireType.LengthDelimited) checkPacked(field, bytes, from, to, file);
  }
}

/** Whether bytes can be the begin of a model: their first field is one of a ModelProto. */
export function beginsLikeModel(bytes: Uint8Array): boolean {
  const number = bytes[0] >> 3;
  const wire = bytes[0] & 7;
  // 1 IR version and 5 version of the model are numbers; 2, 3, 4, 6 texts; 7, 8, 14 messages, as are 20, 25 and 26.
  if (number === 1 || number === 5) return wire === WireType.Varint;
  return wire === WireType.LengthDelimited && ([2, 3, 4, 6, 7, 8, 14].includes(number) || bytes[0] > 0x7f);
}

class Cursor {
  at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly file: string,
  ) {}

  tag(): { number: number; wire: WireType } {
    const begin = this.at;
    const tag = this.varint(5);
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    // Groups, 3 and 4, were given up before ONNX was made.
    if (number === 0 || tag >= 2 ** 32 || wire === 3 || wire === 4 || wire > 5) throw damaged(this.file, begin);
    return { number, wire };
  }

  /** Where the content of a field begins and ends. */
  extent(wire: WireType): [number, number] {
    if (wire === WireType.Bit32) return [this.at, this.at + 4];
    if (wire === WireType.Bit64) return [this.at, this.at + 8];
    if (wire === WireType.LengthDelimited) {
      const length = this.varint(10);
      return [this.at, this.at + length];
    }
    const from = this.at;
    this.varint(10);
    return [from, this.at];
  }

  /** A number in seven bits a byte, the lowest first. */
  private varint(longest: number): number {
    const begin = this.at;
    let value = 0;
    for (let i = 0; i < longest; i++) {
      if (this.at >= this.bytes.length) throw cutShort(this.file, 1);
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw damaged(this.file, begin);
  }
}

const FIELDS = new WeakMap<DescMessage, ReadonlyMap<number, DescField>>();

function fieldsOf(message: DescMessage): ReadonlyMap<number, DescField> {
  const known = FIELDS.get(message);
  if (known) return known;
  const fields = new Map(message.fields.map((field) => [field.number, field]));
  FIELDS.set(message, fields);
  return fields;
}

function accepts(field: DescField, wire: WireType): boolean {
  return wire === wireOf(field) || (isList(field) && wire === WireType.LengthDelimited);
}

function isList(field: DescField): boolean {
  return field.fieldKind === 'list';
}

function wireOf(field: DescField): WireType {
  if (field.message) return WireType.LengthDelimited;
  switch (field.scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WireType.LengthDelimited;
    case ScalarType.FLOAT:
      return WireType.Bit32;
    case ScalarType.DOUBLE:
      return WireType.Bit64;
    default:
      return WireType.Varint;
  }
}

/** Numbers in one field must end where the field ends: the decoder would read on into the next one. */
function checkPacked(field: DescField, bytes: Uint8Array, from: number, to: number, file: string): void {
  const wire = wireOf(field);
  const whole =
    wire === WireType.Varint
      ? from === to || bytes[to - 1] < 0x80
      : wire === WireType.LengthDelimited || (to - from) % (wire === WireType.Bit32 ? 4 : 8) === 0;
  if (!whole) throw damaged(file, from);
}

/** A packed number takes at least a byte, so that the length bounds their number. */
function cost(field: DescField | undefined, length: number): number {
  if (!field) return COST.unknown;
  if (field.message) return COST.message;
  if (field.scalar === ScalarType.BYTES) return COST.listItem;
  if (field.scalar === ScalarType.STRING) return COST.text + COST.letter * length;
  return isList(field) ? COST.listItem * Math.max(1, length) : 0;
}

function damaged(file: string, at: number): UserError {
  return badFile(file, `is damaged: byte ${at} begins nothing that an ONNX model holds`, EXPORT_AGAIN);
}

function cutShort(file: string, missing: number): UserError {
  const count = missing > 1 ? `at least ${missing.toLocaleString('en-US')} bytes are` : 'its end is';
  return badFile(file, `is cut short: ${count} missing`, EXPORT_AGAIN);
}

function tooDeep(file: string): UserError {
  return badFile(file, 'has subgraphs nested too deep', 'at most about 30 levels are read: export a flatter model');
}

function tooLarge(file: string): UserError {
  const says = 'has too many nodes, attributes or names to be read';
  return badFile(file, says, 'the limit is about 50,000 nodes: export a part of the model');
}
