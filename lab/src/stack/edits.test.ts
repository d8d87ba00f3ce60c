import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layer, Part } from '../../../src/network/layer.ts';
import { Network } from '../../../src/network/network.ts';
import { formatNetwork } from '../../../src/network/notation/format.ts';
import { parseNetwork } from '../../../src/network/notation/parse.ts';
import { inserted, moved, type Path, partAt, removed, repeated, replaced, rowsInside, withArgument } from './edits.ts';

const TEXT =
  'dense(8), residual(relu, dense(8), shortcut=dense(8)), 3*(dense(8), tanh), parallel(dense(2), (relu, dense(3))), dense(10)';
const parts = parseNetwork(TEXT).parts;
const written = (edited: readonly Part[]) => formatNetwork(edited);
const relu = parseNetwork('relu').parts[0];

/** The places of all parts, those inside of others too. */
function places(row: readonly Part[], before: Path = []): Path[] {
  return row.flatMap((part, at) => {
    const here = [...before, at];
    return [here, ...[...rowsInside(part)].flatMap(([name, inside]) => places(inside, [...here, name]))];
  });
}

const place = fc.constantFrom(...places(parts));

describe('a stack of layers', () => {
  it('is edited at any depth', () => {
    expect(written(removed(parts, [0]))).toMatch(/^residual/);
    expect(written(removed(parts, [2, 'body', 1]))).toContain('3*dense(8)');
    expect(written(inserted(parts, [2, 'body', 2], relu))).toContain('3*(dense(8), tanh, relu)');
    expect(written(replaced(parts, [2, 'body', 1], relu))).toContain('3*(dense(8), relu)');
    const [shortcut] = [...rowsInside(partAt(parts, [1]))].filter(([name]) => name === 'shortcut');
    expect(shortcut).toBeDefined();
    const wider = withArgument(partAt(parts, [1, 'shortcut', 0]) as Layer, 'units', 9);
    expect(written(replaced(parts, [1, 'shortcut', 0], wider))).toContain('shortcut=dense(9)');
  });

  it('repeats a part, and once is the part alone', () => {
    expect(written(repeated(parts, [0], 5))).toMatch(/^5\*dense\(8\), residual/);
    expect(written(repeated(parts, [2], 1))).toContain('), dense(8), tanh, parallel');
    expect(written(repeated(parts, [2], 7))).toContain('7*(dense(8), tanh)');
  });

  it('stays a network that the notation reads, whatever is moved where', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: -5, max: 5 }), (path, by) => {
        const text = written(moved(parts, path, by));
        expect(parseNetwork(text).toString()).toBe(text);
        expect(new Network(moved(parts, path, by)).unroll()).toHaveLength(parseNetwork(TEXT).unroll().length);
      }),
    );
  });

  it('is what it was after an insertion that is removed, and after a step to and fro', () => {
    fc.assert(
      fc.property(place, (path) => {
        expect(written(removed(inserted(parts, path, relu), path))).toBe(TEXT);
        const on = moved(parts, path, 1);
        const last = written(on) === TEXT;
        const next = [...path.slice(0, -1), (path.at(-1) as number) + 1];
        if (!last) expect(written(moved(on, next, -1))).toBe(TEXT);
      }),
    );
  });

  it('refuses a value that a layer does not take', () => {
    expect(() => withArgument(parts[0] as Layer, 'units', -1)).toThrow(/units/);
  });
});
