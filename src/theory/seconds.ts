import { SpatialState } from '../kernel/spatial/spatialState.ts';
import type { Setup } from '../setup/setup.ts';
import { sampleOf } from '../trace/pointSample.ts';
import { layerSeconds, SECONDS_PER_MULTIPLICATION } from '../trace/seconds.ts';
import { modeOf, tokensOf, traceOf } from '../trace/trace.ts';
import { FAIR_SECONDS } from './fractionLaw.ts';
import { affordableBatches, batchSeconds, factorSeconds } from './processSeconds.ts';

/**
 * What the kernel of a setup costs, in seconds of counted work: that of `traceOf`.
 * @param scrambles how often sampled values are repeated
 */
export function traceSeconds(setup: Setup, points: number | null, scrambles = 1): number {
  if (modeOf(setup) !== 'spatial') return setup.layers.length * layerSeconds(setup, tokensOf(setup));
  // Images cost nothing before an answer is asked for.
  const { decision } = traceOf(setup, points);
  if (!(decision instanceof SpatialState)) return 0;
  return decision.cost * SECONDS_PER_MULTIPLICATION * (decision.sampled ? scrambles : 1);
}

/** What a prediction costs, in seconds of counted work: that of `predictOn`. */
export function predictionSeconds(setup: Setup, points: number | null): number {
  const kernel = traceSeconds(setup, points, 2);
  const { data, output, theoryTime = FAIR_SECONDS } = setup;
  if (modeOf(setup) !== 'dataset' || output.readout !== output.decision) return kernel;
  const followed = sampleOf(data, tokensOf(setup))?.points ?? (data.kind === 'dataset' ? data.points : 0);
  const batches = affordableBatches(followed, output.classes, theoryTime);
  if (batches === undefined) return kernel;
  return kernel + factorSeconds(followed) + batches * batchSeconds(followed, output.classes);
}
