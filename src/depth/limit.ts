import { UserError } from '../errors.ts';
import type { Shape } from '../graph/graph.ts';
import { PairState } from '../kernel/pair/pairState.ts';
import { isUnknown } from '../kernel/state.ts';
import { TangentState } from '../kernel/tangent.ts';
import type { Initialisation } from '../network/init.ts';
import type { Part, PlacedLayer, Repeat } from '../network/layer.ts';
import { Network } from '../network/network.ts';
import { formatNetwork } from '../network/notation/format.ts';
import { propagate } from '../network/propagate.ts';

/** A repeated block in the limit of infinitely many repetitions. */
export interface Limit {
  readonly block: string;
  /** γ* at the block's weights; Infinity under deep prejudice. */
  readonly gamma: number | null;
  /** χ̃₁ = ∂cov′/∂cov of one block at correlation 1; null where undefined. */
  readonly chi1: number | null;
  readonly phase: LimitPhase | null;
}

/** [MF]'s phases of a deep network: γ* < 1, 1 ≤ γ* < ∞, and γ* = ∞ with χ̃₁ below, at or above 1. */
type LimitPhase = 'neutral' | 'prejudiced' | 'persistent' | 'transient' | 'chaotic';

/** χ̃₁ this close to 1 counts as the edge of chaos; published edges are given to about ten digits. */
const EDGE_TOLERANCE = 1e-6;
/** Blocks iterated before the verdict is taken from the slope at correlation 1. */
const MOST_BLOCKS = 150;
/** Outside this range only the scale of the network grows or shrinks, and would soon overflow. */
const LARGEST_Q = 1e70;

/**
 * The limits of all outermost repeated blocks of a network. Parameters that depend on the fan-in take their value of
 * the later repetitions. A block whose shape never settles has no limit and is left out.
 *
 * Source: [MF]; fixed points of docs/theory §4.
 */
export function limitsOf(network: Network, input: Shape, start: PairState, init: Initialisation): Limit[] {
  const limits: Limit[] = [];
  let state: PairState | undefined = start;
  let shape = input;
  for (const part of network.parts) {
    const layers = place([part], shape);
    if (part.kind === 'repeat' && state) {
      const entry = settledShape(part.body, shape);
      if (entry) limits.push(limitOf(part, place(part.body, entry), state, init));
    }
    state = state && endOf(layers, state, init);
    shape = layers.at(-1)!.output;
  }
  return limits;
}

function endOf(layers: readonly PlacedLayer[], start: PairState, init: Initialisation): PairState | undefined {
  const { after } = propagate(layers, start, { init, points: null }).at(-1)!;
  return isUnknown(after) ? undefined : after;
}

function limitOf(part: Repeat, layers: readonly PlacedLayer[], start: PairState, init: Initialisation): Limit {
  const block = formatNetwork(part.body);
  const orbit = iterate(layers, start, init);
  if (orbit === undefined) return { block, gamma: null, chi1: null, phase: null };
  const tangent = tangentOf(layers, orbit.last, init);
  const gamma = orbit.gamma ?? verdict(layers, orbit, tangent, init);
  return { block, gamma, chi1: tangent.chi ?? null, phase: gamma === null ? null : nameOf(gamma, tangent.chi) };
}

interface Orbit {
  /** State at the block's end after the last iteration. */
  readonly last: PairState;
  readonly previous: PairState;
  /** γ*, if the iteration settled. */
  readonly gamma?: number;
}

/** Repeats the block until γ settles, correlation 1 is reached, the scale runs away or patience ends. */
function iterate(layers: readonly PlacedLayer[], start: PairState, init: Initialisation): Orbit | undefined {
  let previous = start;
  let gammaBefore = Number.NaN;
  let still = 0;
  for (let block = 0; block < MOST_BLOCKS; block++) {
    const passed = pass(layers, previous, init);
    if (!passed) return undefined;
    const { last, gamma } = passed;
    if (gamma > 1e15) return { last, previous, gamma: Number.POSITIVE_INFINITY };
    still = Math.abs(gamma - gammaBefore) <= 1e-14 * Math.abs(gamma) ? still + 1 : 0;
    if (still === 5) return { last, previous, gamma };
    const q = last.cov + last.spread;
    if (!isInRange(q) || block === MOST_BLOCKS - 1) return { last, previous };
    gammaBefore = gamma;
    previous = last;
  }
  return undefined;
}

/** One pass through the block. γ is read where it would feed a readout: after the last weights of the block. */
function pass(
  layers: readonly PlacedLayer[],
  state: PairState,
  init: Initialisation,
): { last: PairState; gamma: number } | undefined {
  const trace = propagate(layers, state, { init, points: null }).map((entry) => entry.after);
  const last = trace.at(-1)!;
  if (isUnknown(last)) return undefined;
  const mixed = trace.findLast((after) => !isUnknown(after) && after.law.kind === 'gaussian') as PairState | undefined;
  return { last, gamma: (mixed ?? last).summary().gamma };
}

