import { UserError } from '../errors.ts';
import type { Shape } from '../graph/graph.ts';
import type { PairState } from '../kernel/pair/pairState.ts';
import { isUnknown, type KernelState, type Unknown } from '../kernel/state.ts';
import type { Initialisation } from '../network/init.ts';
import type { Part, PlacedLayer, TracedLayer } from '../network/layer.ts';
import { some } from '../network/layers/blocks/inside.ts';
import { Network } from '../network/network.ts';
import { formatNetwork } from '../network/notation/format.ts';
import { propagate } from '../network/propagate.ts';
import { type ChainMaps, exactMaps } from './chain.ts';
import { ChainState } from './chainState.ts';
import { fixedPoint, root } from './fixedPoint.ts';
import { gammaOf, type Moments } from './moments.ts';

/** [MF]'s phases of a deep network: γ* < 1, 1 ≤ γ* < ∞, and γ* = ∞ with χ₁ below, at or above 1. */
type LimitPhase = 'neutral' | 'prejudiced' | 'persistent' | 'transient' | 'chaotic';

/** A block repeated without end. */
export interface BlockLimit {
  /** γ* where the block ends with Gaussian units, else after its last weights; infinite under deep prejudice. */
  readonly gamma: number;
  /** χ₁ = ∂cov′/∂cov of one block at correlation 1, undefined where an activation jumps. */
  readonly chi1: number | undefined;
  readonly phase: LimitPhase | null;
  /** Variance that the block's last weights settle at; undefined where it grows or shrinks without end. */
  readonly q: number | undefined;
}

/** A block where its shape has settled, and how its weights are drawn. */
export interface Block {
  readonly layers: readonly PlacedLayer[];
  readonly init: Initialisation;
  readonly maps: ChainMaps;
}

/** The most repetitions followed, and the largest variance, where the limit depends on the start. */
const ORBIT = 150;
/** The same where the variance fades or grows, which ends in a linear network and costs little. */
const FADING_ORBIT = 300;
const GROWING_ORBIT = 1000;
const LARGEST = 1e30;
/** Stands for the variance of blocks whose variance grows without end, and its inverse where it fades. */
const FAR = 1e100;
/** BatchNorm tears apart even inputs this close, which the slope, taken where they coincide, does not show. */
const CLOSE = 1e-9;
/** χ₁ this close to 1 counts as the edge of chaos; published edges are given to about ten digits. */
export const EDGE_TOLERANCE = 1e-6;
/** Below this variance χ₁ − 1 is taken at variance 0, for which the other stands. */
export const SMALL_VARIANCE = 1e-4;
const VANISHING = 1e-30;

/**
 * The limits of all outermost repeated blocks of a network. Parameters that depend on the fan-in take their value of
 * the later repetitions. A block whose shape never settles has no limit and is left out.
 */
export function limitsOf(network: Network, input: Shape, start: PairState, init: Initialisation) {
  const limits: { block: string; gamma: number | null; chi1: number | null; phase: LimitPhase | null }[] = [];
  const through = <State extends KernelState<State>>(layers: readonly PlacedLayer[], state: State | Unknown) =>
    isUnknown(state) ? state : propagate(layers, state, { init, points: null }).at(-1)!.after;
  let pair: PairState | Unknown = start;
  let state: ChainState | Unknown = ChainState.of(start, exactMaps);
  let shape = input;
  for (const part of network.parts) {
    const entry = part.kind === 'repeat' ? settledShape(part.body, shape) : undefined;
    if (part.kind === 'repeat' && entry && !isUnknown(pair) && !isUnknown(state)) {
      const inside = new Network(part.body).place(entry);
      // Whether theory follows a second repetition is for the state of predictions to say.
      const again = through([...inside, ...inside], pair);
      const found = isUnknown(again) ? again : limitOf({ layers: inside, init, maps: exactMaps }, state);
      const { gamma, chi1, phase } = 'reason' in found ? { gamma: null, chi1: null, phase: null } : found;
      limits.push({ block: formatNetwork(part.body), gamma, chi1: chi1 ?? null, phase });
    }
    const layers = new Network([part]).place(shape);
    [pair, state] = [through(layers, pair), through(layers, state)];
    shape = layers.at(-1)!.output;
  }
  return limits;
}

