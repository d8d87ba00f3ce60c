import { gzipSync } from 'node:zlib';
import { join, npy, zip } from './encode.ts';
import type { Fixture } from './hostile.ts';

const MIB = 2 ** 20;
const x = npy('|u1', [4, 3], Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
const y = npy('|u1', [4], Uint8Array.of(1, 0, 2, 1));
const plain = { path: 'x.npy', bytes: x };
const packed = { path: 'x.npy', bytes: x, deflate: true };
const labels = { path: 'y.npy', bytes: y };
const sound = zip([plain, labels]);

/** Archives that are read without options. */
const ARCHIVES: Readonly<Record<string, () => Uint8Array>> = {
  'x-and-y': () => sound,
  packed: () => zip([packed, { ...labels, deflate: true }]),
  'data-and-target': () =>
    zip([
      { ...labels, path: 'target.npy' },
      { ...plain, path: 'data.npy' },
    ]),
  'single-of-any-name': () => zip([{ ...plain, path: 'embedding.npy' }]),
  'with-comment': () => zip([plain, labels], { comment: 'PK\x05\x06 is no end here' }),
  'with-a-readme': () => zip([{ path: 'README.txt', bytes: join('hello') }, plain]),
  'named-as-methods': () => zip([{ ...plain, path: 'constructor.npy' }]),
  'one-label-short': () => zip([plain, { path: 'y.npy', bytes: npy('|u1', [3], new Uint8Array(3)) }]),
  'second-array-no-labels': () =>
    zip([
      { ...plain, path: 'arr_0.npy' },
      { ...plain, path: 'arr_1.npy' },
    ]),
  'several-of-any-name': () =>
    zip([
      { ...plain, path: 'this.npy' },
      { ...plain, path: 'that.npy' },
    ]),
  'thirty-of-any-name': () => zip(Array.from({ length: 30 }, (_, i) => ({ ...labels, path: `a${i}.npy` }))),
  empty: () => join(),
  'no-zip': () => x,
  'no-entries': () => zip([]),
  'no-arrays': () => zip([{ path: 'hello.txt', bytes: join('hello') }]),
  'zip-in-zip': () => zip([{ path: 'inner.npz', bytes: sound }]),
  'zip-as-array': () => zip([{ path: 'x.npy', bytes: sound }]),
  'end-cut': () => sound.slice(0, -1),
  'half-gone': () => sound.slice(0, sound.length / 2),
  'bytes-after': () => join(sound, 'x'),
  'bytes-before': () => zip([plain], { before: '#!/bin/sh\n' }),
  'in-parts': () => zip([plain], { disk: 1 }),
  'count-too-large': () => zip([plain], { count: 2 }),
  'count-too-small': () => zip([plain, labels], { count: 1 }),
  'count-of-zip64': () => zip([plain], { count: 0xffff }),
  'directory-elsewhere': () => zip([plain], { start: 7 }),
  zip64: () => zip([{ ...plain, lie: { stored: 0xffffffff, size: 0xffffffff } }]),
  encrypted: () => zip([{ ...plain, lie: { flags: 1 } }]),
  bzip2: () => zip([{ ...plain, lie: { method: 12 } }]),
  checksum: () => zip([{ ...packed, lie: { checksum: 1 } }]),
  'checksum-of-plain': () => zip([{ ...plain, lie: { checksum: 1 } }]),
  'size-too-small': () => zip([{ ...packed, lie: { size: 80 } }]),
  'size-too-large': () => zip([{ ...packed, lie: { size: 90 } }]),
  'size-beyond-deflate': () => zip([{ ...packed, lie: { size: 2 ** 31 } }]),
  'size-of-plain': () => zip([{ ...plain, lie: { size: 2 ** 31 } }]),
  'stored-too-small': () => zip([{ ...packed, lie: { stored: 20 } }]),
  'stored-too-large': () => zip([{ ...plain, lie: { stored: 2000, size: 2000 } }]),
  'start-elsewhere': () => zip([plain, { ...labels, lie: { start: 5 } }]),
  'start-off-by-one': () =>
    zip([plain, { ...labels, bytes: join(y, 'padding'), lie: { start: 111, stored: 50, size: 50 } }]),
  overlapping: () => zip([packed, { ...packed, path: 'y.npy', lie: { start: 0 } }]),
  'name-twice': () => zip([plain, plain]),
  'two-names': () => zip([{ ...plain, localPath: 'z.npy' }]),
  'two-names-packed': () => zip([{ ...packed, localPath: 'z.npy' }]),
  'name-steers-the-terminal': () => zip([{ ...plain, path: '\x1b[2Jx.npy' }]),
  'name-of-60000-letters': () => zip([{ ...plain, path: `${'x'.repeat(60_000)}.npy` }]),
  'leads-up': () => zip([{ ...plain, path: '../x.npy' }]),
  'leads-to-the-root': () => zip([{ ...plain, path: '/etc/x.npy' }]),
  'leads-to-a-drive': () => zip([{ ...plain, path: 'C:x.npy' }]),
  'leads-up-backwards': () => zip([{ ...plain, path: 'a\\..\\x.npy' }]),
  'zero-in-name': () => zip([{ ...plain, path: 'x\0.npy' }]),
  'deflate-damaged': () => zip([{ ...packed, bytes: x, lie: {} }]).map((byte, i) => (i === 40 ? byte ^ 0xff : byte)),
  'array-cut': () => zip([{ ...plain, bytes: x.slice(0, -1) }]),
  'array-trailing': () => zip([{ ...packed, bytes: join(x, 'x') }]),
  'array-evil': () => zip([{ path: 'x.npy', bytes: npy("|u1', 'x': eval('1'), '", [4, 3], new Uint8Array(12)) }]),
  bomb: () => zip([{ ...packed, bytes: npy('|u1', [210, MIB], new Uint8Array(210 * MIB)) }]),
  'bomb-once-widened': () => zip([{ ...packed, bytes: npy('|i1', [60, MIB], new Uint8Array(60 * MIB)) }]),
  'bomb-of-two': () => {
    const half = { bytes: npy('|u1', [50 * MIB], new Uint8Array(50 * MIB)), deflate: true };
    return zip([
      { ...half, path: 'x.npy' },
      { ...half, path: 'y.npy' },
    ]);
  },
};

export function hostileNpz(): Fixture[] {
  const archives = Object.entries(ARCHIVES).map(([name, make]) => ({
    file: `${name}.npz`,
    bytes: make(),
    read: 'npz',
  }));
  const options = (file: string, chosen: object): Fixture => {
    return {
      file,
      bytes: zip([plain, { ...plain, path: 'test.npy' }, labels]),
      read: { npz: [{ file }, chosen, file] },
    };
  };
  return [
    ...archives,
    { file: 'gzipped.npz', bytes: gzipSync(sound), read: 'npz' },
    options('points-named.npz', { points: 'test' }),
    options('both-named.npz', { points: 'test', labels: 'y' }),
    options('points-missing.npz', { points: 'tset' }),
    options('labels-missing.npz', { labels: '__proto__' }),
    options('shape-given.npz', { shape: [1, 3, 1] }),
    options('shape-wrong.npz', { shape: [4] }),
  ];
}
