import type { Activation } from '../activations/activation.ts';
import { PairState } from '../kernel/pair/pairState.ts';
import {
  isUnknown,
  type KernelResult,
  type KernelState,
  type NormKind,
  type PoolKind,
  type Unknown,
} from '../kernel/state.ts';
import { TangentState } from '../kernel/tangent.ts';
import type { Moments } from './moments.ts';

/**
 * What happens to Gaussian units until weights mix them again: activations, pools, norms. Its dual map depends on the
 * variance and the correlation before it alone, not on σ_w² or σ_b², so that all points of a phase diagram share it.
 */
export interface Chain {
  /** Chains of equal keys have equal maps. */
  readonly key: string;
  readonly steps: readonly Step[];
  /** p where the map of λq is λᵖ times that of q, as with relu and max-pooling (p = 1); undefined otherwise. */
  readonly degree: number | undefined;
  /** Whether the map has a formula as quick as any table. */
  readonly closed: boolean;
  /** Whether there is a max-pool, which makes values dear. */
  readonly pools: boolean;
  /** The activations that the chain begins with, if what follows only multiplies D by a function of the variance. */
  readonly activations?: readonly Activation[];
}

type Step = <State extends KernelState<State>>(state: State) => KernelResult<State>;

/** Of two inputs that coincide: the variance after the chain, and dD′/dD; undefined where the chain jumps. */
export interface ChainTangent {
  readonly q: number;
  readonly slope: number | undefined;
}

/** How the maps of chains are evaluated: each time anew, or by interpolation in a table. */
export interface ChainMaps {
  /** (C, D) of a chain. Docs/theory §3. */
  moments(chain: Chain, cov: number, spread: number): Moments | Unknown;
  tangent(chain: Chain, q: number): ChainTangent | Unknown;
}

/** No step yet: units that are Gaussian. */
export const noSteps: Chain = { key: '', steps: [], degree: 1, closed: true, pools: false, activations: [] };

export function activated(chain: Chain, phi: Activation): Chain {
  let known = chain.steps.length === 0 ? activations.get(phi) : undefined;
  if (!known) {
    known = withActivation(chain, phi);
    if (chain.steps.length === 0) activations.set(phi, known);
  }
  return known;
}

/** Most chains are one activation, made anew at every layer of every point. */
const activations = new WeakMap<Activation, Chain>();

function withActivation(chain: Chain, phi: Activation): Chain {
  // φ(2)/φ(1), or φ(−2)/φ(−1) where φ vanishes on the right.
  const growth = phi.value(1) === 0 ? phi.value(-2) / phi.value(-1) : phi.value(2) / phi.value(1);
  const degree = phi.angular && chain.degree !== undefined ? chain.degree * Math.log2(growth) : undefined;
  const closed = chain.steps.length === 0 && phi.dual !== undefined;
  const { activations: before, steps } = chain;
  const all = before?.length === steps.length ? [...before, phi] : undefined;
  return { ...withStep(chain, phi.notation, (state) => state.activate(phi)), degree, closed, activations: all };
}

export function pooled(chain: Chain, kind: PoolKind, size: number): Chain {
  const after = withStep(chain, `${kind}${size}`, (state) => state.pool(kind, size));
  if (kind === 'average') return { ...after, closed: false };
  return { ...after, closed: false, pools: true, activations: undefined };
}

export function scaled(chain: Chain, factor: number): Chain {
  return withStep(chain, `×${factor}`, (state) => state.scale(factor));
}

/** BatchNorm makes any spread 1, which no table of ratios of spreads can hold, and is a formula. */
export function normalised(chain: Chain, kind: NormKind, epsilon: number): Chain {
  const after = withStep(chain, `${kind}${epsilon}`, (state) => state.normalise(kind, epsilon, null));
  const batch = kind === 'batch';
  return { ...after, degree: undefined, closed: batch, activations: batch ? undefined : chain.activations };
}

/** Every value computed anew, with all the accuracy of theory. */
export const exactMaps: ChainMaps = {
  moments: (chain, cov, spread) => through(chain, PairState.gaussian(cov, spread)),
  tangent: (chain, q) => {
    const after = through(chain, TangentState.at(q));
    return isUnknown(after) ? after : { q: after.q, slope: after.chi };
  },
};

function through<State extends KernelState<State>>(chain: Chain, start: State): State | Unknown {
  let state: KernelResult<State> = start;
  for (const step of chain.steps) {
    state = step(state);
    if (isUnknown(state)) return { reason: state.reason };
  }
  return state;
}

function withStep(chain: Chain, key: string, step: Step): Chain {
  return { ...chain, key: `${chain.key} ${key}`, steps: [...chain.steps, step] };
}
