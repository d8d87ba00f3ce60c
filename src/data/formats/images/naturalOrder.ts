import { decimal } from '../tables/decimal.ts';

/** Made when it is first needed, as it takes some milliseconds. */
let words: Intl.Collator | undefined;

/** The order people expect of names: numbers by value and first, then words, with numbers inside them by value (a2 < a10). */
export function naturalOrder(a: string, b: string): number {
  // A fixed locale: the order of classes must not depend on the machine.
  words ??= new Intl.Collator('en', { numeric: true });
  const [x, y] = [decimal(a), decimal(b)];
  const byValue = Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || x - y || words.compare(a, b);
  return byValue || (a < b ? -1 : Number(a > b));
}
