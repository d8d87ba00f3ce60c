import { gaussLegendre } from '../../numerics/quadrature/gaussLegendre.ts';
import type { Activation } from '../activation.ts';
import { TAME_PANEL } from './resolution.ts';

/** Formulas and compositions are explored on [−EXPLORED, EXPLORED]; kinks beyond it are missed. */
export const EXPLORED = 40;

/** Grid points per unit of x: finer features of a formula may be missed. */
const DENSITY = 64;

/** The grid on which formulas are explored: multiples of 1/64, so that round numbers are on it exactly. */
export function explorationGrid(): number[] {
  return Array.from({ length: 2 * EXPLORED * DENSITY + 1 }, (_, i) => i / DENSITY - EXPLORED);
}

/** Where g changes its sign (−, 0 or +), ascending: bracketed on the grid, bisected to neighbouring doubles. */
export function signChanges(g: (x: number) => number): number[] {
  const changes: number[] = [];
  const grid = explorationGrid();
  let before = Math.sign(g(grid[0]));
  for (let i = 1; i < grid.length; i++) {
    const after = Math.sign(g(grid[i]));
    if (after !== before) changes.push(bisect((x) => Math.sign(g(x)) === before, grid[i - 1], grid[i]));
    before = after;
  }
  return distinct(changes);
}

/** The last step from `from`, where `holds` is true, to `to`, where it is not. */
function bisect(holds: (x: number) => boolean, from: number, to: number): number {
  let low = from;
  let high = to;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  // Which of some neighbouring doubles g changes at is a matter of its rounding: prefer a round number.
  const round = Math.round(high * 1e12) / 1e12 + 0;
  return Math.abs(round - high) < 4e-15 * (1 + Math.abs(high)) ? round : high;
}

/** Ascending, without points that differ by rounding only. */
export function distinct(points: readonly number[]): number[] {
  const sorted = [...points].sort((a, b) => a - b);
  return sorted.filter((x, i) => i === 0 || x - sorted[i - 1] > 1e-12 * (1 + Math.abs(x)));
}

/** Geometric panels to start from: most activations have their structure about 0. */
const FIRST_EDGES = [-EXPLORED, -12, -4, 0, 4, 12, EXPLORED];
const DEEPEST = 7;

/**
 * Finds the panels on which 20 Gauss–Legendre nodes integrate φ² to rounding, by halving those that fail, and from
 * their width the strip in which φ must be tame. `knots` only if φ is as good as polynomial outside the explored range.
 */
export function surveyResolution(
  value: (x: number) => number,
  kinks: readonly number[],
): Pick<Activation, 'strip' | 'knots'> {
  const scale = Math.max(...[-4, -2.7, -1.3, -0.4, 0.4, 1.3, 2.7, 4].map((x) => value(x) ** 2));
  const edges = distinct([...FIRST_EDGES, ...kinks]);
  const knots = [edges[0]];
  let narrowest = TAME_PANEL;
  const divide = (from: number, to: number, depth: number) => {
    if (depth < DEEPEST && !isResolved(value, from, to, scale)) {
      narrowest = Math.min(narrowest, (to - from) / 2);
      divide(from, (from + to) / 2, depth + 1);
      divide((from + to) / 2, to, depth + 1);
    } else {
      knots.push(to);
    }
  };
  for (let i = 1; i < edges.length; i++) divide(edges[i - 1], edges[i], 0);
  const tails = [1, 2, 4, 8, 16, 32, 64, 128].map((factor) => EXPLORED * factor);
  const known = tails.every((x) => isResolved(value, x, 2 * x, scale) && isResolved(value, -2 * x, -x, scale));
  return { strip: (1.2 * narrowest) / TAME_PANEL, knots: known ? knots : undefined };
}

/** Whether 20 nodes on the whole panel give what 20 on each half give. */
function isResolved(value: (x: number) => number, from: number, to: number, scale: number): boolean {
  const middle = (from + to) / 2;
  const whole = squareIntegral(value, from, to);
  const left = squareIntegral(value, from, middle);
  const right = squareIntegral(value, middle, to);
  const tolerance = 1e-13 * (left + right + scale * Math.min(TAME_PANEL, to - from));
  return Math.abs(whole - left - right) <= tolerance;
}

function squareIntegral(value: (x: number) => number, from: number, to: number): number {
  const { nodes, weights } = gaussLegendre(20);
  const half = (to - from) / 2;
  let sum = 0;
  for (let i = 0; i < 20; i++) sum += weights[i] * value(from + half * (1 + nodes[i])) ** 2;
  return half * sum;
}
