import { BINS, binOf, densityOf, PLACES } from '../../../src/studies/nodes/density.ts';

/** How each output is spread over the points, in units of the deviation of all outputs together. */
export interface Densities {
  /** Where densities are given. */
  readonly places: readonly number[];
  readonly nodes: readonly { readonly mean: number; readonly density: readonly number[] }[];
}

/** More curves than this cannot be told apart. */
const MOST_NODES = 12;
/** Below this a density cannot be seen. */
const VISIBLE = 1e-3;

/**
 * The densities that `firstguess nodes` shows, of a single network, where there is something to be seen.
 * @param outputs points × units
 */
export function densitiesOf(outputs: Float32Array, units: number): Densities {
  const points = outputs.length / units;
  const deviation = Math.sqrt(outputs.reduce((sum, x) => sum + x * x, 0) / outputs.length) || 1;
  const nodes = Array.from({ length: Math.min(units, MOST_NODES) }, (_, node) => {
    const counts = new Float64Array(BINS);
    let mean = 0;
    for (let at = node; at < outputs.length; at += units) {
      const value = outputs[at] / deviation;
      mean += value / points;
      counts[binOf(value)]++;
    }
    return { mean, density: densityOf(counts, points) };
  });
  const isSeen = (place: number) => nodes.some(({ density }) => density[place] > VISIBLE);
  const first = PLACES.findIndex((_, place) => isSeen(place));
  const end = PLACES.findLastIndex((_, place) => isSeen(place)) + 1;
  const shown = nodes.map(({ mean, density }) => ({ mean, density: density.slice(first, end) }));
  return { places: PLACES.slice(first, end), nodes: shown };
}
