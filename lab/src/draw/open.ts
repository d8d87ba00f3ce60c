import { browserHost } from '../../../src/hosts/browser/host.ts';
import { planMeasurement } from '../../../src/measure/plan/plan.ts';
import type { Experiment } from '../state/experiment.ts';
import { LiveDraws } from './live.ts';

/**
 * Opens the drawing of an experiment on the threads of the browser.
 * @throws UserError for any fault in the experiment
 */
export async function openDraws(
  { network, data, ...options }: Experiment,
  listener: (draws: LiveDraws) => void,
  failed: (error: unknown) => void,
): Promise<LiveDraws> {
  const plan = planMeasurement(network, data, { ...options, readouts: 4 });
  const host = await browserHost();
  return new LiveDraws(plan, host.executor(plan.assignment, undefined), listener, failed);
}
