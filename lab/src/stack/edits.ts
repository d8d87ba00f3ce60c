import { type Layer, makeLayer, type Part } from '../../../src/network/layer.ts';
import { isParts } from '../../../src/network/layers/blocks/inside.ts';

/**
 * Where a part stands: its place in the row, and for one inside of another which row of that it stands in, and its place there:
 * [2], or [2, 'branch', 0]. The row of a repetition is its `body`; those of blocks are named as their arguments are.
 */
export type Path = readonly (number | string)[];

/** Rows of parts inside a part, by name. */
export function rowsInside(part: Part): ReadonlyMap<string, readonly Part[]> {
  if (part.kind === 'repeat') return new Map([['body', part.body]]);
  return new Map(
    Object.entries(part.args).flatMap(([name, value]) => (isParts(value) ? [[name, value as readonly Part[]]] : [])),
  );
}

/** The part at a place. @throws RangeError where there is none */
export function partAt(parts: readonly Part[], [at, row, ...rest]: Path): Part {
  const part = parts[at as number];
  if (!part) throw new RangeError(`no part ${String(at)}`);
  return row === undefined ? part : partAt(rowsInside(part).get(row as string) ?? [], rest);
}

/** A part in place of another, or before it where it is inserted. */
export function inserted(parts: readonly Part[], path: Path, part: Part): readonly Part[] {
  return inRow(parts, path, (row, at) => row.toSpliced(at, 0, part));
}

export function replaced(parts: readonly Part[], path: Path, part: Part): readonly Part[] {
  return inRow(parts, path, (row, at) => row.with(at, part));
}

export function removed(parts: readonly Part[], path: Path): readonly Part[] {
  return inRow(parts, path, (row, at) => row.toSpliced(at, 1));
}

/** A part by some places further in its row, at most to an end of it. */
export function moved(parts: readonly Part[], path: Path, by: number): readonly Part[] {
  return inRow(parts, path, (row, at) => {
    const to = Math.min(row.length - 1, Math.max(0, at + by));
    return row.toSpliced(at, 1).toSpliced(to, 0, row[at]);
  });
}

/** A part so many times: once is the part alone, and a repetition of several parts stays one. */
export function repeated(parts: readonly Part[], path: Path, times: number): readonly Part[] {
  return inRow(parts, path, (row, at) => {
    const part = row[at];
    const body = part.kind === 'repeat' ? part.body : [part];
    return row.toSpliced(at, 1, ...(times === 1 ? body : [{ kind: 'repeat' as const, times, body }]));
  });
}

/**
 * A layer with another value of an argument; undefined leaves it to its default.
 * @throws UserError for a value that it does not take
 */
export function withArgument({ definition, given }: Layer, name: string, value: unknown): Layer {
  return makeLayer(definition, { ...given, [name]: value });
}

function inRow(
  parts: readonly Part[],
  [at, name, ...rest]: Path,
  change: (row: readonly Part[], at: number) => readonly Part[],
): readonly Part[] {
  if (name === undefined) return change(parts, at as number);
  const part = parts[at as number];
  const row = inRow(rowsInside(part).get(name as string)!, rest, change);
  const whole = part.kind === 'repeat' ? { ...part, body: row } : withArgument(part, name as string, row);
  return parts.with(at as number, whole);
}
