import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../bytes/bytes.ts';
import { npy, zip } from '../testing/encode.ts';
import { survives } from '../testing/fuzz.ts';
import { readNpz } from './npz.ts';

const file = (name: string, axes: readonly number[], body: Uint8Array, deflate = false) => {
  return { path: `${name}.npy`, bytes: npy('|u1', axes, body), deflate };
};

describe('an .npz file', () => {
  it('gives back points and labels by their names, wherever they lie among other files', async () => {
    const rows = fc.array(fc.tuple(fc.nat(255), fc.nat(255)), { minLength: 2, maxLength: 20 });
    const names = fc.constantFrom(
      ['x', 'y'],
      ['data', 'target'],
      ['x_train', 'y_train'],
      ['arr_0', 'arr_1'],
      ['mine', 'yours'],
    );
    await fc.assert(
      fc.asyncProperty(rows, names, fc.boolean(), fc.nat(2), async (points, [x, y], deflate, before) => {
        const labels = Uint8Array.from(points, ([a]) => a % 5);
        const files = [
          file(x, [points.length, 2], Uint8Array.from(points.flat()), deflate),
          file(y, [points.length], labels, deflate),
        ];
        files.splice(before, 0, { path: 'notes.txt', bytes: new Uint8Array(9), deflate: false });
        const named = x === 'mine' ? { points: x, labels: y } : {};
        const data = await readNpz(fromBytes(zip(files), 'x.npz'), named, 'name');
        expect(data).toMatchObject({
          name: 'name',
          shape: [2],
          points: points.length,
          labels: Int32Array.from(labels),
        });
        expect([...data.values]).toEqual(points.flat());
      }),
      { seed: 8 },
    );
  });

  it('pairs labels with the points that are asked for, and with no others', async () => {
    const parts = ['x_train', 'x_test', 'y_train', 'y_test'].map((name, i) => file(name, [3], Uint8Array.of(i, i, i)));
    const source = fromBytes(zip(parts), 'x.npz');
    expect((await readNpz(source)).labels).toEqual(Int32Array.of(2, 2, 2));
    expect((await readNpz(source, { points: 'x_test' })).labels).toEqual(Int32Array.of(3, 3, 3));
    expect((await readNpz(source, { points: 'y_test' })).labels).toBeUndefined();
  });

  it('is read or refused with a reason whatever its bytes', async () => {
    const arrays = (deflate: boolean) =>
      zip([file('x', [4, 3], new Uint8Array(12), deflate), file('y', [4], new Uint8Array(4), deflate)]);
    await survives((source) => readNpz(source), [arrays(false), arrays(true)], 4000);
  });
});
