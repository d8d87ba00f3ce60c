import { loaded } from '../../data/sources/files/load.ts';
import { ProcessRuntime } from '../../hosts/node/models/auditHost.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { defaultData } from '../../setup/options.ts';
import { boundOptions } from './bounds.ts';
import { type CheckedStart, type PlannedCheck, planCheck } from './planCheck.ts';
import { type RunOptions, runChecks } from './run.ts';
import type { CheckResult } from './schema.ts';
import { drawnOptions, modelOptions, networkOptions } from './study.ts';

const tables = { ...boundOptions, ...drawnOptions, ...networkOptions, ...modelOptions };
const startNames = ['network', 'model', 'data', 'name', ...Object.keys(tables)];

/**
 * Whether untrained networks and models keep upper bounds on their bias and their loss. A bound counts as broken only where
 * the draws show it.
 *
 *     await check({ network: '3*(dense(512), relu), dense(10)', maxAgreement: 0.2 })
 *
 * @param starts one, or several
 * @throws UserError for any fault in a model, network, data, options or bounds, before anything is drawn
 */
export async function check(
  starts: CheckedStart | readonly CheckedStart[],
  options: RunOptions = {},
): Promise<CheckResult> {
  checkOptions('check', options, ['strict', 'workers', 'signal', 'onProgress', 'onCheck']);
  const runtime = new ProcessRuntime();
  try {
    const planned: PlannedCheck[] = [];
    for (const start of [starts].flat() as readonly CheckedStart[]) {
      checkOptions('check', start, startNames);
      planned.push(await planCheck(start, () => loaded(start.data ?? defaultData), runtime));
    }
    return await runChecks(planned, options);
  } finally {
    await runtime.close();
  }
}
