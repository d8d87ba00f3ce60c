import { readSync } from 'node:fs';

/** Bytes that Node reads at a time: its limit is 2³¹ − 1. */
const CHUNK = 2 ** 30;

/** Bytes of an open file from `offset` on: fewer than `length` if it ends before. */
export function readRange(descriptor: number, offset: number, length: number): Uint8Array {
  const target = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, target, filled, Math.min(CHUNK, length - filled), offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return target.subarray(0, filled);
}
