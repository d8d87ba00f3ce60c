import { inlineExecutor } from '../../measure/draw/executor.ts';
import type { Host } from '../../measure/measure.ts';
import { version } from '../../version.ts';
import { type BrowserDevice, browserDevice } from './device.ts';
import { workerExecutor, workersStart } from './workers.ts';

/**
 * A browser provides Web Workers, one per core by default; a GPU serves one of them. Pages that cannot have
 * workers use the calling thread.
 *
 * @throws UserError `unknown-name` for an unknown device
 */
export async function browserHost(choice?: BrowserDevice): Promise<Host> {
  const { device, gpu, note } = await browserDevice(choice);
  const canStart = await workersStart();
  const cores = navigator.hardwareConcurrency;
  return {
    executor: (assignment, workers = cores) => {
      const assigned = { ...assignment, device };
      return canStart ? workerExecutor(assigned, device === 'cpu' ? workers : 1) : inlineExecutor(assigned);
    },
    provenance: (workers) => ({
      firstguess: version,
      node: 'browser',
      platform: navigator.userAgent,
      processor: `${cores} logical processors${gpu === undefined ? '' : `, GPU ${gpu}`}`,
      workers,
      date: new Date().toISOString(),
    }),
    notes: [
      ...(note === undefined ? [] : [note]),
      ...(canStart ? [] : ['this page cannot start workers: measured on its own thread, which kept it busy']),
    ],
  };
}
