import erfc from '@stdlib/math-base-special-erfc';

/**
 * erf x with full relative accuracy: 1 − erfc x, and near 0, where that loses digits, the series
 *
 *   erf x = (2/√π) e^(−x²) Σ_{n≥0} 2ⁿ x^(2n+1) / (2n+1)!!
 */
export function errorFunction(x: number): number {
  const square = x * x;
  if (square > 0.25) return Math.sign(x) * (1 - erfc(Math.abs(x)));
  let term = x;
  let sum = x;
  for (let n = 1; n <= 13; n++) {
    term *= (2 * square) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-square) * sum;
}
