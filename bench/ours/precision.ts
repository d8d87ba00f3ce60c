import type { MeasurementStore } from '../../src/measure/measure.ts';
import type { MeasureOptions } from '../../src/measure/plan/plan.ts';
import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

export interface PrecisionOptions {
  readonly network: string;
  readonly data: string;
  readonly points: number;
  /** Standard error at which to stop. */
  readonly until: number;
  readonly seed?: number;
  /** Whether to wait for the error of P(G₀ < 0.1), too. */
  readonly tail?: boolean;
}

/** Networks whose statistics are looked at together, at least, before an error bar is believed. */
const FEWEST = 16;

/**
 * Seconds of a whole measurement, start of the threads included, until the standard errors are small enough: of the
 * agreement, and of P(G₀ < 0.1), both clustered by initialisation.
 */
export default async function precision(
  { network, data, points, until, seed = 0, tail = true }: PrecisionOptions,
  library: Library,
): Promise<Outcome> {
  const { planMeasurement } = await library.load('measure/plan/plan');
  const { runMeasurement } = await library.load('measure/measure');
  const { nodeHost } = await library.load('hosts/node/host');
  const { Running } = await library.load('measure/tally/estimate');
  const host = await nodeHost();
  const began = performance.now();
  const stop = new AbortController();
  const below = new Running();
  const options: MeasureOptions = {
    points,
    seed,
    inits: 100_000,
    dataDraw: 'once',
    signal: stop.signal,
    onProgress: ({ stage, agreement, done }) => {
      if (stage !== 'draws' || done < FEWEST) return;
      if (agreement.standardError < until && (!tail || below.standardError < until)) stop.abort();
    },
  };
  // Blocks arrive out of order; the tail is summed over all of them, as its draws are independent.
  const store: MeasurementStore = {
    has: () => false,
    begin: async () => {},
    read: () => Promise.reject(new Error('nothing was stored')),
    write: async (_, { draws }) => {
      for (const { counts } of draws) below.add(shareBelow(counts, 0.1 * points));
    },
  };
  const measured = await runMeasurement(planMeasurement(network, data, options), { ...host, store }, options);
  return {
    seconds: (performance.now() - began) / 1000,
    agreement: measured.agreement.mean,
    standardError: measured.agreement.standardError,
    below: below.mean,
    belowError: below.standardError,
    draws: measured.initialisations,
    readouts: measured.readouts,
  };
}

/** Share of two-class networks that guess class 0 for fewer points than this. */
function shareBelow(counts: Uint32Array, limit: number): number {
  let few = 0;
  for (let network = 0; network < counts.length / 2; network++) if (counts[2 * network] < limit) few++;
  return few / (counts.length / 2);
}
