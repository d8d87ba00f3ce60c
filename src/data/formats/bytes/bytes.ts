import type { ByteSource } from './byteSource.ts';
import { decompress } from './decompress.ts';

/** Bytes per chunk: small enough for the cache, large enough that the overhead is negligible. */
const CHUNK = 2 ** 16;

/** A file whose stored bytes are in memory: what a browser was given, or a test made. They are not copied. */
export function fromBytes(bytes: Uint8Array, name: string): ByteSource {
  const gzipped = isGzip(bytes);
  const pieces = async function* () {
    for (let start = 0; start < bytes.length; start += CHUNK) yield bytes.subarray(start, start + CHUNK);
  };
  return {
    name,
    size: bytes.length,
    gzipped,
    chunks: () => (gzipped ? decompress(pieces(), 'gzip', name) : pieces()),
    slice: async (start, end) => bytes.subarray(start, end),
  };
}

/** Recognised by the first two bytes, since names can be wrong. */
export function isGzip(start: Uint8Array): boolean {
  return start.length >= 2 && start[0] === 0x1f && start[1] === 0x8b;
}
