import type { Data } from '../data/dataset.ts';
import { inlineExecutor } from '../measure/executor.ts';
import { type Host, type MeasureOptions, planMeasurement, runMeasurement } from '../measure/measure.ts';
import type { Network } from '../network/network.ts';
import type { Measurement } from '../results/schema.ts';
import { version } from '../version.ts';

/** A browser lends the calling thread. */
const browserHost: Host = {
  executor: inlineExecutor,
  provenance: (workers) => ({
    firstguess: version,
    node: 'browser',
    platform: navigator.userAgent,
    processor: `${navigator.hardwareConcurrency} logical processors`,
    workers,
    date: new Date().toISOString(),
  }),
};

/**
 * Measures what random networks guess, on the calling thread: run it in a Web Worker when the page must stay live.
 * The numbers are those that Node gives for the same seed, up to the rounding of float32 products.
 *
 * @throws UserError for any fault in network, data or options
 */
export async function measure(
  network: Network | string,
  data: Data | string,
  options: MeasureOptions = {},
): Promise<Measurement> {
  return runMeasurement(planMeasurement(network, data, options), browserHost, options);
}
