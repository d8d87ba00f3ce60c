import { decimal } from './decimal.ts';

/** Commas come last: where another one divides all rows alike, commas are decimal or belong to words. */
const SEPARATORS = ['\t', ';', '|', ','];
/** Rows that are looked at. */
const SAMPLE = 10;

/**
 * What separates the cells: the first of tab, semicolon, bar and comma that occurs equally often in every one of the
 * first lines; else the one that occurs most often in the first; else a comma. Between quotes none counts.
 */
export function separatorOf(text: string): string {
  const lines = text
    .slice(0, 2 ** 16)
    .replace(/"[^"]*("|$)/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== '')
    .slice(0, SAMPLE);
  // The last line of a long sample may be cut off; a table of one line has to be judged by it.
  const whole = text.length > 2 ** 16 && lines.length > 1 && lines.length < SAMPLE ? lines.slice(0, -1) : lines;
  const counts = SEPARATORS.map((separator) => whole.map((line) => line.split(separator).length - 1));
  const even = counts.findIndex(([first, ...rest]) => first > 0 && rest.every((count) => count === first));
  if (even >= 0) return SEPARATORS[even];
  const inFirst = counts.map(([first]) => first ?? 0);
  const most = Math.max(...inFirst);
  return most > 0 ? SEPARATORS[inFirst.indexOf(most)] : ',';
}

/** What programs write for missing and endless numbers. */
const MISSING = /^([+-]?(nan|inf|infinity)|n\/?a|null|none|\?|-|)$/i;

/**
 * Whether the first row holds names: one of them is the label asked for, all are words, or one is a word above numbers.
 */
export function hasHeader(rows: readonly (readonly string[])[], label: string | undefined): boolean {
  const [first, ...rest] = rows.slice(0, SAMPLE + 1);
  if (label !== undefined && isName(label) && first.some((cell) => cell.trim() === label)) return true;
  const aboveNumbers = (column: number) => rest.some((row) => !Number.isNaN(decimal(row[column] ?? '')));
  return first.every(isName) || first.some((cell, column) => isName(cell) && aboveNumbers(column));
}

/** Whether a cell stands for a number that is missing or endless, so that it names neither a column nor a class. */
export function isMissing(cell: string): boolean {
  return MISSING.test(cell.trim());
}

function isName(cell: string): boolean {
  const text = cell.trim();
  return Number.isNaN(decimal(text)) && !isMissing(text);
}
