import { decimal } from '../tables/decimal.ts';

// A fixed locale: the order of classes must not depend on the machine.
const words = new Intl.Collator('en', { numeric: true });

/** The order people expect of names: numbers by value and first, then words, with numbers inside them by value (a2 < a10). */
export function naturalOrder(a: string, b: string): number {
  const [x, y] = [decimal(a), decimal(b)];
  const byValue = Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || x - y || words.compare(a, b);
  return byValue || (a < b ? -1 : Number(a > b));
}
