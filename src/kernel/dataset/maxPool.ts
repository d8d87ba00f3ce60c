import { type MaxPool, maxMoments, monotonicity, pooledAngular } from '../maxPool/pooledDual.ts';
import { pooledTable } from '../maxPool/table.ts';
import { appliedActivation } from '../maxPool/window.ts';
import { type DualTable, interpolatePairs, logarithms, STENCIL, stencils } from '../table/dualTable.ts';
import type { UnitMap } from './activation.ts';

/**
 * ψ of the largest of p activations φ(u) of independent Gaussian units u, over given points: by a series in the angle
 * where norms factor out, else by `pooledTable` and with its accuracy. Docs/theory §5, §10.
 *
 * @param norms of the points that it will be asked for
 * @returns undefined where φ jumps elsewhere than at 0, or would have to be sampled coarsely (sin, abs)
 */
export function pooledMap(pool: MaxPool, norms: Float64Array): UnitMap | undefined {
  const { size, inner, outer } = pool;
  const applied = appliedActivation(pool);
  const atZero = applied ? applied.value(0) : 0;
  const commutes = !inner || !outer || monotonicity(inner) === 'increasing';
  const angular = commutes ? pooledAngular(applied, size) : undefined;
  if (angular) {
    const moments = (q: number) => maxMoments(pool, q);
    return {
      atZero,
      mean: (q) => moments(q).mean,
      secondMoment: (q) => moments(q).secondMoment,
      complements: (_, complements) => complements.map(angular),
    };
  }
  const { low, high } = logarithms(norms.filter((q) => q > 0));
  const table = pooledTable(pool, low, high);
  if (!table) return undefined;
  const complements: UnitMap['complements'] = (q, pairs) => interpolatePairs(table, logarithms(q).logs, pairs);
  return { atZero, ...interpolatedMoments(pool, table), complements };
}

/** E F and E F² by their values at the variances of the table: integrals for every point would take longer than it. */
function interpolatedMoments(pool: MaxPool, table: DualTable): Pick<UnitMap, 'mean' | 'secondMoment'> {
  const { first, step, nodes } = table;
  const known = Array.from({ length: nodes }, (_, a) => maxMoments(pool, Math.exp(first + a * step)));
  const between = (values: readonly number[]) => (q: number) => {
    const { starts, weights } = stencils(table, Float64Array.of(Math.log(q)), Math.min(STENCIL, nodes));
    return weights.reduce((sum, weight, a) => sum + weight * values[starts[0] + a], 0);
  };
  return {
    mean: between(known.map(({ mean }) => mean)),
    secondMoment: between(known.map(({ secondMoment }) => secondMoment)),
  };
}
