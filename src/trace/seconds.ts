import { pairCount } from '../kernel/packedPairs.ts';
import type { Setup } from '../setup/setup.ts';
import { sampleOf } from './pointSample.ts';

/**
 * Counted work in seconds of a usual core. Counted, not timed: what is chosen by it is the same on every machine, and what
 * is said of the time left is corrected by the time that has passed.
 */

/** Hears of counted work that was done, in seconds. */
export type Done = (seconds: number) => void;

/** One pair of points taken through one layer. */
const SECONDS_PER_PAIR = 3e-8;
/** A pair of points of a law is a handful of integrals. */
const SECONDS_PER_LAYER = 1e-3;

/** What one layer costs in pair and dataset mode. */
export function layerSeconds({ data }: Setup, tokens: number | undefined): number {
  if (data.kind === 'generator') return SECONDS_PER_LAYER;
  const points = sampleOf(data, tokens)?.points ?? data.points;
  return SECONDS_PER_LAYER + SECONDS_PER_PAIR * pairCount(points * (tokens ?? 1));
}
