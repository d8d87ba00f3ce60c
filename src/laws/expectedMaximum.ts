import { normalCdf, normalPdf } from '../numerics/quadrature/normal.ts';
import { trapezoid } from '../numerics/quadrature/trapezoid.ts';

/**
 * e_K = E max(z_1, …, z_K) of independent unit normals.
 *
 *   e_K = K ∫ x φ(x) Φ(x)^(K−1) dx;   A_K(c) ≈ 1/K + e_K² c/(K−1) for small c (docs/theory §2)
 *
 * @param count K ≥ 1
 * @returns relative error below 1e−13 up to K = 1000
 */
export function expectedMaximum(count: number): number {
  return trapezoid((x) => count * x * normalPdf(x) * normalCdf(x) ** (count - 1), -9.5, 9.5, 0.08);
}
