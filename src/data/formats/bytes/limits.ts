import { UserError } from '../../../errors.ts';
import type { Values } from '../../dataset.ts';

/** The highest ratio of deflate: 258 bytes in two bits, 1032 to one. A higher claim is false. */
export const DEFLATE_RATIO = 1032;

/** What any compressed file may unpack to; larger ones only up to `MAX_RATIO` times what is stored. */
const FREE_BYTES = 200 * 2 ** 20;
const MAX_RATIO = 100;

/** All values of a dataset together. */
const MAX_VALUE_BYTES = 2 ** 31;

/**
 * The one rule against expansion bombs: from a compressed file at most 200 MiB, or 100 times its stored size if that is
 * more. Images and tables stay far below; only a file of one repeated byte does not.
 *
 * @param bytes unpacked, or held in memory because of the file
 * @param stored bytes of the file as stored
 * @throws UserError `data`
 */
export function checkExpansion(name: string, bytes: number, stored: number): void {
  if (bytes <= Math.max(FREE_BYTES, MAX_RATIO * stored)) return;
  throw new UserError(
    'data',
    `${name} unpacks to more than 200 MiB and 100 times its ${bytesText(stored)}, which only a decompression bomb does`,
    [],
    'decompress it yourself if you trust it',
  );
}

/** @throws UserError `data` for values of more than 2 GiB */
export function checkValueBytes(name: string, bytes: number): void {
  if (bytes <= MAX_VALUE_BYTES) return;
  const remedy = 'take fewer points, or a narrower type, for instance uint8';
  throw new UserError('data', `${name} has values of ${bytesText(bytes)}, more than 2 GiB`, [], remedy);
}

/**
 * The rule against bombs for points and the labels about to be read for them, which lie in memory together.
 * @param stored bytes of all their files
 * @throws UserError `data`
 */
export function checkTogether(name: string, values: Values, points: number, stored: number): void {
  checkExpansion(name, values.byteLength + points * Int32Array.BYTES_PER_ELEMENT, stored);
}

/** "1 byte", "1,000 bytes", "about 1e+30 bytes". */
export function bytesText(bytes: number): string {
  if (bytes > Number.MAX_SAFE_INTEGER) return `about ${bytes.toExponential(0)} bytes`;
  return bytes === 1 ? '1 byte' : `${bytes.toLocaleString('en-US')} bytes`;
}
