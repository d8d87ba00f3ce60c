import type { Data } from '../../data/dataset.ts';
import { runMeasurement } from '../../measure/measure.ts';
import { measureOptionNames } from '../../measure/plan/options.ts';
import { type MeasureOptions, planMeasurement } from '../../measure/plan/plan.ts';
import type { Network } from '../../network/network.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import type { Measurement } from '../../results/schema.ts';
import type { BrowserDevice } from './device.ts';
import { browserHost } from './host.ts';

export interface BrowserMeasureOptions extends Omit<MeasureOptions, 'device'> {
  /**
   * What the networks run on: a GPU by WebGPU, or the CPU by WebAssembly on all cores. "auto" (default) takes a GPU if there
   * is one; if WebGPU is asked for but missing, WebAssembly is used, with a note.
   */
  readonly device?: BrowserDevice;
}

/**
 * Measures what random networks guess, in Web Workers, so that the page stays responsive.
 * The numbers are those that Node gives for the same seed, up to the rounding of float32 products.
 *
 * @throws UserError for any fault in network, data or options
 */
export async function measure(
  network: Network | string,
  data: Data | string,
  given: BrowserMeasureOptions = {},
): Promise<Measurement> {
  checkOptions('measure', given, measureOptionNames);
  const { device, ...options } = given;
  const plan = planMeasurement(network, data, options);
  return runMeasurement(plan, await browserHost(device), options);
}
