import type { Activation } from '../../activations/activation.ts';
import { compose } from '../../activations/compose.ts';
import type { Integrand } from '../../activations/quadrature/resolution.ts';
import { explorationGrid } from '../../activations/quadrature/survey.ts';

/** Max-pooling over a window of independent units: ψ(max φ(u_1), …, φ(u_p)). */
export interface MaxPool {
  /** p ≥ 1 */
  readonly size: number;
  /** φ, before the maximum; the identity unless given. */
  readonly inner?: Activation;
  /** ψ, after the maximum; the identity unless given. */
  readonly outer?: Activation;
}

export type Monotonicity = 'increasing' | 'decreasing' | 'neither';

/**
 * Which way φ goes; flat stretches count for both. Judged by the differences of its values on a grid of step 1/64 over
 * [−40, 40], where changes below 1e−13 of the value itself are taken for rounding.
 */
export function monotonicity(phi: Activation): Monotonicity {
  let known = monotonicities.get(phi);
  if (!known) {
    known = judge(phi);
    monotonicities.set(phi, known);
  }
  return known;
}

const monotonicities = new WeakMap<Activation, Monotonicity>();

function judge({ value }: Activation): Monotonicity {
  let rises = false;
  let falls = false;
  let before = Number.NaN;
  for (const x of explorationGrid()) {
    const now = value(x);
    const rounding = 1e-13 * Math.abs(now);
    if (now - before > rounding) rises = true;
    if (before - now > rounding) falls = true;
    before = now;
  }
  if (rises && falls) return 'neither';
  return falls ? 'decreasing' : 'increasing';
}

/** f with ψ(max φ(u_k)) = f(max z_k) for unit-independent symmetric z; it needs no window any more. */
export type FunctionOfMaximum = Integrand & Pick<Activation, 'jumps'>;

/**
 * A monotone φ commutes with the maximum: ψ(max φ(u)) = (ψ∘φ)(max u) if it rises; if it falls, max φ(u) = φ(min u), and
 * min u has the law of −max u for centred Gaussian u, jointly for both inputs. Undefined for a φ that does neither.
 * Docs/theory §5.
 */
export function functionOfMaximum(pool: MaxPool): FunctionOfMaximum | undefined {
  const direction = pool.inner ? monotonicity(pool.inner) : 'increasing';
  if (direction === 'neither') return undefined;
  const applied = appliedActivation(pool);
  if (!applied) return identity;
  return direction === 'increasing' ? applied : mirrored(applied);
}

const identity: FunctionOfMaximum = {
  value: (x) => x,
  derivative: () => 1,
  kinks: [],
  strip: Number.POSITIVE_INFINITY,
  jumps: [],
};

/** ψ∘φ; undefined if both are the identity. Composing surveys the result, so each pair is composed once. */
export function appliedActivation({ inner, outer }: MaxPool): Activation | undefined {
  if (!inner || !outer) return inner ?? outer;
  const key = `${inner.notation}, ${outer.notation}`;
  const known = compositions.get(key);
  if (known) return known;
  const applied = compose(outer, inner);
  compositions.set(key, applied);
  return applied;
}

const compositions = new Map<string, Activation>();

/** x ↦ f(−x). */
export function mirrored({ value, derivative, kinks, knots, strip, jumps }: Activation): FunctionOfMaximum {
  const flipped = (points: readonly number[]) => points.map((x) => -x).reverse();
  return {
    value: (x) => value(-x),
    derivative: (x) => -derivative(-x),
    kinks: flipped(kinks),
    knots: knots && flipped(knots),
    strip,
    jumps: jumps.map(({ x, height }) => ({ x: -x, height: -height })).reverse(),
  };
}
