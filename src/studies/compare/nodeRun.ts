import type { Data } from '../../data/dataset.ts';
import { loaded } from '../../data/sources/files/load.ts';
import { UserError } from '../../errors.ts';
import { measureOptionNames } from '../../measure/plan/options.ts';
import { type MeasureOptions, planMeasurement } from '../../measure/plan/plan.ts';
import type { Network } from '../../network/network.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import type { Measurement } from '../../results/schema.ts';
import { measure } from '../measure/run.ts';

export interface CompareOptions extends MeasureOptions {
  /** Called before a network is drawn; `done` of `total` are finished. */
  readonly onNetwork?: (place: { readonly done: number; readonly total: number }) => void;
}

/** Several networks on the same data. */
export interface Comparison {
  readonly measurements: Measurement[];
  /** Interrupted comparisons hold the networks measured until then. */
  readonly status: 'complete' | 'interrupted';
}

/**
 * Measures several networks on the same data with the same options.
 *
 * @param networks networks or their notation, at least one
 * @param data data or their notation, read from files where they lie in some
 * @throws UserError for any fault in networks, data or options, before anything is drawn
 */
export async function compare(
  networks: readonly (Network | string)[],
  data: Data | string,
  options: CompareOptions = {},
): Promise<Comparison> {
  checkOptions('compare', options, [...measureOptionNames, 'onNetwork']);
  if (!Array.isArray(networks) || networks.length === 0) {
    const remedy = 'for instance ["dense(500), relu, dense(10)", "dense(500), tanh, dense(10)"]';
    throw new UserError('bad-argument', 'compare needs a list of networks', [], remedy);
  }
  const { onNetwork, ...shared } = options;
  const points = await loaded(data);
  for (const network of networks) planMeasurement(network, points, shared);
  const measurements: Measurement[] = [];
  for (const [done, network] of networks.entries()) {
    onNetwork?.({ done, total: networks.length });
    try {
      measurements.push(await measure(network, points, shared));
    } catch (error) {
      // Interrupted before there was enough of this network to speak of.
      if (!options.signal?.aborted || !(error instanceof UserError)) throw error;
    }
    if (options.signal?.aborted) break;
  }
  const whole = measurements.length === networks.length && measurements.every(({ status }) => status === 'complete');
  return { measurements, status: whole ? 'complete' : 'interrupted' };
}
