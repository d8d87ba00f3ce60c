/** A number as tables write it: decimal, no other digits, no units. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** The number a cell holds; NaN unless it is finite and written in decimals. */
export function decimal(cell: string): number {
  const text = cell.trim();
  if (!DECIMAL.test(text)) return Number.NaN;
  const number = Number(text);
  return Number.isFinite(number) ? number : Number.NaN;
}
