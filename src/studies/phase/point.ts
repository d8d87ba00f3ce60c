import { type ChainMaps, exactMaps } from '../../depth/chain.ts';
import { root } from '../../depth/fixedPoint.ts';
import { complementOf, gammaOf, rootComplement } from '../../depth/moments.ts';
import { type Axis, type Point, valuesOf } from '../../depth/phase/axis.ts';
import type { PhaseNetwork } from '../../depth/phase/phaseNetwork.ts';
import { UserError } from '../../errors.ts';
import { agreementFit } from '../../laws/agreementFit.ts';
import type { PhasePoint } from './schema.ts';

/** The diagram that a point stands in. */
export interface Surroundings {
  readonly network: PhaseNetwork;
  readonly classes: number;
  readonly x: Axis;
  readonly y?: Axis;
  /** For looking around; the values at the point itself are exact. */
  readonly maps: ChainMaps;
}

/** Step of the slopes, relative to the extent of an axis. */
const STEP = 1e-4;
/** How finely the axes are searched for the lines. */
const SEARCH = 60;

/**
 * A point of a phase diagram by exact maps, and what lies around it: how ln γ changes along each axis, and where the
 * nearest points of the edge of chaos and of γ = 1 are in that direction.
 *
 * @throws UserError where theory has no answer at the point
 */
export function explainPoint(point: Point, { network, classes, x, y, maps }: Surroundings): PhasePoint {
  const moments = network.output(point, exactMaps);
  if ('reason' in moments) throw new UserError('bad-argument', `theory has no answer at this point: ${moments.reason}`);
  const limit = network.limit(point, exactMaps);
  const gamma = gammaOf(moments);
  const sameGuess = agreementFit(classes);
  const axes = [x, ...(y ? [y] : [])].filter(({ parameter }) => point[parameter] !== undefined);
  const output = (axis: Axis) => (value: number) => {
    const near = network.output({ ...point, [axis.parameter]: value }, maps);
    return 'reason' in near ? Number.NaN : (near.cov - near.spread) / (near.cov + near.spread);
  };
  const edge = (axis: Axis) => (value: number) => {
    return network.edgeExcess({ ...point, [axis.parameter]: value }, maps);
  };
  const nearest = (field: (axis: Axis) => (value: number) => number) =>
    axes.flatMap((axis) => {
      const value = nearestRoot(field(axis), axis, point[axis.parameter]!);
      return value === undefined ? [] : [{ parameter: axis.parameter, value }];
    });
  return {
    at: point,
    gamma,
    agreement: sameGuess(complementOf(moments)),
    maxFraction: sameGuess(rootComplement(moments)),
    phase: gamma < 1 ? 'neutral' : 'prejudiced',
    limit:
      !limit || 'reason' in limit
        ? null
        : {
            gamma: limit.gamma,
            chi1: limit.chi1 ?? null,
            phase: limit.phase,
            depthScale: limit.chi1 === undefined || limit.chi1 === 0 ? null : 1 / Math.abs(Math.log(limit.chi1)),
          },
    gradient: axes.flatMap((axis) => {
      const perUnit = slope(network, point, axis);
      return Number.isFinite(perUnit) ? [{ parameter: axis.parameter, perUnit }] : [];
    }),
    edge: network.block === undefined ? [] : nearest(edge),
    neutral: nearest(output),
  };
}

/** d ln γ / d parameter by central differences, one-sided where the parameter ends. */
function slope(network: PhaseNetwork, point: Point, { parameter, from, to }: Axis): number {
  const value = point[parameter]!;
  const step = parameter === 'depth' ? 1 : STEP * (to - from);
  const least = { sigmaW2: step, variance: step, sigmaB2: 0, depth: 1, mean: Number.NEGATIVE_INFINITY }[parameter];
  const [low, high] = [Math.max(least, value - step), value + step];
  const [below, above] = [low, high].map((near) => {
    const moments = network.output({ ...point, [parameter]: near }, exactMaps);
    return 'reason' in moments ? Number.NaN : Math.log(gammaOf(moments));
  });
  return (above - below) / (high - low);
}

/** The root nearest to a value on an axis; of depth the first whole number beyond it. */
function nearestRoot(f: (value: number) => number, axis: Axis, value: number): number | undefined {
  const values = valuesOf({ ...axis, steps: SEARCH });
  const images = values.map(f);
  const roots = values.slice(1).flatMap((high, k) => {
    const [a, b] = [images[k], images[k + 1]];
    if (Number.isNaN(a) || Number.isNaN(b) || a < 0 === b < 0) return [];
    return axis.parameter === 'depth' ? [high] : (root(f, values[k], high, 1e-11) ?? []);
  });
  return roots.sort((a, b) => Math.abs(a - value) - Math.abs(b - value))[0];
}
