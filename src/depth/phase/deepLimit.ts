import { isUnknown, type Unknown } from '../../kernel/state.ts';
import type { Initialisation } from '../../network/init.ts';
import type { PlacedLayer } from '../../network/layer.ts';
import { propagate } from '../../network/propagate.ts';
import type { ChainMaps } from './chain.ts';
import type { Moments } from './moments.ts';
import { PhaseState } from './phaseState.ts';
import { fixedPoint, root } from './solve.ts';

/** [MF]'s phases of a deep network: γ* < 1, 1 ≤ γ* < ∞, and γ* = ∞ with χ₁ below, at or above 1. */
type DeepPhase = 'neutral' | 'prejudiced' | 'persistent' | 'transient' | 'chaotic';

/** A block repeated without end. */
export interface DeepLimit {
  /** γ*; infinite under deep prejudice. */
  readonly gamma: number;
  /** χ₁ of one block at correlation 1, undefined where an activation jumps. */
  readonly chi1: number | undefined;
  readonly phase: DeepPhase | null;
  /** Variance that the block settles at; undefined where it grows or shrinks without end. */
  readonly q: number | undefined;
}

/** Where the variance runs away, the slope tends to 1 and was taken on the way. */
const RUNAWAY_TOLERANCE = 1e-4;
/** Repetitions followed, and the largest variance, where the orbit has to tell. */
const ORBIT = 150;
/** The same where the variance fades, which ends in a linear network and costs little. */
const FADING_ORBIT = 300;
const LARGEST = 1e30;
/** BatchNorm tears apart even inputs this close, which the slope, taken where they coincide, does not show. */
const CLOSE = 1e-9;
/** χ₁ this close to 1 counts as the edge of chaos. */
const EDGE_TOLERANCE = 1e-6;
/** Below this variance χ₁ − 1 is taken at variance 0, for which the other stands. */
const SMALL_VARIANCE = 1e-4;
const VANISHING = 1e-30;

/**
 * The limit of depth of a block, from its maps at the variance that it settles at. Correlation 1 attracts where the
 * slope of the correlation map there is at most 1: the map is a power series with coefficients ≥ 0 [POOLE], hence
 * convex, so that it crosses the diagonal once more, at c*, exactly where the slope is above 1.
 *
 * Source: [DIP], [MF]; docs/theory §4. Agrees with `limitsOf`, which follows every repetition instead.
 *
 * @param start state at the block's entrance
 */
export function deepLimit(block: DeepBlock, start: Moments): DeepLimit | Unknown {
  let fault: Unknown | undefined;
  const pass = (cov: number, spread: number, chi?: number) => {
    const after = passThrough(block, cov, spread, chi);
    if (!('reason' in after)) return after;
    fault ??= after;
    return undefined;
  };
  const settled = fixedPoint((q) => variance(pass(q, 0)), variance(start));
  const q = settled.value;
  const tangent = pass(q, 0, 1);
  const independent = pass(0, q);
  if (!tangent || !independent) return fault!;
  const slope = tangent.chi === undefined ? undefined : (tangent.chi * q) / variance(tangent);
  const known = { chi1: tangent.chi, q: settled.settled ? q : undefined };
  const ending = (gamma: number) => ({ ...known, gamma, phase: deepPhase(gamma, tangent.chi) });
  const drift = (logComplement: number) => {
    const complement = Math.exp(logComplement);
    const image = pass(q * (1 - complement), q * complement);
    return image ? Math.log(image.spread / variance(image)) - logComplement : Number.NaN;
  };
  if (start.cov === 0 && independent.cov === 0) return ending(0);
  // Where the scale runs away, or correlations stay what they are, the limit depends on the way there.
  if (!settled.settled || Math.abs(drift(Math.log(0.5))) <= 1e-12) {
    const gamma = endOfOrbit(pass, start, q < 1 ? FADING_ORBIT : ORBIT);
    if (gamma !== undefined) return ending(gamma);
    if (fault) return fault;
  }
  const attracts =
    slope !== undefined &&
    slope <= 1 + (settled.settled || q < 1 ? EDGE_TOLERANCE : RUNAWAY_TOLERANCE) &&
    !(drift(Math.log(CLOSE)) > 1);
  if (attracts) return ending(Number.POSITIVE_INFINITY);
  const complement = Math.exp(root(drift, Math.log(1e-15), 0) ?? 0);
  const image = pass(q * (1 - complement), q * complement);
  return image && !fault ? ending(image.gamma) : fault!;
}

