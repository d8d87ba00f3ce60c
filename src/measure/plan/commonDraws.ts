import type { Data } from '../../data/dataset.ts';
import type { Network } from '../../network/network.ts';
import { costsOf } from './costs.ts';
import type { Plan } from './measurementPlan.ts';
import { type MeasureOptions, planMeasurement } from './plan.ts';

/** Without `points` an initialisation may take this many operations, about a second, … */
const OPERATIONS_PER_DRAW = 2e10;
/** … but has at least this many points. */
const FEWEST_POINTS = 32;

/**
 * Plans a measurement of a network that is to be compared with variants of it, initialisation by initialisation: all weights
 * are drawn, so that networks share those of the layers they share, and fewer points are looked at where a draw is expensive.
 *
 * @param inits initialisations unless options say how many
 * @param most points unless options say how many
 * @throws UserError for any fault in network, data or options
 */
export function planOnCommonDraws(
  network: Network | string,
  data: Data | string,
  options: MeasureOptions,
  inits: number,
  most = Number.POSITIVE_INFINITY,
): Plan {
  const own = options.untilSe === undefined ? { inits } : {};
  const chosen = { ...own, ...options, sampler: 'weights' } as const;
  const plan = planMeasurement(network, data, chosen);
  const { hidden } = costsOf(plan.assignment.program, plan.assignment.points, 'weights');
  const { points } = plan.assignment;
  const affordable = Math.max(FEWEST_POINTS, Math.floor((points * OPERATIONS_PER_DRAW) / hidden));
  const fewer = Math.min(points, affordable, most);
  if (options.points !== undefined || fewer === points) return plan;
  return planMeasurement(network, data, { ...chosen, points: fewer });
}
