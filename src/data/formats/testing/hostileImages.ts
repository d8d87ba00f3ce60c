import { gzipSync } from 'node:zlib';
import { idx, join } from './encode.ts';
import type { Fixture } from './hostile.ts';

const MIB = 2 ** 20;
const MAX = 2 ** 32 - 1;
const UBYTE = 8;
const [BYTE, SHORT, INT, FLOAT, DOUBLE] = [9, 11, 12, 13, 14];

/** 0, 1, 2 … as bytes. */
const count = (length: number) => Uint8Array.from({ length }, (_, i) => i);
const small = idx(UBYTE, [5, 2, 2], count(20));
const labelled = (labels: string, classNames: readonly string[] | null = null) => ({
  idx: [{ file: 'small.idx' }, { file: labels }, 'small', classNames],
});

export function hostileIdx(): Fixture[] {
  return [
    { file: 'small.idx', bytes: small, read: 'idx' },
    { file: 'small.idx.gz', bytes: gzipSync(small), read: 'idx' },
    { file: 'two-members.idx.gz', bytes: join(gzipSync(small.slice(0, 9)), gzipSync(small.slice(9))), read: 'idx' },
    { file: 'one-axis.idx', bytes: idx(UBYTE, [5], count(5)), read: 'idx' },
    { file: 'two-axes.idx', bytes: idx(UBYTE, [5, 3], count(15)), read: 'idx' },
    { file: 'four-axes.idx', bytes: idx(UBYTE, [2, 3, 2, 2], count(24)), read: 'idx' },
    { file: 'byte.idx', bytes: idx(BYTE, [3], Uint8Array.of(0, 127, 128)), read: 'idx' },
    { file: 'short.idx', bytes: idx(SHORT, [3], Buffer.from('00017fff8000', 'hex')), read: 'idx' },
    { file: 'int.idx', bytes: idx(INT, [2], Buffer.from('7fffffff80000000', 'hex')), read: 'idx' },
    { file: 'float.idx', bytes: idx(FLOAT, [2], Buffer.from('3dcccccdc0490fdb', 'hex')), read: 'idx' },
    {
      file: 'double.idx',
      bytes: idx(DOUBLE, [2], Buffer.from('3fb999999999999a400921fb54442d18', 'hex')),
      read: 'idx',
    },
    {
      file: 'large-but-fair.idx.gz',
      bytes: gzipSync(idx(DOUBLE, [185, 2 ** 17], new Uint8Array(185 * MIB))),
      read: 'idx',
    },
    { file: 'empty.idx', bytes: join(), read: 'idx' },
    { file: 'empty.idx.gz', bytes: gzipSync(''), read: 'idx' },
    { file: 'header-of-three-bytes.idx', bytes: small.slice(0, 3), read: 'idx' },
    { file: 'header-cut.idx', bytes: small.slice(0, 10), read: 'idx' },
    { file: 'no-body.idx', bytes: small.slice(0, 16), read: 'idx' },
    { file: 'body-cut.idx', bytes: small.slice(0, -1), read: 'idx' },
    { file: 'body-cut.idx.gz', bytes: gzipSync(small.slice(0, -1)), read: 'idx' },
    { file: 'trailing.idx', bytes: join(small, 'x'), read: 'idx' },
    { file: 'trailing-bomb.idx.gz', bytes: gzipSync(join(small, new Uint8Array(100 * MIB))), read: 'idx' },
    { file: 'wrong-magic.idx', bytes: idx(UBYTE, [5, 2, 2], count(20), [1, 0]), read: 'idx' },
    { file: 'little-endian-magic.idx', bytes: join(Uint8Array.of(3, 8, 0, 0), small.slice(4)), read: 'idx' },
    { file: 'unknown-type.idx', bytes: idx(10, [5], count(5)), read: 'idx' },
    { file: 'no-axes.idx', bytes: idx(UBYTE, [], count(1)), read: 'idx' },
    { file: 'five-axes.idx', bytes: idx(UBYTE, [2, 1, 1, 1, 1], count(2)), read: 'idx' },
    { file: 'no-points.idx', bytes: idx(UBYTE, [0, 28, 28], count(0)), read: 'idx' },
    { file: 'one-point.idx', bytes: idx(UBYTE, [1, 2, 2], count(4)), read: 'idx' },
    { file: 'empty-axis.idx', bytes: idx(UBYTE, [5, 0, 28], count(0)), read: 'idx' },
    { file: 'claims-2-GB.idx', bytes: idx(UBYTE, [2 ** 31 - 1], count(1000)), read: 'idx' },
    { file: 'claims-2-GB.idx.gz', bytes: gzipSync(idx(UBYTE, [2 ** 31 - 1], count(1000))), read: 'idx' },
    { file: 'claims-2-to-the-128.idx', bytes: idx(UBYTE, [MAX, MAX, MAX, MAX], count(9)), read: 'idx' },
    { file: 'gzip-cut.idx.gz', bytes: gzipSync(small).subarray(0, -12), read: 'idx' },
    { file: 'gzip-header-only.idx.gz', bytes: Uint8Array.of(0x1f, 0x8b), read: 'idx' },
    { file: 'gzip-checksum.idx.gz', bytes: flipped(gzipSync(small), -6), read: 'idx' },
    { file: 'gzip-damaged.idx.gz', bytes: flipped(gzipSync(small), 12), read: 'idx' },
    { file: 'gzip-in-gzip.idx.gz', bytes: gzipSync(gzipSync(small)), read: 'idx' },
    { file: 'bomb.idx.gz', bytes: gzipSync(idx(UBYTE, [210, 1024, 1024], new Uint8Array(210 * MIB))), read: 'idx' },
    { file: 'bomb-once-widened.idx.gz', bytes: gzipSync(idx(BYTE, [60, MIB], new Uint8Array(60 * MIB))), read: 'idx' },
    { file: 'nan.idx', bytes: idx(FLOAT, [3], Buffer.from('000000007fc0000000000000', 'hex')), read: 'idx' },
    {
      file: 'infinite.idx',
      bytes: idx(DOUBLE, [2], Buffer.from('0000000000000000fff0000000000000', 'hex')),
      read: 'idx',
    },
    { file: 'labels.idx', bytes: idx(UBYTE, [5], Uint8Array.of(0, 1, 2, 1, 0)), read: labelled('labels.idx') },
    {
      file: 'labels-named.idx',
      bytes: idx(INT, [5], new Uint8Array(20)),
      read: labelled('labels-named.idx', ['a', 'b']),
    },
    { file: 'labels-too-few.idx', bytes: idx(UBYTE, [4], count(4)), read: labelled('labels-too-few.idx') },
    { file: 'labels-of-two-axes.idx', bytes: idx(UBYTE, [5, 1], count(5)), read: labelled('labels-of-two-axes.idx') },
    {
      file: 'labels-negative.idx',
      bytes: idx(BYTE, [5], Uint8Array.of(0, 0, 255, 0, 0)),
      read: labelled('labels-negative.idx'),
    },
    {
      file: 'labels-broken.idx',
      bytes: idx(FLOAT, [5], Buffer.alloc(20, '3fc00000', 'hex')),
      read: labelled('labels-broken.idx'),
    },
    {
      file: 'labels-unnamed.idx',
      bytes: idx(UBYTE, [5], count(5)),
      read: labelled('labels-unnamed.idx', ['a', 'b', 'c']),
    },
    {
      file: 'labels-of-a-bomb.idx.gz',
      bytes: gzipSync(idx(UBYTE, [50 * MIB], new Uint8Array(50 * MIB))),
      read: bombPair,
    },
  ];
}