/**
 * A function of a block's parameters that vanishes at the edge of chaos: χ₁ − 1 at the variance that it settles at; NaN
 * where an activation jumps or theory stops.
 *
 * Where variance 0 stays 0, as with tanh and no biases, χ₁ touches 1 without crossing it: for φ = x + ex² + ax³ + … and a
 * small variance q that the block settles at, χ₁ − 1 = e²q + 12a²q² + … ≥ 0, of the sign of χ₁ − 1 at variance 0, which
 * does cross. So the latter stands for it there. Source: derived; docs/theory §4.
 */
export function edgeExcess(block: DeepBlock, start: Moments): number {
  const pass = (q: number, chi?: number) => {
    const after = passThrough(block, q, 0, chi);
    return 'reason' in after ? undefined : after;
  };
  const { value } = fixedPoint((q) => variance(pass(q)), variance(start));
  const fades = value < SMALL_VARIANCE && (variance(pass(VANISHING)) ?? Number.NaN) < Math.sqrt(VANISHING);
  return (pass(fades ? VANISHING : value, 1)?.chi ?? Number.NaN) - 1;
}

/** γ of an orbit that stops moving within a number of repetitions, as that of a linear network does. */
function endOfOrbit(
  pass: (cov: number, spread: number) => Passed | undefined,
  start: Moments,
  most: number,
): number | undefined {
  let { cov, spread } = start;
  let before = Number.NaN;
  for (let block = 0; block < most; block++) {
    const after = pass(cov, spread);
    if (!after || !(after.cov + after.spread < LARGEST)) return undefined;
    if (Math.abs(after.gamma - before) <= 1e-13 * Math.abs(before)) return after.gamma;
    before = after.gamma;
    ({ cov, spread } = after);
  }
  return undefined;
}

/** A block where its shape has settled, and how its weights are drawn. */
export interface DeepBlock {
  readonly layers: readonly PlacedLayer[];
  readonly init: Initialisation;
  readonly maps: ChainMaps;
}

interface Passed {
  readonly cov: number;
  readonly spread: number;
  readonly chi: number | undefined;
  /** Where it would feed a readout: after the last weights of the block. */
  readonly gamma: number;
}

function passThrough({ layers, init, maps }: DeepBlock, cov: number, spread: number, chi?: number): Passed | Unknown {
  const trace = propagate(layers, PhaseState.gaussian(cov, spread, maps, chi), { init, points: null });
  const last = trace.at(-1)!.after;
  if (isUnknown(last)) return last;
  const known = last.known();
  if ('reason' in known) return known;
  const mixed = trace.findLast(({ after }) => !isUnknown(after) && after.isGaussian)?.after as PhaseState | undefined;
  return { ...known, gamma: (mixed ?? last).summary().gamma };
}

function variance(moments: Moments): number;
function variance(moments: Moments | undefined): number | undefined;
function variance(moments: Moments | undefined): number | undefined {
  return moments && moments.cov + moments.spread;
}

function deepPhase(gamma: number, chi1: number | undefined): DeepPhase | null {
  if (gamma < 1) return 'neutral';
  if (Number.isFinite(gamma)) return 'prejudiced';
  if (chi1 === undefined) return null;
  if (Math.abs(chi1 - 1) <= EDGE_TOLERANCE) return 'transient';
  return chi1 < 1 ? 'persistent' : 'chaotic';
}
