import type { Activation, Jump } from './activation.ts';

/** The kinks on whose two sides φ differs by more than its slope explains; heights are extrapolated to the kink. */
export function jumpsAmong(kinks: readonly number[], value: (x: number) => number): Jump[] {
  return kinks.flatMap((x) => {
    const reach = 1e-9 * (1 + Math.abs(x));
    const across = (distance: number) => value(x + distance) - value(x - distance);
    const near = across(reach);
    const far = across(2 * reach);
    const rounding = 1e-12 * Math.max(1, Math.abs(value(x + reach)));
    const jumps = Math.abs(near) > rounding && Math.abs(far) < 1.2 * Math.abs(near);
    return jumps ? [{ x, height: 2 * near - far }] : [];
  });
}

/**
 * φ without its jumps, and with its value at 0:
 *
 *   ψ(x) = φ(x) − Σ s_j (H(x − k_j) − H(−k_j)),   H the unit step, ½ at 0
 *
 * Where φ fades towards 0 so does ψ.
 */
export function continuousPart(phi: Activation): Activation {
  const { name, notation, formula, derivative, kinks, strip, knots, graph, jumps } = phi;
  const value = (x: number) => {
    let sum = phi.value(x);
    for (const { x: k, height } of jumps) sum -= (height * (Math.sign(x - k) + Math.sign(k))) / 2;
    return sum;
  };
  return { name, notation, formula, value, derivative, kinks, strip, knots, jumps: [], graph };
}
