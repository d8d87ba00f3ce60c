import { gzipSync } from 'node:zlib';
import { join, npy, npyOfText } from './encode.ts';
import type { Fixture } from './hostile.ts';

const MIB = 2 ** 20;
const count = (length: number) => Uint8Array.from({ length }, (_, i) => i);
const small = npy('|u1', [4, 3], count(12));
const body = count(12);

/** Headers with a body of 12 bytes. */
const HEADERS: Readonly<Record<string, string>> = {
  'other-order': '{"shape":(4,3),"fortran_order":False,"descr":"|u1"}',
  whitespace: "\n{ 'descr' :\n '|u1' , 'fortran_order': False ,'shape': ( 4 , 3 , ) , }   \n",
  'python-2': "{'descr': '|u1', 'fortran_order': False, 'shape': (4L, 3L), }",
  'evil-import': "__import__('os').system('echo gotcha')",
  'evil-value': "{'descr': __import__('os').name, 'fortran_order': False, 'shape': (4, 3)}",
  'evil-call': "{'descr': '|u1', 'fortran_order': False, 'shape': (4, exit())}",
  'evil-key': "{'__proto__': '|u1', 'fortran_order': False, 'shape': (4, 3)}",
  'evil-expression': "{'descr': '|u1', 'fortran_order': False, 'shape': (2**2, 3)}",
  unterminated: "{'descr': '|u1', 'fortran_order': False, 'shape': (4, 3)",
  'unterminated-text': "{'descr': '|u1, 'fortran_order': False, 'shape': (4, 3)}",
  escapes: "{'descr': '\\x7cu1', 'fortran_order': False, 'shape': (4, 3)}",
  'goes-on': "{'descr': '|u1', 'fortran_order': False, 'shape': (4, 3)} {}",
  'deep-brackets': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  'no-dict': "('|u1', False, (4, 3))",
  blank: '      ',
  'key-missing': "{'descr': '|u1', 'shape': (4, 3)}",
  'key-unknown': "{'descr': '|u1', 'fortran_order': False, 'shape': (4, 3), 'more': 1}",
  'key-twice': "{'descr': '|u1', 'descr': '<f8', 'fortran_order': False, 'shape': (4, 3)}",
  'key-number': "{1: '|u1', 'fortran_order': False, 'shape': (4, 3)}",
  'order-1': "{'descr': '|u1', 'fortran_order': 1, 'shape': (4, 3)}",
  'shape-list': "{'descr': '|u1', 'fortran_order': False, 'shape': [4, 3]}",
  'shape-number': "{'descr': '|u1', 'fortran_order': False, 'shape': (12)}",
  'shape-negative': "{'descr': '|u1', 'fortran_order': False, 'shape': (-4, -3)}",
  'shape-fraction': "{'descr': '|u1', 'fortran_order': False, 'shape': (4.0, 3)}",
  'shape-True': "{'descr': '|u1', 'fortran_order': False, 'shape': (True, 12)}",
  'shape-of-30-digits': "{'descr': '|u1', 'fortran_order': False, 'shape': (100000000000000000000000000000,)}",
  'shape-2-to-the-62': "{'descr': '|u1', 'fortran_order': False, 'shape': (2147483648, 2147483648)}",
  'shape-2-GB': "{'descr': '|u1', 'fortran_order': False, 'shape': (2000, 1000, 1000)}",
  'shape-larger': "{'descr': '|u1', 'fortran_order': False, 'shape': (5, 3)}",
  'shape-smaller': "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 3)}",
  'no-axes': "{'descr': '|u1', 'fortran_order': False, 'shape': ()}",
  'no-points': "{'descr': '|u1', 'fortran_order': False, 'shape': (0, 12)}",
  'one-point': "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 12)}",
  'empty-axis': "{'descr': '|u1', 'fortran_order': False, 'shape': (12, 0)}",
  'five-axes': "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 3, 2, 1)}",
  'dtype-object': "{'descr': '|O', 'fortran_order': False, 'shape': (4, 3)}",
  'dtype-complex': "{'descr': '<c16', 'fortran_order': False, 'shape': (4, 3)}",
  'dtype-text': "{'descr': '<U5', 'fortran_order': False, 'shape': (4, 3)}",
  'dtype-bytes': "{'descr': '|S5', 'fortran_order': False, 'shape': (4, 3)}",
  'dtype-date': "{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (4, 3)}",
  'dtype-void': "{'descr': '|V3', 'fortran_order': False, 'shape': (4,)}",
  'dtype-records': "{'descr': [('x', '<f4'), ('y', '<f4', (2,))], 'fortran_order': False, 'shape': (1,)}",
  'dtype-float128': "{'descr': '<f16', 'fortran_order': False, 'shape': (4, 3)}",
  'dtype-i3': "{'descr': '<i3', 'fortran_order': False, 'shape': (4,)}",
  'dtype-nothing': "{'descr': '', 'fortran_order': False, 'shape': (4, 3)}",
  'dtype-None': "{'descr': None, 'fortran_order': False, 'shape': (4, 3)}",
};

export function hostileNpy(): Fixture[] {
  const headers = Object.entries(HEADERS).map(([name, text]) => {
    return { file: `header-${name}.npy`, bytes: npyOfText(text, body), read: 'npy' };
  });
  return [...headers, ...files(), ...withOptions()];
}

