import { type Paint, paintWith } from './paint.ts';

/** A cell: text, or a value and its error that line up at the "±". */
export type Cell = string | { readonly value: string; readonly error: string };

/**
 * Aligns rows into columns. The first column is flush left; columns of plain text are flush right; in columns with
 * errors the numbers line up at the decimal point and at "±".
 */
export function table(header: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const columns = header.map((title, column) => {
    const cells = rows.map((row) => row[column] ?? '');
    const texts = column === 0 ? cells.map(asText) : aligned(cells);
    const width = Math.max(title.length, ...texts.map((text) => text.length));
    const flushRight = column > 0 && cells.every((cell) => typeof cell === 'string');
    return [title, ...texts].map((text) => (flushRight ? text.padStart(width) : text.padEnd(width)));
  });
  return Array.from({ length: rows.length + 1 }, (_, row) =>
    columns
      .map((column) => column[row])
      .join('   ')
      .trimEnd(),
  );
}

/** The same with a muted header. */
export function headedTable(header: readonly string[], rows: readonly (readonly Cell[])[], paint: Paint): string[] {
  const [titles, ...lines] = table(header, rows);
  return [paint.muted(titles), ...lines];
}

/**
 * Columns in as few tables as the width allows.
 * @param groupings ways to share the columns out among tables, the one of fewest tables first
 * @param draw the lines of one table
 */
export function fitting<Group>(
  groupings: readonly (readonly Group[])[],
  width: number,
  paint: Paint,
  draw: (group: Group, paint: Paint) => string[],
): string[][] {
  // Codes of colours have a length, but no width.
  const plain = paintWith(false);
  const fits = (group: Group) => draw(group, plain).every((line) => line.length <= width);
  const groups = groupings.find((each) => each.every(fits)) ?? groupings[groupings.length - 1];
  return groups.map((group) => draw(group, paint));
}

function aligned(cells: readonly Cell[]): string[] {
  if (cells.every((cell) => typeof cell === 'string')) return cells.map(asText);
  const parts = cells.map((cell) => (typeof cell === 'string' ? { value: cell, error: '' } : cell));
  const before = Math.max(...parts.map(({ value }) => wholeDigits(value)));
  const indented = parts.map(({ value, error }) => {
    const indent = wholeDigits(value) > 0 ? before - wholeDigits(value) : 0;
    return { value: ' '.repeat(indent) + value, error };
  });
  const width = Math.max(...indented.filter(({ error }) => error).map(({ value }) => value.length), 0);
  return indented.map(({ value, error }) => (error ? `${value.padEnd(width)} ± ${error}` : value));
}

/** Characters before the decimal point of a number, sign included; 0 for "∞", "–" and words. */
function wholeDigits(value: string): number {
  return /^−?\d+/.exec(value)?.[0].length ?? 0;
}

function asText(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.error ? `${cell.value} ± ${cell.error}` : cell.value;
}
