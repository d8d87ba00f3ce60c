import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../bytes/bytes.ts';
import { npy, npyOfText } from '../testing/encode.ts';
import { survives } from '../testing/fuzz.ts';
import { readNpy } from './npy.ts';
import { parseLiteral } from './pythonLiteral.ts';

type Write = (view: DataView, at: number, x: number, little: boolean) => void;
const TYPES: Readonly<Record<string, Write>> = {
  b1: (view, at, x) => view.setUint8(at, x & 1),
  u1: (view, at, x) => view.setUint8(at, x),
  i1: (view, at, x) => view.setInt8(at, x),
  u2: (view, at, x, little) => view.setUint16(at, x, little),
  i2: (view, at, x, little) => view.setInt16(at, x, little),
  u4: (view, at, x, little) => view.setUint32(at, x, little),
  i4: (view, at, x, little) => view.setInt32(at, x, little),
  u8: (view, at, x, little) => view.setBigUint64(at, BigInt(x), little),
  i8: (view, at, x, little) => view.setBigInt64(at, BigInt(x), little),
  f4: (view, at, x, little) => view.setFloat32(at, x, little),
  f8: (view, at, x, little) => view.setFloat64(at, x, little),
};

/** The numbers of an array in the order of the file, given in that of its axes. */
function inFileOrder(numbers: readonly number[], axes: readonly number[], fortran: boolean): number[] {
  if (!fortran) return [...numbers];
  return numbers.map((_, place) => {
    // The first axis runs fastest: the remainders of `place` are the indices from the first axis on.
    let [rest, at] = [place, 0];
    const index = axes.map((length) => {
      const digit = rest % length;
      rest = Math.floor(rest / length);
      return digit;
    });
    for (const [axis, length] of axes.entries()) at = at * length + index[axis];
    return numbers[at];
  });
}

