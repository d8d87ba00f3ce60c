import type { Column } from '../html/page.ts';
import type { Cell } from '../text/table.ts';

/** A table as data, for pages, terminals and files alike. */
export interface DataTable {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A cell as a value and its error, which is empty where there is none. */
export function parts(cell: Cell): { readonly value: string; readonly error: string } {
  return typeof cell === 'string' ? { value: cell, error: '' } : cell;
}

/** Whether a text is a number as `results/format.ts` writes them. */
export function isNumber(text: string): boolean {
  return /^−?(∞|[\d.]+(e-?\d+)?)$/.test(text);
}
