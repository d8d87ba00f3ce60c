/**
 * ∫ f(t) dt by the trapezoid rule on from, from + step, …, to.
 *
 * For an analytic f that has died out at both ends the rule converges faster than any power of the step
 * (Trefethen & Weideman, SIAM Review 56, 2014); a step of a quarter of f's width gives all digits of a double.
 */
export function trapezoid(f: (t: number) => number, from: number, to: number, step: number): number {
  const intervals = Math.max(1, Math.ceil((to - from) / step));
  const exactStep = (to - from) / intervals;
  let sum = 0.5 * (f(from) + f(to));
  for (let i = 1; i < intervals; i++) sum += f(from + i * exactStep);
  return exactStep * sum;
}
