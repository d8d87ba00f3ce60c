/**
 * Coefficients of the Chebyshev series Σ a_k T_k(x), x ∈ [−1, 1], through `count` Chebyshev points of [from, to]; those
 * at the end that are negligible are cut off.
 */
export function chebyshevSeries(f: (t: number) => number, from: number, to: number, count: number): Float64Array {
  const values = Array.from({ length: count }, (_, j) => {
    const x = Math.cos((Math.PI * (j + 0.5)) / count);
    return f(from + ((to - from) / 2) * (1 + x));
  });
  const series = Float64Array.from({ length: count }, (_, k) => {
    const sum = values.reduce((total, value, j) => total + value * Math.cos((Math.PI * k * (j + 0.5)) / count), 0);
    return ((k === 0 ? 1 : 2) * sum) / count;
  });
  const largest = series.reduce((most, coefficient) => Math.max(most, Math.abs(coefficient)), 0);
  return series.slice(0, series.findLastIndex((coefficient) => Math.abs(coefficient) > 1e-14 * largest) + 1);
}

/** Σ a_k T_k(x) for x in [−1, 1], by Clenshaw's recurrence. */
export function evaluateChebyshev(series: Float64Array, x: number): number {
  let next = 0;
  let afterNext = 0;
  for (let k = series.length - 1; k > 0; k--) {
    const current = 2 * x * next - afterNext + series[k];
    afterNext = next;
    next = current;
  }
  return x * next - afterNext + series[0];
}
