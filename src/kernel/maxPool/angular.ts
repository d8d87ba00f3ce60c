import type { Activation } from '../../activations/activation.ts';
import { angle } from '../../activations/angle.ts';
import type { Integrand } from '../../activations/quadrature/resolution.ts';
import { chebyshevSeries, evaluateChebyshev } from '../../numerics/quadrature/chebyshev.ts';
import { dualOfMaxima } from './quadrature.ts';
import { functionOfMaximum } from './window.ts';

/**
 * The correlation map of max-pooling for millions of pairs, where φ is monotone and φ(ax) = a φ(x) for a > 0 (linear,
 * relu, leakyRelu), or steps at 0 (step, sign), so that norms factor out: for steps in closed form, else by a Chebyshev
 * series in θ = arccos c,
 *
 *   1 − c′ = (1 − c)·h(θ),   h analytic on [0, π]
 *
 * whose first factor is built in, so near-duplicates keep their relative precision. Docs/theory §5, §10.
 *
 * @param phi before the maximum; undefined: the identity. With an activation ψ after the maximum, pass ψ∘φ.
 * @returns 1 − c ↦ 1 − c′, relative error below 1e−10, or undefined for any other φ; the first call for a φ and a size
 *   takes up to a second
 */
export function pooledAngular(phi: Activation | undefined, size: number): ((complement: number) => number) | undefined {
  const f = functionOfMaximum({ size, inner: phi });
  if (!f) return undefined;
  if (f.jumps.length > 0) return isStep(f) ? steppedAngular(f, size) : undefined;
  if (phi && !isHomogeneous(phi)) return undefined;
  if (size === 1) return phi?.angular ?? ((complement) => complement);
  const key = `${size} ${phi?.notation}`;
  const series = known.get(key) ?? fitSeries(f, size);
  known.set(key, series);
  return (complement) => complement * evaluateChebyshev(series, (2 * angle(complement)) / Math.PI - 1);
}

/** φ(ax) = a φ(x) for all a > 0. */
function isHomogeneous({ value, kinks }: Activation): boolean {
  const scales = (x: number) => Math.abs(value(4 * x) - 4 * value(x)) <= 1e-15 * Math.abs(value(x));
  return kinks.every((kink) => kink === 0) && [-9.7, -2.3, -0.6, -0.1, 0.1, 0.6, 2.3, 9.7].every(scales);
}

/** f is one number below 0 and another above. */
function isStep({ value, kinks }: Integrand): boolean {
  const flat = [-1, 1].every((side) => [0.1, 1, 9.7].every((x) => value(side * x) === value(side)));
  return flat && kinks.every((kink) => kink === 0);
}

/**
 * A step of height J parts two inputs when one maximum lies above 0 and the other not:
 *
 *   1 − c′ = J² (2^−p − (½ − θ/2π)^p) / Q,   Q = f₋² 2^−p + f₊² (1 − 2^−p)
 */
function steppedAngular({ value }: Integrand, size: number): (complement: number) => number {
  const none = 2 ** -size;
  const [below, above] = [value(-1), value(1)];
  const factor = ((above - below) ** 2 * none) / (below ** 2 * none + above ** 2 * (1 - none));
  return (complement) => {
    // At c = −1 one of a single unit's two values is above 0: log 0 is −∞, and rightly so.
    return -factor * Math.expm1(size * Math.log1p(-Math.min(1, angle(complement) / Math.PI)));
  };
}

const known = new Map<string, Float64Array>();

function fitSeries(f: Integrand, size: number): Float64Array {
  return chebyshevSeries(
    (theta) => {
      const complement = 2 * Math.sin(theta / 2) ** 2;
      const { cov, spread } = dualOfMaxima(f, size, 1, 1, complement);
      return spread / ((cov + spread) * complement);
    },
    0,
    Math.PI,
    POINTS,
  );
}

/** Enough for windows of hundreds of units. */
const POINTS = 40;