interface Tangent {
  readonly chi: number | undefined;
  /** The variance that every input settles at, whatever its correlation with others; out of range if it runs away. */
  readonly q: number;
  /** Slope of the correlation map at c = 1: χ̃₁ q / q′, equal to χ̃₁ once q has settled. */
  readonly slope: number | undefined;
}

/** χ̃₁ at the variance that coinciding inputs settle at, or in the limit that it grows or shrinks towards. */
function tangentOf(layers: readonly PlacedLayer[], from: PairState, init: Initialisation): Tangent {
  const image = (q: number): TangentState | undefined => {
    const { after } = propagate(layers, TangentState.at(q), { init, points: null }).at(-1)!;
    return isUnknown(after) ? undefined : after;
  };
  const q = settledVariance((variance) => image(variance)?.q, from.cov + from.spread);
  const after = image(q);
  if (after?.chi === undefined) return { q, chi: undefined, slope: undefined };
  return { q, chi: after.chi, slope: (after.chi * q) / after.q };
}

/**
 * The variance that repetition of a map settles at, or one out of range if it runs away. Where it only creeps (ELU and
 * softplus at He scale, whose variance grows by a constant or less each time), strides of 2 find what it creeps towards.
 */
function settledVariance(map: (q: number) => number | undefined, start: number): number {
  const drift = (q: number) => {
    const relative = (map(q) ?? q) / q - 1;
    return Math.abs(relative) <= 1e-15 ? 0 : Math.sign(relative);
  };
  let q = start;
  for (let block = 0; block < MOST_BLOCKS; block++) {
    const next = map(q);
    if (!isInRange(q) || next === undefined || Math.abs(next / q - 1) <= 1e-15) return q;
    q = next;
  }
  const direction = drift(q);
  if (direction === 0) return q;
  let far = q;
  while (isInRange(far) && drift(far) !== -direction) far *= 2 ** direction;
  if (!isInRange(far)) return far;
  let near = far / 2 ** direction;
  for (let halving = 0; halving < 50; halving++) {
    const middle = Math.sqrt(near * far);
    if (drift(middle) === direction) near = middle;
    else far = middle;
  }
  return far;
}

function isInRange(q: number): boolean {
  return q < LARGEST_Q && q > 1 / LARGEST_Q;
}

/**
 * γ* of an orbit that has not settled. Where correlation 1 attracts (slope below 1, or 1 with c still growing), γ* = ∞;
 * otherwise the fixed point lies between the orbit's present correlation and 1, and is found by bisection.
 */
function verdict(
  layers: readonly PlacedLayer[],
  orbit: Orbit,
  { slope, q: settled }: Tangent,
  init: Initialisation,
): number | null {
  const [before, now] = [complementOf(orbit.previous), complementOf(orbit.last)];
  const growing = now < before;
  if (growing && slope !== undefined && slope <= 1 + EDGE_TOLERANCE) return Number.POSITIVE_INFINITY;
  // Where the variance creeps the orbit is still on its way; where it runs away there is nothing to wait for.
  const q = isInRange(settled) ? settled : orbit.last.cov + orbit.last.spread;
  const image = (complement: number) => {
    const passed = pass(layers, PairState.gaussian(q * (1 - complement), q * complement), init);
    return passed && { complement: complementOf(passed.last), gamma: passed.gamma };
  };
  let [low, high] = growing ? [1e-15, now] : [now, 1];
  while (high / low > 1 + 1e-13) {
    const middle = Math.sqrt(low * high);
    const after = image(middle);
    if (!after) return null; // the scale explodes
    if (after.complement < middle) high = middle;
    else low = middle;
  }
  return image(high)?.gamma ?? null;
}

function complementOf(state: PairState): number {
  return state.spread / (state.cov + state.spread);
}

function nameOf(gamma: number, chi: number | undefined): LimitPhase | null {
  if (gamma < 1) return 'neutral';
  if (Number.isFinite(gamma)) return 'prejudiced';
  if (chi === undefined) return null;
  if (Math.abs(chi - 1) <= EDGE_TOLERANCE) return 'transient';
  return chi < 1 ? 'persistent' : 'chaotic';
}

function place(parts: readonly Part[], input: Shape): PlacedLayer[] {
  return new Network(parts).place(input);
}

/** The shape that a block leaves as it is after its first repetition; undefined where it changes or cannot go on. */
function settledShape(body: readonly Part[], input: Shape): Shape | undefined {
  try {
    const entry = shapeAfter(body, input);
    return sameShape(shapeAfter(body, entry), entry) ? entry : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function shapeAfter(parts: readonly Part[], input: Shape): Shape {
  return place(parts, input).at(-1)!.output;
}

function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}
