import type { Activation } from '../../activations/activation.ts';
import { continuousPart } from '../../activations/jumps.ts';
import { secondMomentOf } from '../../activations/moments.ts';
import { isOdd } from '../../activations/odd.ts';
import { explorationGrid } from '../../activations/quadrature/survey.ts';
import { normalCdf } from '../../numerics/quadrature/normal.ts';
import type { PackedPairs } from '../packedPairs.ts';
import { type DualTable, dualTable, interpolatePairs, logarithms, variancesGrid } from './dualTable.ts';
import { JumpComplements } from './jumpComplements.ts';
import { jumpTable } from './jumpTable.ts';
import { jumpPairs, mayMeet, StepSpread } from './stepSpread.ts';

/** 1 − c′ after an activation: a table, and beside it, where φ jumps, what no table follows. */
interface ActivationTable {
  readonly table: DualTable;
  readonly jumps?: JumpComplements;
}

/**
 * 1 − c′ of every pair of points after an activation. An odd φ takes −u to −φ(u), so that 1 + c leads to 1 + c′ as 1 − c to
 * 1 − c′: the table is read where it is exact at its end, for opposite points as for equal ones.
 *
 * @param variances q_i > 0 of every point
 */
export function tabulatedComplements(phi: Activation, variances: Float64Array, complements: PackedPairs): PackedPairs {
  if (!isOdd(phi)) return readComplements(phi, variances, complements);
  const nearer = readComplements(phi, variances, complements.map(fromNearerEnd));
  return nearer.map((complement, pair) => (complements[pair] > 1 ? 2 - complement : complement));
}

/** 1 − |c|. */
function fromNearerEnd(complement: number): number {
  return complement > 1 ? 2 - complement : complement;
}

/**
 * Takes 0.1 µs a pair, and 0.5 µs more for each jump and for every two jumps whose levels may come close.
 *
 * An angular map keeps 13 digits, a sum of steps 12. For others 1 − c′ is good to 1e-7 where φ is smooth, to about
 * 1e-5 with kinks or jumps away from 0 (near-duplicates to 1 %), and less for φ that oscillate over the spread of their
 * inputs, such as sin at q > 10, or that are 0 up to a kink three deviations out.
 */
function readComplements(phi: Activation, variances: Float64Array, complements: PackedPairs): PackedPairs {
  const { angular } = phi;
  // A jump lets 1 − c′ grow like √(1 − c), for which the table of an angular map is not made.
  if (angular && phi.jumps.length > 0) return complements.map((complement) => angular(complement));
  const { logs, low, high } = logarithms(variances);
  const { table, jumps } = activationTable(phi, low, high);
  if (!jumps) return interpolatePairs(table, logs, complements);
  return jumps.complete(variances, complements, interpolatePairs(table, logs, complements, UNBOUNDED));
}

const UNBOUNDED = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/** For variances with logarithms from `low` to `high`. */
export function activationTable(activation: Activation, low: number, high: number): ActivationTable {
  const phi = { ...activation, jumps: jumpsWithin(activation, high) };
  if (phi.angular || phi.jumps.length === 0) return { table: dualTable(phi, low, high) };
  const flat = explorationGrid().every((x) => phi.derivative(x) === 0);
  // ψ matters up to a constant, which must not vanish: it is divided by.
  const psi = flat ? { ...continuousPart(phi), value: () => 1 } : continuousPart(phi);
  const { first, step, nodes } = variancesGrid(low, high);
  const last = first + (nodes - 1) * step;
  const pairs = jumpPairs(phi.jumps);
  const apart = pairs.filter((pair) => !mayMeet(pair, first, last));
  const steps = new StepSpread(pairs.filter((pair) => mayMeet(pair, first, last)));
  return { table: jumpTable({ phi, psi, flat, apart }, low, high), jumps: new JumpComplements(phi, psi, steps) };
}

/** The jumps that variances up to e^high may meet. */
function jumpsWithin(phi: Activation, high: number): Activation['jumps'] {
  if (phi.jumps.length === 0) return phi.jumps;
  const negligible = 1e-17 * secondMomentOf(phi, Math.exp(high));
  return phi.jumps.filter(({ x, height }) => height ** 2 * normalCdf(-Math.abs(x) * Math.exp(-high / 2)) > negligible);
}
