import { z } from 'zod';
import { UserError } from '../../../errors.ts';
import { sizeOf } from '../../../graph/graph.ts';
import { ByteReader } from '../bytes/byteReader.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import {
  bfloat16,
  bool,
  type ElementType,
  float16,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  isWhole,
  readValues,
  uint8,
  uint16,
  uint32,
  uint64,
} from './elements.ts';
import type { NdArray } from './ndArray.ts';
import { noArray, onlyArray } from './usualNames.ts';

/** Types of numbers by the names of the format. */
const TYPES: Readonly<Record<string, ElementType>> = {
  BOOL: bool,
  U8: uint8,
  U16: uint16,
  U32: uint32,
  U64: uint64,
  I8: int8,
  I16: int16,
  I32: int32,
  I64: int64,
  F16: float16,
  BF16: bfloat16,
  F32: float32,
  F64: float64,
};

/** The format allows no longer header. */
const MAX_HEADER = 100_000_000;
/** Bytes read at a time. */
const CHUNK = 2 ** 18;

const whole = z.int().nonnegative();
const tensorSchema = z.object({ dtype: z.string(), shape: z.array(whole), data_offsets: z.tuple([whole, whole]) });
type Tensor = z.infer<typeof tensorSchema>;

/**
 * One tensor of a .safetensors file: eight bytes with the length of a header, the header as JSON, the numbers of all tensors.
 * Source: https://github.com/huggingface/safetensors#format.
 *
 * @param name of the tensor; it may be left out where there is but one
 * @throws UserError `data` for a file that is damaged, or holds several tensors of which none is named, or other numbers than
 *   real ones; `bad-argument` for a tensor that is not there
 */
export async function readSafetensors(source: ByteSource, name?: string): Promise<NdArray> {
  const { tensors, start } = await readHeader(source);
  const tensor = name ?? onlyArray(source.name, [...tensors.keys()]);
  const found = tensors.get(tensor);
  if (!found) throw noArray(source.name, tensor, [...tensors.keys()]);
  const { dtype, shape } = found;
  const [from, to] = found.data_offsets.map((offset) => start + offset);
  const type = Object.hasOwn(TYPES, dtype) ? TYPES[dtype] : undefined;
  if (!type) {
    const remedy = 'convert it first: tensor.float()';
    throw new UserError('data', `${source.name} holds ${tensor} as ${dtype}, which is not read`, [], remedy);
  }
  const count = sizeOf(shape);
  if (to - from !== count * type.bytes || to > source.size) {
    throw damaged(source, `${tensor} does not have the ${count} numbers of its shape`);
  }
  const reader = new ByteReader({
    name: source.name,
    stored: to - from,
    compressed: false,
    size: to - from,
    chunks: () => piecesOf(source, from, to),
  });
  const values = await readValues(reader, { type, littleEndian: true, count });
  return { values, shape, whole: isWhole(type) };
}

/** The tensors by their names, and where their numbers begin. */
async function readHeader(source: ByteSource): Promise<{ tensors: Map<string, Tensor>; start: number }> {
  if (source.size < 8) throw damaged(source, 'it ends within the length of its header');
  const length = Number(new DataView((await source.slice(0, 8)).slice().buffer).getBigUint64(0, true));
  if (length > MAX_HEADER || 8 + length > source.size) throw damaged(source, 'its header is longer than the file');
  const header = headerOf(source, new TextDecoder().decode(await source.slice(8, 8 + length)));
  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const tensor = tensorSchema.safeParse(entry);
    if (!tensor.success) throw damaged(source, `the header does not describe ${name} by dtype, shape and data_offsets`);
    tensors.set(name, tensor.data);
  }
  if (tensors.size === 0) throw new UserError('data', `${source.name} holds no tensors`, [], WRITTEN);
  return { tensors, start: 8 + length };
}

const WRITTEN = 'a file is written by save_file({"logits": logits}, "logits.safetensors")';

function headerOf(source: ByteSource, text: string): Readonly<Record<string, unknown>> {
  try {
    const header: unknown = JSON.parse(text);
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) return { ...header };
  } catch {
    // Said below.
  }
  throw damaged(source, 'its header is not a JSON object');
}

async function* piecesOf(source: ByteSource, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += CHUNK) yield source.slice(at, Math.min(to, at + CHUNK));
}

function damaged({ name }: ByteSource, problem: string): UserError {
  return new UserError('data', `${name} is no sound safetensors file: ${problem}`, [], WRITTEN);
}
