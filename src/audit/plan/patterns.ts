import { quoted } from '../../engine/onnx/read/problems.ts';
import { UserError } from '../../errors.ts';
import { nearest } from '../../notation/nearest.ts';
import { matches } from '../pattern.ts';

/** As many names as are shown to someone who has misspelt one. */
const MOST_SHOWN = 8;

/**
 * The names that any of the patterns match.
 * @param option for messages: "--keep"
 * @throws UserError `bad-argument` for a pattern that matches none
 */
export function namesMatching(option: string, patterns: readonly string[], names: readonly string[]): Set<string> {
  return new Set(patterns.flatMap((pattern) => matching(option, pattern, names)));
}

/** @throws UserError `bad-argument` for a pattern that matches none */
export function matching(option: string, pattern: string, names: readonly string[]): string[] {
  const found = names.filter((name) => matches(pattern, name));
  if (found.length > 0) return found;
  const message = `${option} "${pattern}" matches no tensor of the model`;
  throw new UserError('bad-argument', message, near(pattern, names).map(quoted), 'write * for any text');
}

function near(pattern: string, names: readonly string[]): string[] {
  const wanted = pattern.replaceAll('*', '');
  const closest = nearest(wanted, names);
  const words = wanted.split(/[./]/).filter((word) => word.length > 2);
  const alike = names.filter((name) => words.some((word) => name.includes(word)));
  return [...new Set([...(closest === undefined ? [] : [closest]), ...alike, ...names])].slice(0, MOST_SHOWN);
}
