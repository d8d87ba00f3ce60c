import { SpatialState } from '../kernel/spatial/spatialState.ts';
import { SCRAMBLES_OF_IMAGES, SECONDS_PER_MULTIPLICATION } from '../kernel/spatial/work.ts';
import type { Setup } from '../setup/setup.ts';
import { sampleOf } from '../trace/pointSample.ts';
import { layerSeconds } from '../trace/seconds.ts';
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
  const states = traceOf(setup, points).layers.map(({ after }) => after);
  const last = states.findLast((state): state is SpatialState => state instanceof SpatialState && state.affordable);
  if (!last) return 0;
  return last.cost * SECONDS_PER_MULTIPLICATION * (last.sampled ? scrambles : 1);
}

/** What a prediction costs, in seconds of counted work: that of `predictOn`. */
export function predictionSeconds(setup: Setup, points: number | null): number {
  const kernel = traceSeconds(setup, points, SCRAMBLES_OF_IMAGES);
  const { data, output, theoryTime = FAIR_SECONDS } = setup;
  if (modeOf(setup) !== 'dataset' || output.readout !== output.decision) return kernel;
  const followed = sampleOf(data, tokensOf(setup))?.points ?? (data.kind === 'dataset' ? data.points : 0);
  const batches = affordableBatches(followed, output.classes, theoryTime);
  if (batches === undefined) return kernel;
  return kernel + factorSeconds(followed) + batches * batchSeconds(followed, output.classes);
}
