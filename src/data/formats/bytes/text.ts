/** Text from a file as it may be printed: control characters, which could steer a terminal, become spaces. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

/** A text from a file in quotes, as messages show it. */
export function quoted(text: string): string {
  return JSON.stringify(shorten(text));
}

/** The beginning of a text that may be long. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** Characters shown on either side of a fault. */
const EXCERPT = 60;

/**
 * The place of a fault in a text file: "file:line:column", an excerpt of its line and a caret under the fault.
 * @param line counted from 1
 * @param column counted from 1
 * @param before text of the line up to the fault, or at least the last 100 characters of it
 * @param after text of the line from the fault on, or at least the first 100 characters of it
 */
export function textPlace(file: string, line: number, column: number, before: string, after: string): string[] {
  const left = before.length > EXCERPT ? `…${before.slice(-EXCERPT)}` : before;
  const right = after.length > EXCERPT ? `${after.slice(0, EXCERPT)}…` : after;
  return [`${file}:${line}:${column}`, printable(left + right), `${' '.repeat(left.length)}^`];
}
