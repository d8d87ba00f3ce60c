import { numeric } from '../../present/html/page.ts';
import type { DataTable } from '../../present/tables/dataTable.ts';
import { quantities } from '../../present/text/quantities.ts';
import type { Audit, PlannedTensor } from '../../results/auditSchema.ts';
import { zScore } from '../../results/format.ts';

/** The measured quantities; beside theory where there is one. */
export function auditTable(audit: Audit): DataTable {
  const all = quantities(audit);
  const hasTheory = audit.agreement.theory !== null;
  return {
    caption: hasTheory ? 'Measured against theory' : 'Measured',
    columns: [{ title: 'quantity' }, ...numeric(...(hasTheory ? ['measured', 'theory', 'z'] : ['measured']))],
    rows: all.map(({ name, measured, theory, z }) =>
      hasTheory ? [name, measured, theory, zScore(z)] : [name, measured],
    ),
  };
}

/** What was drawn, and by which law. */
export function planTable(plan: readonly PlannedTensor[]): DataTable {
  return {
    caption: 'What was drawn',
    columns: [{ title: 'tensor' }, { title: 'role' }, { title: 'dims' }, { title: 'law' }],
    rows: plan.map(({ name, role, dims, law, kept }) => [
      name,
      kept === undefined ? role : 'kept',
      dims.join('×') || '1',
      kept ?? law,
    ]),
  };
}
