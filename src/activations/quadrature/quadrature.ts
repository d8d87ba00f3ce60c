import type { DualPair, GaussianPair } from '../activation.ts';
import { NODES, nestedPanels } from './nestedPanels.ts';
import { type Integrand, reach, trapezoidStep } from './resolution.ts';
import { type Rotation, widerDeviation } from './rotation.ts';
import { trapezoid } from './trapezoid.ts';

/**
 * C = E φ(u)φ(v) and D = ½ E (φ(u) − φ(v))² by quadrature, D summed directly so that it keeps its digits however close
 * the correlation is to 1. Error about 1e-15 for smooth φ and between kinks. Docs/theory §3.
 *
 *   u = ax + by, v = ax − by, a = √(q(1+c)/2), b = √(q(1−c)/2), x, y ~ N(0, 1)
 */
export function quadratureDual(phi: Integrand, { q, cov, spread }: GaussianPair): DualPair {
  const a = Math.sqrt(Math.max(0, q + cov) / 2);
  const b = Math.sqrt(spread / 2);
  return rotatedDual(phi, { ux: a, uy: b, vx: a, vy: b });
}

/** C and D of any two jointly Gaussian arguments in rotated coordinates. */
export function rotatedDual(phi: Integrand, rotation: Rotation): DualPair {
  const range = reach(phi.value, widerDeviation(rotation));
  if (phi.kinks.length > 0) return nestedPanels(phi, rotation, range);
  const stepX = trapezoidStep(phi, Math.max(rotation.ux, rotation.vx));
  const stepY = trapezoidStep(phi, Math.max(rotation.uy, rotation.vy));
  const nodes = (range * range) / (stepX * stepY);
  if (phi.knots && nodes > panelNodes(phi.knots)) return nestedPanels(phi, rotation, range);
  return trapezoid(phi, rotation, range, stepX, stepY);
}

/** About as many nodes as panels between knots take; for wide arguments the trapezoidal rule needs more. */
function panelNodes(knots: readonly number[]): number {
  return (NODES * (2 * knots.length + 2)) ** 2;
}
