import { SCRAMBLES_OF_IMAGES } from '../kernel/spatial/work.ts';
import { isUnknown, type Unknown } from '../kernel/state.ts';
import { controlledMean, type Estimate } from '../numerics/sampling/controlVariates.ts';
import type { Setup } from '../setup/setup.ts';
import type { Done } from './seconds.ts';
import { modeOf, type State, type Trace, traceOf } from './trace.ts';

/** Randomised quadratures are repeated with this many scrambles, from whose scatter their error comes. */
const SCRAMBLES = 8;

/**
 * The kernel of the data carried through the network: once, or several times by independent scrambles where values are
 * sampled on the way. The first is that of scramble 0.
 * @param done hears of the work done
 */
export function tracesOf(setup: Setup, points: number | null, done?: Done): Trace[] {
  const first = traceOf(setup, points, 0, done);
  if (!first.layers.some(({ after }) => !isUnknown(after) && after.sampled)) return [first];
  const ofImages = modeOf(setup) === 'spatial';
  const others = Array.from({ length: (ofImages ? SCRAMBLES_OF_IMAGES : SCRAMBLES) - 1 }, (_, i) =>
    traceOf(setup, points, i + 1, ofImages ? done : undefined),
  );
  return [first, ...others];
}

/** The kernels that the guesses are drawn from, one of each trace, or why there are none. */
export function decisionsOf(traces: readonly Trace[]): State[] | Unknown {
  const [{ decision }] = traces;
  return isUnknown(decision) ? decision : traces.map((trace) => trace.decision as State);
}

/** The mean of independent estimates; where their own errors are too small, their scatter tells. */
export function overScrambles(estimates: readonly Estimate[]): Estimate {
  if (estimates.length === 1) return estimates[0];
  const values = Float64Array.from(estimates, ({ value }) => value);
  const { value, error } = controlledMean(values, []);
  const own = Math.hypot(...estimates.map((estimate) => estimate.error)) / estimates.length;
  return { value, error: Math.max(own, error) };
}