/** Each half is below the limit, both together are not. */
const bombPair = { idx: [{ file: 'labels-of-a-bomb.idx.gz' }, { file: 'labels-of-a-bomb.idx.gz' }, 'pair'] };

export function hostileCifar(): Fixture[] {
  const ten = (file: string) => ({ cifar: [[{ file }], { labelBytes: 1, whichLabel: 0 }, file] });
  const hundred = (file: string, whichLabel: number) => ({ cifar: [[{ file }], { labelBytes: 2, whichLabel }, file] });
  const rows = (...heads: readonly (readonly number[])[]) =>
    join(
      ...heads.map((head, i) =>
        join(
          Uint8Array.from(head),
          new Uint8Array(3072).map((_, pixel) => pixel >> (5 + i)),
        ),
      ),
    );
  const sound = rows([3], [9]);
  const both = { cifar: [[{ file: 'two.bin' }, { file: 'two.bin.gz' }], { labelBytes: 1, whichLabel: 0 }, 'both'] };
  return [
    { file: 'two.bin', bytes: sound, read: ten('two.bin') },
    { file: 'two.bin.gz', bytes: gzipSync(sound), read: both },
    { file: 'fine.bin', bytes: rows([19, 99], [0, 50]), read: hundred('fine.bin', 1) },
    { file: 'coarse.bin', bytes: rows([19, 99], [0, 50]), read: hundred('coarse.bin', 0) },
    { file: 'empty.bin', bytes: join(), read: ten('empty.bin') },
    { file: 'one.bin', bytes: rows([3]), read: ten('one.bin') },
    { file: 'cut.bin', bytes: sound.slice(0, -1), read: ten('cut.bin') },
    { file: 'trailing.bin.gz', bytes: gzipSync(join(sound, 'x')), read: ten('trailing.bin.gz') },
    { file: 'wrong-kind.bin', bytes: rows([3, 4], [5, 6]), read: ten('wrong-kind.bin') },
    { file: 'label-10.bin', bytes: rows([3], [10]), read: ten('label-10.bin') },
    { file: 'coarse-20.bin', bytes: rows([19, 0], [20, 0]), read: hundred('coarse-20.bin', 0) },
    { file: 'gzip-cut.bin.gz', bytes: gzipSync(sound).subarray(0, 40), read: ten('gzip-cut.bin.gz') },
    { file: 'bomb.bin.gz', bytes: gzipSync(new Uint8Array(210 * MIB)), read: ten('bomb.bin.gz') },
  ];
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at < 0 ? copy.length + at : at] ^= 0xff;
  return copy;
}
