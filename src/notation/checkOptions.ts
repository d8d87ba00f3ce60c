import { UserError } from '../errors.ts';
import { didYouMean } from './nearest.ts';

/**
 * Checks the names of the options that a function of the public API is given; options that are undefined count as left out.
 *
 * @param called the function, for messages
 * @param options null where they are missing but needed
 * @param known the names of all its options
 * @throws UserError `unknown-name` for one that it does not have, `bad-argument` where options are no object
 */
export function checkOptions(called: string, options: unknown, known: readonly string[]): void {
  if (options === undefined) return;
  const remedy = `for instance { ${known[0]}: … }`;
  if (options === null) throw new UserError('bad-argument', `${called} needs options`, [], remedy);
  if (typeof options !== 'object' || Array.isArray(options)) {
    const shown = typeof options === 'string' ? JSON.stringify(options) : String(options);
    throw new UserError('bad-argument', `${called}: options must be an object, not ${shown}`, [], remedy);
  }
  const unknown = Object.entries(options).find(([name, value]) => value !== undefined && !known.includes(name));
  if (!unknown) return;
  const [name] = unknown;
  // Two letters exchanged are as far from a name of the same length as from a shorter one: the first of the nearest is taken.
  const likely = [...known].sort((a, b) => Math.abs(a.length - name.length) - Math.abs(b.length - name.length));
  const others = `${didYouMean(name, likely)}its options are ${known.join(', ')}`;
  throw new UserError('unknown-name', `${called} has no option "${name}"`, [], others);
}