describe('a .npy file', () => {
  it('gives back the numbers that were written: any type, either byte order, C or Fortran, packed or not', async () => {
    const kind = fc.tuple(
      fc.constantFrom(...Object.keys(TYPES)),
      fc.constantFrom('<', '>'),
      fc.boolean(),
      fc.boolean(),
    );
    const axes = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 2 }));
    await fc.assert(
      fc.asyncProperty(
        kind,
        axes,
        fc.infiniteStream(fc.nat(127)),
        async ([type, order, fortran, packs], [points, rest], stream) => {
          const all = [points, ...rest];
          const size = all.reduce((product, axis) => product * axis, 1);
          const numbers = Array.from(
            { length: size },
            () => (stream.next().value as number) & (type === 'b1' ? 1 : 127),
          );
          const bytes = Number(type[1]);
          const view = new DataView(new ArrayBuffer(size * bytes));
          for (const [i, x] of inFileOrder(numbers, all, fortran).entries())
            TYPES[type](view, i * bytes, x, order === '<');
          const file = npy(order + type, all, new Uint8Array(view.buffer), fortran);
          const data = await readNpy(fromBytes(packs ? gzipSync(file) : file, 'x.npy'), {}, 'mine');
          expect(data).toMatchObject({ name: 'mine', points, shape: [[1], rest, [1, ...rest]][rest.length] });
          expect([...data.values]).toEqual(numbers);
        },
      ),
      { seed: 4 },
    );
  });

  it('puts channels first, and says nothing else about the order of a point', async () => {
    const axis = fc.integer({ min: 2, max: 6 });
    await fc.assert(
      fc.asyncProperty(fc.tuple(axis, axis, axis, axis), fc.boolean(), async ([n, a, b, c], fortran) => {
        const axes = [n, a, b, c];
        const numbers = Array.from({ length: n * a * b * c }, (_, i) => i % 251);
        const file = npy('|u1', axes, Uint8Array.from(inFileOrder(numbers, axes, fortran)), fortran);
        const data = await readNpy(fromBytes(file, 'x.npy'));
        const last = [1, 3, 4].includes(c) && ![1, 3, 4].includes(a);
        expect(data.shape).toEqual(last ? [c, a, b] : [a, b, c]);
        for (let i = 0; i < numbers.length; i += 7) {
          const [channel, pixel, point] = [i % c, Math.floor(i / c) % (a * b), Math.floor(i / (a * b * c))];
          const place = last ? (point * c + channel) * a * b + pixel : i;
          expect(data.values[place]).toBe(numbers[i]);
        }
      }),
      { seed: 5 },
    );
  });

  it('keeps every half-precision number', async () => {
    const finite = Array.from({ length: 2 ** 16 }, (_, bits) => bits).filter((bits) => (bits & 0x7c00) !== 0x7c00);
    const { values } = await readNpy(
      fromBytes(npy('<f2', [finite.length], new Uint8Array(Uint16Array.from(finite).buffer)), 'x.npy'),
    );
    // In order of their bits, positive halves grow, and each is the sum of its sign, exponent and mantissa.
    const half = (bits: number) => {
      const [exponent, mantissa] = [(bits >> 10) & 31, (bits & 1023) / 1024];
      return (bits >> 15 ? -1 : 1) * (exponent ? (1 + mantissa) * 2 ** (exponent - 15) : mantissa * 2 ** -14);
    };
    expect(finite.findIndex((bits, i) => values[i] !== half(bits))).toBe(-1);
  });

  it('is read or refused with a reason whatever its bytes', async () => {
    const floats = npy('<f4', [3, 2, 2], new Uint8Array(48));
    const channels = npy('|i1', [2, 2, 2, 3], new Uint8Array(24), true);
    const wide = npy('<i8', [4], new Uint8Array(32));
    await survives((source) => readNpy(source), [floats, channels, wide, gzipSync(floats)], 3000);
    await survives(
      (source) => readNpy(fromBytes(floats, 'x.npy'), { labels: source }),
      [npy('<i8', [3], new Uint8Array(24))],
    );
    await survives((source) => readNpy(source, { shape: [3, 2] }), [npy('|u1', [4, 6], new Uint8Array(24))]);
  });

  it('has a header that may be any text without harm', async () => {
    const words = fc.constantFrom(
      "'descr'",
      ':',
      ',',
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      "'<f4'",
      'True',
      '3',
      '-1',
      ' ',
      "'shape'",
      "'fortran_order'",
    );
    const texts = fc.oneof(
      fc.array(words, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ maxLength: 80 }),
    );
    const files = texts.map((text) => npyOfText(text, new Uint8Array(24)));
    for (const file of fc.sample(files, { numRuns: 300, seed: 6 }))
      await survives((source) => readNpy(source), [file], 5);
  });
});

describe('a Python literal', () => {
  const python = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.boolean(),
      fc.constant(null),
      fc.maxSafeInteger(),
      fc.stringMatching(/^[ -&(-[\]-~]*$/),
      tie('sequence'),
      tie('dict'),
    ),
    sequence: fc.record({ kind: fc.constantFrom('tuple', 'list'), items: fc.array(tie('value'), { maxLength: 4 }) }),
    dict: fc
      .dictionary(fc.stringMatching(/^[a-z]*$/), tie('value'), { maxKeys: 4, noNullPrototype: true })
      .map((entries) => new Map(Object.entries(entries))),
  }));

  it('is what was written', () => {
    fc.assert(
      fc.property(python.value, fc.constantFrom('', ' ', '\n '), (value, space) => {
        expect(parseLiteral(space + repr(value, space), Error)).toEqual(value);
      }),
      { seed: 7 },
    );
  });

  it.each(['', '(1', '1 2', '{1: }', "{'a' 1}", '[1,,2]', 'x', '1.5', '0x1', "'\\n'", '1e3', 'Truely'])(
    'is not %j',
    (text) => {
      expect(() => parseLiteral(text, (message) => new RangeError(message))).toThrow(RangeError);
    },
  );
});

function repr(value: unknown, space: string): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'number') return String(value);
  if (value instanceof Map) {
    return `{${[...value].map(([key, entry]) => `'${key}'${space}:${repr(entry, space)}`).join(`,${space}`)}${space}}`;
  }
  const { kind, items } = value as { kind: string; items: unknown[] };
  const inner = items.map((item) => repr(item, space)).join(`${space},`);
  return kind === 'list' ? `[${inner}]` : `(${inner}${items.length === 1 ? ',' : ''})`;
}