function files(): Fixture[] {
  const ordinary = "{'descr': '|u1', 'fortran_order': False, 'shape': (4, 3)}";
  const wide = Buffer.from('0000000000000000ffffffffffff1f0000000000000020000000000000000000', 'hex');
  return [
    { file: 'small.npy', bytes: small, read: 'npy' },
    { file: 'small.npy.gz', bytes: gzipSync(small), read: 'npy' },
    { file: 'bool-of-2.npy', bytes: npy('|b1', [4], Uint8Array.of(0, 1, 2, 255)), read: 'npy' },
    { file: 'empty.npy', bytes: join(), read: 'npy' },
    { file: 'magic-only.npy', bytes: small.slice(0, 6), read: 'npy' },
    { file: 'magic-wrong.npy', bytes: join('\x92NUMPY', small.slice(6)), read: 'npy' },
    { file: 'pickle.npy', bytes: join('\x80\x04\x95\x0a\x00\x00\x00\x00\x00\x00\x00\x8c\x06posix'), read: 'npy' },
    { file: 'version-0.npy', bytes: join('\x93NUMPY\0\0', small.slice(8)), read: 'npy' },
    { file: 'version-1.7.npy', bytes: join('\x93NUMPY\x01\x07', small.slice(8)), read: 'npy' },
    { file: 'version-4.npy', bytes: join('\x93NUMPY\x04\0', small.slice(8)), read: 'npy' },
    { file: 'version-2.npy', bytes: npyOfText(ordinary, body, 2), read: 'npy' },
    { file: 'version-3.npy', bytes: npyOfText(ordinary, body, 3), read: 'npy' },
    { file: 'header-longer-than-file.npy', bytes: npyOfText(ordinary, body, 1, 5000), read: 'npy' },
    { file: 'header-of-4-GB.npy', bytes: npyOfText(ordinary, body, 2, 2 ** 32 - 1), read: 'npy' },
    { file: 'header-too-short.npy', bytes: npyOfText(ordinary, body, 1, 20), read: 'npy' },
    { file: 'header-not-ascii.npy', bytes: npyOfText(ordinary.replace('u1', '\xfc1'), body), read: 'npy' },
    { file: 'header-zeros.npy', bytes: npyOfText('\0'.repeat(64), body), read: 'npy' },
    { file: 'cut.npy', bytes: small.slice(0, -1), read: 'npy' },
    { file: 'trailing.npy', bytes: join(small, 'x'), read: 'npy' },
    { file: 'gzip-cut.npy.gz', bytes: gzipSync(small).subarray(0, 50), read: 'npy' },
    { file: 'bomb.npy.gz', bytes: gzipSync(npy('<f4', [52, MIB], new Uint8Array(210 * MIB))), read: 'npy' },
    {
      file: 'bomb-once-widened.npy.gz',
      bytes: gzipSync(npy('<i4', [30, MIB], new Uint8Array(120 * MIB))),
      read: 'npy',
    },
    { file: 'nan.npy', bytes: npy('<f4', [3, 1], Buffer.from('000000000000c07f00000000', 'hex')), read: 'npy' },
    { file: 'infinite.npy', bytes: npy('<f2', [3], Buffer.from('00000000007c', 'hex')), read: 'npy' },
    { file: 'beyond-2-to-the-53.npy', bytes: npy('<i8', [4], wide), read: 'npy' },
  ];
}

function withOptions(): Fixture[] {
  const labels = (file: string, bytes: Uint8Array): Fixture => {
    return { file, bytes, read: { npy: [{ file: 'small.npy' }, { labels: { file } }, 'small'] } };
  };
  const shaped = (file: string, shape: readonly number[]): Fixture => {
    return { file, bytes: npy('|u1', [2, 2, 2, 3], count(24)), read: { npy: [{ file }, { shape }, file] } };
  };
  return [
    labels('labels.npy', npy('|u1', [4], Uint8Array.of(2, 0, 1, 0))),
    labels('labels-whole-floats.npy', npy('>f4', [4], Buffer.from('00000000400000003f80000000000000', 'hex'))),
    labels('labels-broken.npy', npy('>f4', [4], Buffer.from('00000000400000003fc0000000000000', 'hex'))),
    labels('labels-nan.npy', npy('>f4', [4], Buffer.from('000000007fc000003f80000000000000', 'hex'))),
    labels('labels-negative.npy', npy('|i1', [4], Uint8Array.of(0, 255, 0, 0))),
    labels('labels-beyond-32-bits.npy', npy('<u4', [4], Buffer.alloc(16, 'ff', 'hex'))),
    labels('labels-too-many.npy', npy('|u1', [5], count(5))),
    labels('labels-one-hot.npy', npy('|u1', [4, 3], count(12))),
    labels('labels-text.npy', npy('<U1', [4], count(16))),
    labels('labels-number.npy', npy('|u1', [], count(1))),
    shaped('shape-vector.npy', [12]),
    shaped('shape-as-it-would-be.npy', [3, 2, 2]),
    shaped('shape-as-they-lie.npy', [2, 3, 2]),
    shaped('shape-too-large.npy', [13]),
    shaped('shape-of-fractions.npy', [0.5, 24]),
  ];
}
