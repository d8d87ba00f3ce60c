import type { Program } from '../../program/program.ts';
import type { Executor } from '../draw/executor.ts';
import { intraClassCorrelation, Running } from '../tally/estimate.ts';
import { agreementsOf } from '../tally/fractions.ts';
import type { Draw } from './assignment.ts';
import type { Costs } from './costs.ts';

/** Initialisations and readouts of the pilot that the intra-class correlation is estimated from. */
export const PILOT = { initialisations: 8, readouts: 16 } as const;

export const MOST_READOUTS = 1024;
/** An intra-class correlation below this cannot be told from zero by the pilot. */
const SMALLEST_CORRELATION = 1e-3;

/** The initialisations of the pilot, split over the workers; which worker draws what does not matter. */
export async function pilotDraws(executor: Executor, readouts: number): Promise<Draw[]> {
  const { initialisations } = PILOT;
  const size = Math.ceil(initialisations / executor.workers);
  const starts = Array.from({ length: executor.workers }, (_, i) => i * size).filter((s) => s < initialisations);
  const parts = await Promise.all(
    starts.map((from) => {
      const to = Math.min(from + size, initialisations);
      return executor.run({ from, to, readouts, tracedBelow: 0 });
    }),
  );
  return parts.flatMap((part) => part.draws);
}

/**
 * The number of readouts M a hidden draw that makes variance × time least:
 *
 *   (ρ + (1 − ρ)/M) · (T_hidden + T_readouts(M)),   M* = √( (1 − ρ)/ρ · T_hidden/T_readout ) where T_readouts = M T_readout
 *
 * with ρ the intra-class correlation of agreement in the pilot, among powers of two from 1 to 1024. Costs are counted in
 * operations, not timed, so that the choice is the same on every machine. Source: Cochran, Sampling Techniques, §10.6;
 * docs/theory §9.
 */
export function chooseReadouts(pilot: readonly Draw[], program: Program, points: number, costs: Costs): number {
  if (!program.readout) return 1;
  const rho = Math.max(SMALLEST_CORRELATION, correlationIn(pilot, program.output.classes, points));
  const product = (copies: number) => (rho + (1 - rho) / copies) * (costs.hidden + costs.readouts(copies));
  let best = 1;
  for (let copies = 2; copies <= MOST_READOUTS; copies *= 2) if (product(copies) < product(best)) best = copies;
  return best;
}

/** The share of the variance of agreement that lies between hidden draws; from the features it is seen without noise. */
function correlationIn(pilot: readonly Draw[], classes: number, points: number): number {
  const counted = new Running();
  const within = new Running();
  const exact = new Running();
  for (const { counts, agreement } of pilot) {
    const draw = new Running();
    for (const value of agreementsOf(counts, classes, points)) draw.add(value);
    counted.add(draw.mean);
    within.add(draw.variance);
    if (agreement !== undefined) exact.add(agreement);
  }
  if (exact.count < pilot.length) return intraClassCorrelation(counted.variance, within.mean, PILOT.readouts);
  const total = exact.variance + within.mean;
  return total > 0 ? exact.variance / total : 0;
}
