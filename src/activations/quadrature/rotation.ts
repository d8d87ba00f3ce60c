import { type Integrand, smallGap } from './resolution.ts';

/** Two jointly Gaussian arguments u = ux·x + uy·y, v = vx·x − vy·y of independent unit normals x, y; all four ≥ 0. */
export interface Rotation {
  readonly ux: number;
  readonly uy: number;
  readonly vx: number;
  readonly vy: number;
}

/** Standard deviation of the wider of the two arguments. */
export function widerDeviation({ ux, uy, vx, vy }: Rotation): number {
  return Math.max(Math.hypot(ux, uy), Math.hypot(vx, vy));
}

/** Whether y → −y swaps u and v, so that half the plane is enough. */
export function isSymmetric({ ux, uy, vx, vy }: Rotation): boolean {
  return ux === vx && uy === vy;
}

/** Whether u − v stays so small that φ(u) − φ(v) has to be formed from the slope. */
export function isClose(phi: Integrand, { ux, uy, vx, vy }: Rotation, range: number): boolean {
  return range * (Math.abs(ux - vx) + uy + vy) <= smallGap(phi);
}
