import { UserError } from '../errors.ts';
import type { Shape } from '../graph/graph.ts';
import { PairState } from '../kernel/pair/pairState.ts';
import { isUnknown, type KernelState } from '../kernel/state.ts';
import { TangentState } from '../kernel/tangent.ts';
import type { Initialisation } from '../network/init.ts';
import type { Network } from '../network/network.ts';
import { propagate } from '../network/propagate.ts';

/**
 * What a σ_w² is critical for, at a block repeated without end:
 *
 * - `variance`: the block keeps the variance q. With pooling, [MF] calls this σ_w² the edge of chaos.
 * - `chi`: χ̃₁ = ∂cov′/∂cov = 1 at correlation 1, at the variance that the block settles at: the edge of chaos proper.
 * - `neutral`: correlation ½ is a fixed point there, so that γ* = 1. Needs a block that ends in weights.
 *
 * Source: [MF]; docs/theory §4.
 */
export type Criterion = 'variance' | 'chi' | 'neutral';

export interface CriticalOptions {
  readonly criterion: Criterion;
  /** σ_b² of every layer of the block; default 0. */
  readonly sigmaB2?: number;
  /** Variance to keep, or to settle from; default 1. It matters only for activations that are not homogeneous. */
  readonly q?: number;
  /** Shape of a point before the block; default a vector of 840, which every pool up to 8 units divides. */
  readonly input?: Shape;
}

/**
 * The σ_w² at which a block is critical, by bisection.
 *
 * ReLU with max-pooling over 2 units: 4π/(3π+2) keeps q, 4/3 has χ̃₁ = 1; with average pooling 4π/(π+1) and 4.
 *
 * @param block as `parseNetwork('relu, maxPool(2), dense(64)')`; its dense layers must leave σ_w² to the initialisation
 * @returns relative error about 1e−14 where the variance settles geometrically
 * @throws UserError `bad-argument` where theory cannot follow the block or no σ_w² in [1e−3, 1e3] is critical
 */
export function criticalSigmaW2(
  block: Network,
  { criterion, sigmaB2 = 0, q = 1, input = [840] }: CriticalOptions,
): number {
  const layers = block.place(input);
  const through = <State extends KernelState>(start: State, sigmaW2: number): State => {
    const init: Initialisation = { scheme: 'he', sigmaW2, sigmaB2 };
    const { after } = propagate(layers, start, { init, points: null }).at(-1)!;
    if (isUnknown(after)) throw unsolved(block, after.reason);
    return after;
  };
  const variance = (before: number, sigmaW2: number) => through(TangentState.at(before), sigmaW2).q;
  const excess = {
    variance: (sigmaW2: number) => variance(q, sigmaW2) / q - 1,
    chi: (sigmaW2: number) => {
      const settled = settledVariance((before) => variance(before, sigmaW2), q);
      const { chi } = through(TangentState.at(settled), sigmaW2);
      if (chi === undefined) throw unsolved(block, 'its activation jumps');
      return chi - 1;
    },
    // Below the line correlations of ½ grow, above it they shrink.
    neutral: (sigmaW2: number) => {
      const settled = settledVariance((before) => variance(before, sigmaW2), q);
      const { cov, spread } = through(PairState.gaussian(settled / 2, settled / 2), sigmaW2);
      return spread - cov;
    },
  }[criterion];
  const root = crossing(excess);
  if (root === undefined) throw unsolved(block, `nothing changes sign for sigmaW2 in [${RANGE.join(', ')}]`);
  return root;
}

const RANGE = [1e-3, 1e3] as const;
const MOST_BLOCKS = 2000;
const LARGEST_Q = 1e70;

/**
 * The variance that repetition settles at. Where it only grows or shrinks by the same factor each time, as with a
 * homogeneous φ and no biases, χ is the same at every variance and the search ends.
 */
function settledVariance(map: (q: number) => number, start: number): number {
  let q = start;
  let factor = Number.NaN;
  let steady = 0;
  for (let block = 0; block < MOST_BLOCKS && q < LARGEST_Q && q > 1 / LARGEST_Q; block++) {
    const next = map(q);
    steady = Math.abs(next / q / factor - 1) <= 1e-14 ? steady + 1 : 0;
    if (Math.abs(next / q - 1) <= 1e-15 || steady === 4) return next;
    factor = next / q;
    q = next;
  }
  return q;
}

/** Where a function of σ_w² changes its sign: the first change on a geometric grid upwards from 1e−3, bisected. */
function crossing(f: (sigmaW2: number) => number): number | undefined {
  let low: number = RANGE[0];
  const sign = Math.sign(f(low));
  let high = low * 2;
  while (Math.sign(f(high)) === sign) {
    if (high > RANGE[1]) return undefined;
    low = high;
    high *= 2;
  }
  for (let halving = 0; halving < 50; halving++) {
    const middle = (low + high) / 2;
    if (Math.sign(f(middle)) === sign) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function unsolved(block: Network, reason: string): UserError {
  return new UserError('bad-argument', `"${block}" has no critical sigmaW2: ${reason}`);
}
