import { numeric } from '../../present/html/page.ts';
import type { DataTable } from '../../present/tables/dataTable.ts';
import { agreementRows, agreementTitles, distributionColumns, distributionRows } from './numbersText.ts';
import type { DataSummary } from './schema.ts';

/** How the numbers, features, points and pairs of data are distributed. */
export function distributionTable(summary: DataSummary): DataTable {
  return {
    caption: 'How numbers, features, points and pairs are distributed',
    columns: [{ title: 'of' }, ...numeric(...distributionColumns)],
    rows: distributionRows(summary).map(({ name, cells }) => [name, ...cells]),
  };
}

/** Agreement from the overlap of every pair, and as if every pair were the average one. */
export function agreementTable({ theory }: DataSummary): DataTable {
  const [first, ...titles] = agreementTitles;
  return {
    caption: 'How much the scatter of the overlaps matters',
    columns: [{ title: first }, ...numeric(...titles)],
    rows: agreementRows(theory),
  };
}
