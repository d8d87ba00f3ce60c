import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { joined } from '../../joined.ts';
import type { TensorProto } from '../../proto.ts';
import type { ElementType } from './elementTypes.ts';

/** Numbers of the fields of a TensorProto, and how each keeps its elements. */
const FIELDS = {
  float_data: { number: 4, wire: WireType.Bit32 },
  int32_data: { number: 5, wire: WireType.Varint },
  string_data: { number: 6, wire: WireType.LengthDelimited },
  int64_data: { number: 7, wire: WireType.Varint },
  double_data: { number: 10, wire: WireType.Bit64 },
  uint64_data: { number: 11, wire: WireType.Varint },
} as const;

/** What a tensor lists one by one instead of as raw bytes. */
export interface Listed {
  /** Number of elements, or of halves of complex ones. */
  readonly count: number;
  /** The elements as `raw_data` would keep them. */
  raw(): Uint8Array;
}

/**
 * The numbers that a tensor lists in the field of its type, which `leanSchema.ts` leaves in bytes. They come packed in one
 * field, or one a field; both give the same bytes in a row.
 *
 * @returns undefined if the field holds something else
 */
export function listed(tensor: TensorProto, type: ElementType): Listed | undefined {
  const { number, wire } = FIELDS[type.listedIn];
  const parts: Uint8Array[] = [];
  for (const field of tensor.$unknown ?? []) {
    if (field.no !== number) continue;
    if (field.wireType !== wire && field.wireType !== WireType.LengthDelimited) return undefined;
    const packed = field.wireType === WireType.LengthDelimited;
    parts.push(packed ? new BinaryReader(field.data).bytes() : field.data);
  }
  if (wire === WireType.LengthDelimited) return { count: parts.length, raw: () => joined(parts) };
  if (wire !== WireType.Varint) {
    return { count: total(parts) / (wire === WireType.Bit32 ? 4 : 8), raw: () => joined(parts) };
  }
  const counts = parts.map(countVarints);
  if (counts.includes(undefined)) return undefined;
  const count = counts.reduce<number>((sum, some) => sum + (some ?? 0), 0);
  return { count, raw: () => narrowed(joined(parts), count, (type.bits ?? 0) / 8) };
}

/** Number of integers of seven bits a byte, undefined where one has no end or takes more than ten bytes. */
function countVarints(bytes: Uint8Array): number | undefined {
  let count = 0;
  let begin = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (at - begin >= 10) return undefined;
    if (bytes[at] >= 0x80) continue;
    count++;
    begin = at + 1;
  }
  return begin === bytes.length ? count : undefined;
}

/** Numbers of seven bits a byte as little-endian ones of `width` bytes. */
function narrowed(varints: Uint8Array, count: number, width: number): Uint8Array {
  const reader = new BinaryReader(varints);
  const narrow = new DataView(new ArrayBuffer(count * width));
  for (let i = 0; i < count; i++) {
    const at = i * width;
    if (width === 8) narrow.setBigInt64(at, reader.int64() as bigint, true);
    else if (width === 4) narrow.setInt32(at, reader.int32(), true);
    else if (width === 2) narrow.setInt16(at, reader.int32(), true);
    else narrow.setInt8(at, reader.int32());
  }
  return new Uint8Array(narrow.buffer);
}

function total(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
