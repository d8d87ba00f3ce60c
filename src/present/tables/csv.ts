import { type DataTable, isNumber, parts } from './dataTable.ts';

/**
 * A table as CSV (RFC 4180) in UTF-8, with a line of titles. Numbers are as on the page, but for other programs: −0.4 is -0.4, ∞ is
 * inf, and what does not exist is empty. The errors of a column stand in one of their own, after it.
 */
export function csvOf({ columns, rows }: DataTable): string {
  const withErrors = columns.map((_, column) => rows.some((row) => typeof row[column] !== 'string'));
  const spread = (cells: readonly { readonly value: string; readonly error: string }[]) =>
    cells.flatMap(({ value, error }, column) => (withErrors[column] ? [value, error] : [value]));
  const titles = uniqueTitles(columns.map(({ title }) => title)).map((title) => ({
    value: title,
    error: `${title} error`,
  }));
  const records = [spread(titles), ...rows.map((row) => spread(row.map(parts).map(plainNumbers)))];
  return records.map((record) => `${record.map(quoted).join(',')}\r\n`).join('');
}

/** Titles that stand in several columns, such as "theory", follow the name of the quantity that they are of. */
function uniqueTitles(titles: readonly string[]): string[] {
  const isShared = (title: string) => titles.indexOf(title) !== titles.lastIndexOf(title);
  let quantity = '';
  return titles.map((title) => {
    if (!isShared(title)) quantity = title;
    return isShared(title) && quantity ? `${quantity} ${title}` : title;
  });
}

function plainNumbers({ value, error }: { readonly value: string; readonly error: string }) {
  return { value: plainNumber(value), error: plainNumber(error) };
}

function plainNumber(text: string): string {
  if (text === '–') return '';
  return isNumber(text) ? text.replace('−', '-').replace('∞', 'inf') : text;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
