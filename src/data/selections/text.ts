import { UserError } from '../../errors.ts';
import type { Place } from '../../notation/syntax.ts';

/**
 * A text as an argument of the notation: bare if it is a word or a number that reads back as itself, else in quotes.
 * @throws UserError `bad-argument` for a text that holds both kinds of quotes
 */
export function quoted(text: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(text) || (/^\d/.test(text) && String(Number(text)) === text)) return text;
  if (!text.includes('"')) return `"${text}"`;
  if (!text.includes("'")) return `'${text}'`;
  throw new UserError('bad-argument', `${text} holds both kinds of quotes`, [], 'use the number of the class instead');
}

/** The text of a place. */
export function textAt({ text, at, length }: Place): string {
  return text.slice(at, at + length);
}

/** The parts of a place between separators, without the white space around them. */
export function split(place: Place, separator: string): Place[] {
  let at = place.at;
  return textAt(place)
    .split(separator)
    .map((part) => {
      const start = at + part.length - part.trimStart().length;
      at += part.length + separator.length;
      return { text: place.text, at: start, length: part.trim().length };
    });
}
