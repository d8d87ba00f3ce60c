import type { DualPair } from '../activation.ts';
import { type Integrand, smallDifference } from './resolution.ts';
import { isClose, isSymmetric, type Rotation } from './rotation.ts';

/** C and D for smooth φ: the two-dimensional trapezoidal rule on a disc, which converges geometrically. Docs/theory §3. */
export function trapezoid(phi: Integrand, rotation: Rotation, range: number, stepX: number, stepY: number): DualPair {
  const { ux, uy, vx, vy } = rotation;
  const { value } = phi;
  const close = isClose(phi, rotation, range);
  const symmetric = isSymmetric(rotation);
  const columns = Math.floor(range / stepX);
  const density = new Float64Array(columns + 1);
  for (let i = 0; i <= columns; i++) density[i] = Math.exp(-((i * stepX) ** 2) / 2);

  let cov = 0;
  let spread = 0;
  const rows = Math.floor(range / stepY);
  for (let j = symmetric ? 0 : -rows; j <= rows; j++) {
    const y = j * stepY;
    const reachX = Math.min(columns, Math.floor(Math.sqrt(range * range - y * y) / stepX));
    let rowCov = 0;
    let rowSpread = 0;
    for (let i = -reachX; i <= reachX; i++) {
      const x = i * stepX;
      const u = ux * x + uy * y;
      const v = vx * x - vy * y;
      const fu = value(u);
      const fv = value(v);
      const gap = close ? smallDifference(phi, (u + v) / 2, (ux - vx) * x + (uy + vy) * y) : fu - fv;
      const weight = density[Math.abs(i)];
      rowCov += weight * fu * fv;
      rowSpread += weight * gap * gap;
    }
    const weight = Math.exp((-y * y) / 2) * (symmetric && j > 0 ? 2 : 1);
    cov += weight * rowCov;
    spread += weight * rowSpread;
  }
  const norm = (stepX * stepY) / (2 * Math.PI);
  return { cov: norm * cov, spread: (norm * spread) / 2 };
}
