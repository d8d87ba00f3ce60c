import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../../errors.ts';
import type { Dataset, Values } from '../../dataset.ts';
import { fileSource } from '../../sources/files/fileSource.ts';
import { readCifar } from '../arrays/cifar.ts';
import { readIdx } from '../arrays/idx.ts';
import { readNpy } from '../arrays/npy.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { fromBytes } from '../bytes/bytes.ts';
import type { FileFormat } from '../format.ts';
import { formats } from '../formats.ts';
import { readCsv } from '../tables/csv.ts';

/** How a fixture is read: the name of its format, or that with the arguments of the call. See fixtures/README.md. */
export type Read = string | Readonly<Record<string, readonly unknown[]>>;

export interface Expected extends Partial<Outcome> {
  readonly read: Read;
}

/** The outcome of reading, in the words of fixtures/README.md. */
interface Outcome {
  readonly shape: readonly number[];
  readonly points: number;
  readonly values: readonly number[];
  readonly sum: number;
  readonly sha256: string;
  readonly labels: readonly number[];
  readonly classNames: readonly string[];
  readonly error: { readonly code: string; readonly message: string };
}

export const SUFFIX = '.expected.json';
/** Fixtures lie in `fixtures/`, or beside their reader. */
export const FORMATS = new URL('../', import.meta.url).pathname;

/** Paths of all files of the corpus that have an expectation, in order. */
export function fixtures(): string[] {
  return readdirSync(FORMATS, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(SUFFIX))
    .map((path) => path.slice(0, -SUFFIX.length))
    .sort();
}

export function expectedOf(path: string): Expected {
  return JSON.parse(readFileSync(join(FORMATS, path + SUFFIX), 'utf8'));
}

/** What fixtures name as their reader: the readers of the formats, but for a few with arguments of their own. */
const READERS: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(Object.entries(formats).map(([name, format]) => [name, readerOf(format as FileFormat)])),
  cifar: readCifar,
  csv: readCsv,
  idx: readIdx,
  npy: readNpy,
};

/** A reader that takes a source in place of a path. */
function readerOf(format: FileFormat) {
  return (source: ByteSource, options?: object, name = source.name) =>
    format.read({ path: source.name, ...options }, async () => source, name);
}

/** Reads a fixture from memory, or from where it lies. */
export async function outcomeOf(path: string, read: Read, from: 'memory' | 'disk'): Promise<Partial<Outcome>> {
  const folder = join(FORMATS, dirname(path));
  try {
    return summary(await call(read, basename(path), (file) => open(join(folder, file), from)));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { error: { code: error.code, message: error.toText().replaceAll(`${folder}/`, '') } };
  }
}

async function open(path: string, from: 'memory' | 'disk'): Promise<ByteSource> {
  return from === 'disk' ? fileSource(path) : fromBytes(readFileSync(path), basename(path));
}

async function call(read: Read, file: string, source: (file: string) => Promise<ByteSource>): Promise<Dataset> {
  const [[format, args]] = Object.entries(typeof read === 'string' ? { [read]: [{ file }, null, file] } : read);
  const reader = READERS[format] as (...all: readonly unknown[]) => Dataset | Promise<Dataset>;
  return reader(...(await withSources(args)));

  async function withSources(value: readonly unknown[]): Promise<unknown[]> {
    return Promise.all(value.map(withSource));
  }

  async function withSource(value: unknown): Promise<unknown> {
    if (value === null) return undefined;
    if (Array.isArray(value)) return withSources(value);
    if (typeof value !== 'object') return value;
    if ('file' in value) return source(String(value.file));
    const entries = Object.entries(value).map(async ([key, entry]) => [key, await withSource(entry)]);
    return Object.fromEntries(await Promise.all(entries));
  }
}

function summary({ shape, points, values, labels, classNames }: Dataset): Partial<Outcome> {
  return {
    shape,
    points,
    values: [...values.subarray(0, 8)],
    ...digest(values),
    ...(labels && { labels: [...labels.subarray(0, 20)] }),
    ...(classNames && { classNames }),
  };
}

/** Block by block, because the largest files of the corpus would take gigabytes as float64. */
function digest(values: Values): { sum: number; sha256: string } {
  const hash = createHash('sha256');
  let sum = 0;
  for (let start = 0; start < values.length; start += 2 ** 16) {
    const block = Float64Array.from(values.subarray(start, start + 2 ** 16));
    for (const value of block) sum += value;
    hash.update(block);
  }
  return { sum, sha256: hash.digest('hex') };
}