/** The shape that a block leaves as it is after its first repetition; undefined where it changes or cannot go on. */
export function settledShape(body: readonly Part[], input: Shape): Shape | undefined {
  const after = (shape: Shape) => new Network(body).place(shape).at(-1)!.output;
  try {
    const entry = after(input);
    return String(after(entry)) === String(entry) ? entry : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * The limit of depth of a block, from its maps at the variance that it settles at. Correlation 1 attracts where the
 * slope of the correlation map there is at most 1: the map is a power series with coefficients ≥ 0 [POOLE], hence
 * convex, so that it crosses the diagonal once more, at c*, exactly where the slope is above 1.
 *
 * Source: [DIP], [MF]; docs/theory §4.
 *
 * @param start state at the block's entrance
 * @returns γ* with a relative error near 1e−13 by exact maps; the reason where theory stops or the variance explodes
 */
export function limitOf(block: Block, start: ChainState): BlockLimit | Unknown {
  const turned = endingInWeights(block, start);
  if ('reason' in turned) return turned;
  const { entry } = turned;
  let fault: Unknown | undefined;
  const pass = (cov: number, spread: number, chi?: number) => {
    const after = passThrough(turned, cov, spread, chi);
    if (!('reason' in after)) return after;
    fault ??= after;
    return undefined;
  };
  const once = (q: number) => variance(pass(q, 0));
  const { value, settled } = fixedPoint(once, variance(entry) || (once(0) ?? 0));
  const grows = (once(value) ?? value) > value;
  const q = settled || value === 0 ? value : grows ? FAR : 1 / FAR;
  const tangent = pass(q, 0, 1);
  const chi1 = tangent?.chi;
  const ending = (gamma: number) => ({ gamma, chi1, phase: phaseOf(gamma, chi1), q: settled ? q : undefined });
  if (entry.spread === 0) return ending(Number.POSITIVE_INFINITY);
  const independent = pass(0, q);
  if (!tangent || !independent) return fault!;
  if (!settled && grows && !(once(variance(tangent))! < Number.POSITIVE_INFINITY)) return fault ?? exploding;
  if (entry.cov === 0 && independent.cov === 0) return ending(0);
  const drift = (logComplement: number) => {
    const complement = Math.exp(logComplement);
    const image = pass(q * (1 - complement), q * complement);
    return image ? Math.log(image.spread / variance(image)) - logComplement : Number.NaN;
  };
  // Where the scale runs away, or correlations stay what they are, the limit depends on the way there.
  if (!settled || Math.abs(drift(Math.log(0.5))) <= 1e-12) {
    const orbit = endOfOrbit(pass, entry, settled ? ORBIT : grows ? GROWING_ORBIT : FADING_ORBIT);
    if (orbit === undefined || fault) return fault ?? exploding;
    if (orbit.ends) return ending(orbit.gamma);
    if (!settled && !grows && orbit.slows) return slow;
  }
  const slope = chi1 === undefined ? Number.NaN : (chi1 * q) / variance(tangent);
  if (slope <= 1 + EDGE_TOLERANCE && !(drift(Math.log(CLOSE)) > 1)) return ending(Number.POSITIVE_INFINITY);
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
export function edgeExcess(block: Block, start: ChainState): number {
  const turned = endingInWeights(block, start);
  if ('reason' in turned) return Number.NaN;
  const pass = (q: number, chi?: number) => {
    const after = passThrough(turned, q, 0, chi);
    return 'reason' in after ? undefined : after;
  };
  const { value } = fixedPoint((q) => variance(pass(q)), variance(turned.entry));
  const fades = value < SMALL_VARIANCE && (variance(pass(VANISHING)) ?? Number.NaN) < Math.sqrt(VANISHING);
  return (pass(fades ? VANISHING : value, 1)?.chi ?? Number.NaN) - 1;
}

const withoutWeights: Unknown = { reason: 'no weights of the block mix its units' };
const exploding: Unknown = { reason: 'the variance explodes with depth' };

/** A block turned to begin with Gaussian units, as its last weights leave them, and to end with these weights. */
interface TurnedBlock extends Block {
  /** Moments after these weights in the first repetition. */
  readonly entry: Moments;
  /** How many layers follow these weights in the block as it is written. */
  readonly after: number;
}

/** Where a skip adds units that are not Gaussian, as raw data are, later repetitions outweigh them. */
function endingInWeights({ layers, init, maps }: Block, start: ChainState): TurnedBlock | Unknown {
  const trace = propagate(layers, start, { init, points: null });
  const isGaussian = ({ after }: TracedLayer<ChainState>) => !isUnknown(after) && after.isGaussian;
  const gaussian = trace.findLastIndex((layer) => hasWeights(layer) && isGaussian(layer));
  const last = gaussian >= 0 ? gaussian : trace.findLastIndex(hasWeights);
  if (last < 0) return withoutWeights;
  const { after } = trace[last];
  const entry = isUnknown(after) ? after : after.known();
  if ('reason' in entry) return entry;
  const turned = [...layers.slice(last + 1), ...layers.slice(0, last + 1)];
  return { layers: turned, init, maps, entry, after: layers.length - last - 1 };
}

function hasWeights({ placed }: TracedLayer<ChainState>): boolean {
  return some([placed.layer], ({ definition }) => definition.mixing !== undefined);
}

const slow: Unknown = { reason: 'the limit depends on the data, and is approached too slowly to be computed' };

/** Where the repetition of a block leads within a number of repetitions. */
interface Orbit {
  readonly gamma: number;
  /** γ stops moving, as that of a linear network does. */
  readonly ends: boolean;
  /**
   * Steps of γ fall, but never end. Where the variance fades at the edge of chaos they fall as 1/depth²; steps that do not
   * fall, or as slowly as 1/depth, lead to infinity.
   */
  readonly slows: boolean;
}

/** Undefined where theory stops; the variance grows out of range where it still moves. */
function endOfOrbit(
  pass: (cov: number, spread: number) => Passed | undefined,
  start: Moments,
  most: number,
): Orbit | undefined {
  let { cov, spread } = start;
  const steps: number[] = [];
  let gamma = Number.NaN;
  for (let block = 0; block < most; block++) {
    const after = pass(cov, spread);
    if (!after) return undefined;
    if (!(variance(after) < LARGEST)) break;
    steps.push(Math.abs(after.gamma - gamma));
    if (steps[block] <= 1e-13 * Math.abs(gamma)) return { gamma: after.gamma, ends: true, slows: false };
    ({ gamma, cov, spread } = after);
  }
  const slows = steps.length === most && steps[most - 1] < 0.35 * steps[most / 2];
  return { gamma, ends: false, slows };
}

interface Passed extends Moments {
  readonly chi: number | undefined;
  /** At the end of the block as it is written if units are Gaussian there, else after its last weights. */
  readonly gamma: number;
}

function passThrough(
  { layers, init, maps, after }: TurnedBlock,
  cov: number,
  spread: number,
  chi?: number,
): Passed | Unknown {
  const trace = propagate(layers, ChainState.gaussian(cov, spread, maps, chi), { init, points: null });
  const last = trace.at(-1)!.after;
  if (isUnknown(last)) return last;
  const known = last.known();
  if ('reason' in known) return known;
  const end = after > 0 ? (trace[after - 1].after as ChainState) : last;
  return { ...known, gamma: end.isGaussian ? end.summary().gamma : gammaOf(known) };
}

function variance(moments: Moments): number;
function variance(moments: Moments | undefined): number | undefined;
function variance(moments: Moments | undefined): number | undefined {
  return moments && moments.cov + moments.spread;
}

function phaseOf(gamma: number, chi1: number | undefined): LimitPhase | null {
  if (gamma < 1) return 'neutral';
  if (Number.isFinite(gamma)) return 'prejudiced';
  if (chi1 === undefined) return null;
  if (Math.abs(chi1 - 1) <= EDGE_TOLERANCE) return 'transient';
  return chi1 < 1 ? 'persistent' : 'chaotic';
}
