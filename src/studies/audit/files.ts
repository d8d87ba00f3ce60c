import type { ResultFiles } from '../../hosts/node/resultFolder.ts';
import type { Audit } from '../../results/auditSchema.ts';
import { traceOf } from '../../results/finding.ts';
import { guessLaw } from '../measure/guessLaw.ts';
import { layerTrace } from '../measure/layerTrace.ts';
import { layerTable } from '../measure/tables.ts';
import { auditHtml } from './page.ts';
import { auditTable } from './tables.ts';

/** Figures, tables and the page of an audit. */
export function filesOf(audit: Audit): Omit<ResultFiles, 'json'> {
  const isTraced = traceOf(audit).length > 0;
  return {
    figures: { 'audit-law': guessLaw(audit), 'audit-layers': isTraced ? layerTrace(audit) : undefined },
    tables: { audit: auditTable(audit), ...(isTraced && { 'audit-layers': layerTable(audit) }) },
    pages: { 'audit.html': auditHtml(audit) },
  };
}
