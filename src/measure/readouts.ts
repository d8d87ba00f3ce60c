import type { Program } from '../network/program.ts';
import { sizeOf } from '../network/shape.ts';
import type { Draw } from './assignment.ts';
import { intraClassCorrelation, Running } from './estimate.ts';
import { agreementsOf } from './fractions.ts';

/** Initialisations and readouts of the pilot that the intra-class correlation is estimated from. */
export const PILOT = { initialisations: 12, readouts: 16 } as const;

const MOST_READOUTS = 256;
/** An intra-class correlation below this cannot be told from zero by the pilot. */
const SMALLEST_CORRELATION = 1e-3;

/**
 * The number of readouts a hidden draw that makes variance × time least:
 *
 *   M* = √( (1 − ρ)/ρ · T_hidden/T_readout )
 *
 * with ρ the intra-class correlation of agreement in the pilot, rounded to a power of two from 1 to 256. Costs are
 * counted in operations, not timed, so that the choice is the same on every machine. Source: Cochran, Sampling
 * Techniques, §10.6; docs/theory §9.
 */
export function chooseReadouts(pilot: readonly Draw[], program: Program, points: number): number {
  if (!program.readout) return 1;
  const means = new Running();
  const within = new Running();
  for (const { counts } of pilot) {
    const draw = new Running();
    for (const value of agreementsOf(counts, program.output.classes, points)) draw.add(value);
    means.add(draw.mean);
    within.add(draw.variance);
  }
  const rho = Math.max(SMALLEST_CORRELATION, intraClassCorrelation(means.variance, within.mean, PILOT.readouts));
  const { hidden, readout } = operations(program, points);
  const best = Math.sqrt(((1 - rho) / rho) * (hidden / readout));
  return 2 ** Math.round(Math.log2(Math.min(MOST_READOUTS, Math.max(1, best))));
}

/** A random number costs about this many multiply-adds of a matrix product; so does counting one score. */
const COST_OF_NUMBER = 60;

/** Operations of one hidden draw and of one readout on it, roughly. */
export function operations(program: Program, points: number): { hidden: number; readout: number } {
  const weights = program.hidden.weights.reduce(
    (sum, { dims, reuse }) => sum + sizeOf(dims) * (2 * points * reuse + COST_OF_NUMBER),
    0,
  );
  const data = points * sizeOf(program.hidden.input.shape);
  const scores = points * program.output.units;
  const readoutWeights = program.readout ? program.readout.fanIn * program.readout.units : 0;
  return {
    hidden: weights + data,
    readout: readoutWeights * (2 * points + COST_OF_NUMBER) + scores * COST_OF_NUMBER,
  };
}
