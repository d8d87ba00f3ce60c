import { numeric } from '../../present/html/page.ts';
import type { DataTable } from '../../present/tables/dataTable.ts';
import { quantities, theoryBeside } from '../../present/text/quantities.ts';
import { roundToError, zScore } from '../../results/format.ts';
import type { Measurement } from '../../results/schema.ts';

/** The measured quantities beside theory. */
export function quantityTable(m: Measurement): DataTable {
  return {
    caption: 'Measured against theory',
    columns: [{ title: 'quantity' }, ...numeric('measured', 'theory', 'z')],
    rows: quantities(m).map(({ name, measured, theory, z }) => [name, measured, theory, zScore(z)]),
  };
}

/** The bias ratio after each layer. */
export function layerTable({ layers }: Measurement): DataTable {
  const isBesideTheory = layers.some(({ theory }) => theory !== null);
  return {
    caption: 'Bias ratio after each layer',
    columns: [
      { title: 'no.', narrow: true },
      { title: 'layer' },
      ...numeric('γ measured', ...(isBesideTheory ? ['theory'] : [])),
    ],
    rows: layers.map(({ layer, gamma, standardError, theory, theoryError }, index) => {
      const measured = roundToError(gamma, standardError);
      const expected = isBesideTheory ? [theoryBeside(theory, theoryError, measured)] : [];
      return [String(index + 1), layer, measured, ...expected];
    }),
  };
}
