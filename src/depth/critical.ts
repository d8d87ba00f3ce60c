import { UserError } from '../errors.ts';
import { isUnknown, type Unknown } from '../kernel/state.ts';
import type { Initialisation } from '../network/init.ts';
import type { Part, PlacedLayer } from '../network/layer.ts';
import { Network } from '../network/network.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import { propagate } from '../network/propagate.ts';
import { exactMaps } from './chain.ts';
import { ChainState } from './chainState.ts';
import { fixedPoint, root } from './fixedPoint.ts';
import { edgeExcess, SMALL_VARIANCE } from './limit.ts';
import type { Moments } from './moments.ts';

/** σ_w² and σ_b² of all layers. */
export interface CommonScales {
  readonly sigmaW2: number;
  readonly sigmaB2: number;
}

/** Every pool of up to 8 units divides a vector of this many. */
const UNITS = 840;
/** Where a critical σ_w² is looked for, from below, by doubling. */
const RANGE = [1e-3, 1e3] as const;
/**
 * What is left of a function at its root; where it jumps over 0 instead, more is. GELU without biases jumps at σ_w² = 2.36: its
 * variance fades below and grows above.
 */
const JUMP = 1e-6;
/** What a function has 1 % beyond its root; where it is 0 all along but for rounding, as of linear layers, less. */
const FLAT = 1e-7;
/** A variance that settles beyond grows without end but for rounding. */
const UNBOUNDED = 1e6;

/**
 * The σ_w² at which a repeated block stands at the edge of chaos, χ₁ = 1. Docs/theory §4.
 *
 * @param network with a repeated block, e.g. "50*(dense(100), tanh), dense(10)", or a block alone: "tanh, dense(100)"
 * @param sigmaB2 σ_b² of all its layers
 * @returns relative error about 1e−13
 * @throws UserError `bad-argument` where no σ_w² in [1e−3, 1e3] is critical, or theory cannot follow the block
 */
export function edgeOfChaos(network: Network | string, sigmaB2 = 0): number {
  const start = ChainState.gaussian(0, 1, exactMaps);
  const excess = (layers: readonly PlacedLayer[], init: Initialisation) =>
    edgeExcess({ layers, init, maps: exactMaps }, start);
  return criticalSigmaW2(network, sigmaB2, excess, ['edge of chaos', 'chi1 - 1']);
}

/**
 * The σ_w² at which a repeated block keeps its variance, which [MF] calls the edge of chaos. ReLU with max-pooling over
 * 2 units: 4π/(3π+2) keeps q, 4/3 has χ₁ = 1; with average pooling 4π/(π+1) and 4. Docs/theory §5. Network and errors
 * as for `edgeOfChaos`; relative error about 1e−14.
 *
 * @param q the variance to keep; it matters only for activations that are not homogeneous
 */
export function varianceKept(network: Network | string, sigmaB2 = 0, q = 1): number {
  const excess = (layers: readonly PlacedLayer[], init: Initialisation) => varianceAfter(layers, init, q) / q - 1;
  return criticalSigmaW2(network, sigmaB2, excess, ['sigmaW2 that keeps the variance', 'its growth']);
}

/**
 * The σ_w² at which infinitely deep networks turn from prejudiced to neutral, γ* = 1, for each σ_b²: where correlation ½
 * is a fixed point. Docs/theory §4. Network, accuracy and errors as for `edgeOfChaos`.
 */
export function neutralityLine(
  network: Network | string,
  sigmaB2: readonly number[],
): { readonly sigmaB2: number; readonly sigmaW2: number }[] {
  const excess = (layers: readonly PlacedLayer[], init: Initialisation) => {
    const { value: q } = fixedPoint((before) => varianceAfter(layers, init, before), 1);
    // Where the variance fades, units become linear, and every correlation stays.
    if (q < SMALL_VARIANCE) return Number.NaN;
    const after = passed(layers, init, { cov: q / 2, spread: q / 2 });
    // Below the line correlations of ½ grow, above it they shrink.
    return 'reason' in after ? Number.NaN : after.spread - after.cov;
  };
  return sigmaB2.map((variance) => ({
    sigmaB2: variance,
    sigmaW2: criticalSigmaW2(network, variance, excess, ['line of neutrality', 'gamma - 1']),
  }));
}

/** Whether the variance of a repeated block stays bounded, from variance 1. With biases that of ReLU at σ_w² = 2 does not. */
export function isBounded(network: Network | string, { sigmaW2, sigmaB2 }: CommonScales): boolean {
  const layers = blockOf(network).place([UNITS]);
  const init = { scheme: 'he', sigmaW2, sigmaB2 };
  const { value, settled } = fixedPoint((q) => varianceAfter(layers, init, q), 1);
  return value < UNBOUNDED && (settled || varianceAfter(layers, init, value) <= value);
}

/** The first root of a function of σ_w². */
function criticalSigmaW2(
  network: Network | string,
  sigmaB2: number,
  excess: (layers: readonly PlacedLayer[], init: Initialisation) => number,
  [sought, quantity]: readonly [string, string],
): number {
  const block = blockOf(network);
  const layers = block.place([UNITS]);
  const at = (sigmaW2: number) => excess(layers, { scheme: 'he', sigmaW2, sigmaB2 });
  for (let low: number = RANGE[0]; low < RANGE[1]; low *= 2) {
    const found = root(at, low, 2 * low);
    if (found !== undefined && Math.abs(at(found)) < JUMP && Math.abs(at(1.01 * found)) > FLAT) return found;
  }
  const reason = `${quantity} does not change its sign for sigmaW2 in [${RANGE.join(', ')}]`;
  throw new UserError('bad-argument', `"${block}" has no ${sought}: ${reason}`);
}

function varianceAfter(layers: readonly PlacedLayer[], init: Initialisation, q: number): number {
  const after = passed(layers, init, { cov: q, spread: 0 });
  return 'reason' in after ? Number.NaN : after.cov + after.spread;
}

function passed(layers: readonly PlacedLayer[], init: Initialisation, { cov, spread }: Moments): Moments | Unknown {
  const { after } = propagate(layers, ChainState.gaussian(cov, spread, exactMaps), { init, points: null }).at(-1)!;
  return isUnknown(after) ? after : after.known();
}

/** The longest of the repeated parts. */
export function longestRepeat(parts: readonly Part[]) {
  const repeats = parts.filter((part) => part.kind === 'repeat');
  return repeats.reduce<(typeof repeats)[number] | undefined>(
    (most, part) => (most && most.times >= part.times ? most : part),
    undefined,
  );
}

/** The body of the longest repetition, turned so that it ends in weights. */
function blockOf(given: Network | string): Network {
  const { parts } = typeof given === 'string' ? parseNetwork(given, 'the network') : given;
  const body = longestRepeat(parts)?.body ?? parts;
  const weights = body.findLastIndex((part) => part.kind === 'layer' && part.definition.mixing);
  return new Network([...body.slice(weights + 1), ...body.slice(0, weights + 1)]);
}
