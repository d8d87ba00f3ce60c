import { type Data, type Dataset, features } from '../../../data/dataset.ts';
import { meanPoint, principalComponents, withoutDirection } from '../../../data/directions.ts';
import { preprocess } from '../../../data/preprocess.ts';
import { center } from '../../../data/steps/center.ts';
import { subsample } from '../../../data/subsample.ts';
import { overlapOfRows } from '../../../measure/draw/overlap.ts';
import type { Host } from '../../../measure/measure.ts';
import type { Plan } from '../../../measure/plan/measurementPlan.ts';
import type { MeasureOptions } from '../../../measure/plan/plan.ts';
import { unlessInterrupted } from '../../../measure/theory/theorist.ts';
import type { Setup } from '../../../setup/setup.ts';
import type { DataDirections } from '../schema.ts';
import { type DirectionEvent, directionsByMeasuring } from './directionsByMeasuring.ts';
import { directionsByTheory } from './directionsByTheory.ts';
import { picturesOf } from './pictures.ts';
import type { Removal } from './removal.ts';
import type { Drawn } from './variants.ts';

interface Task {
  readonly plan: Plan;
  /** The measurement of the network on the points as they are. */
  readonly whole: Drawn;
  readonly readouts: number;
  readonly host: Host;
  readonly options: MeasureOptions & { readonly onDirection?: (direction: DirectionEvent) => void };
}

/** Theory follows all pairs of at most this many points, once for each of the four sets of points. */
const POINTS_FOR_THEORY = 1000;

/**
 * Which direction of the data makes the bias: the same network on the same points as they are, without their mean x̄,
 * without the scatter along their first principal component, and without both.
 *
 * Linear networks keep all overlaps, so their bias is that of the data. For N points of one norm r with covariance C,
 *
 *   c̄ = (N|x̄|²/r² − 1)/(N − 1),  1 − c̄ = N tr C/(r² (N − 1)),  γ = c̄/(1 − c̄) = (|x̄|² − r²/N)/tr C → |x̄|²/tr C,
 *
 * all of which is due to the mean; centred points of one norm have γ = −1/N. (Of several norms: but for what norm and
 * direction of a point have to do with each other.) Odd activations make no bias of their own either; others, such as
 * ReLU, make one that stays without the mean.
 * Source: derived here.
 *
 * @returns undefined for laws of mean 0 or unknown to theory, which have no such direction; and if interrupted
 */
export async function directionsOfData({ plan, whole, readouts, host, options }: Task) {
  const { setup, assignment } = plan;
  const about = setup.data.kind === 'dataset' ? aboutPoints(setup, setup.data) : aboutLaw(setup);
  if (!about) return undefined;
  const { meanShare, componentShare, pictures, sample, removals } = about;
  const shares = { meanShare, componentShare };
  const batch = sample?.points ?? assignment.points;
  const thread = { theorist: host.theorist, signal: options.signal };
  const known =
    options.theory === false
      ? undefined
      : await unlessInterrupted(options.signal, () =>
          directionsByTheory(removals(sample ?? setup.data), batch, thread),
        );
  if (options.signal?.aborted && !known) return undefined;
  if (known) {
    const points = sample?.points ?? null;
    return { ...shares, points, method: 'theory', initialisations: null, directions: known, pictures } as const;
  }
  const measured = await directionsByMeasuring(plan, removals(setup.data), whole, { readouts, host, options });
  return measured && { ...shares, points: assignment.points, method: 'measured' as const, ...measured, pictures };
}

interface About extends Pick<DataDirections, 'meanShare' | 'componentShare' | 'pictures'> {
  /** The points for theory; undefined for a law. */
  readonly sample?: Dataset;
  /** What is left of the sample or of all points; the first is nothing removed. */
  removals(data: Data): Removal[];
}

/** A mean below this share of the squared norm is a rounding error. */
const NO_MEAN = 1e-12;

/** The mean is that of all points, the component that of the sample: both are looked at on either. */
function aboutPoints(setup: Setup, data: Dataset): About {
  const sample = data.points > POINTS_FOR_THEORY ? subsample(data, POINTS_FOR_THEORY, setup.seed) : data;
  const { mean, share } = meanPoint(data);
  const [component] = principalComponents(sample, 1);
  const centring = center({ per: 'feature', mean: [...mean] });
  return {
    meanShare: share < NO_MEAN ? 0 : share,
    componentShare: component.share,
    sample,
    pictures: picturesOf(data.shape, mean, component.axis),
    removals(given) {
      const points = given as Dataset;
      const flat = withoutDirection(points, component.axis);
      const centred = share < NO_MEAN ? points : centring.apply(points);
      const both = share < NO_MEAN ? flat : withoutDirection(centred, component.axis);
      const setups = new Map([points, centred, flat, both].map((left) => [left, { ...setup, data: left }]));
      const removal = (without: Removal['without'], left: Dataset): Removal => ({
        without,
        dataGamma: gammaOf(Float32Array.from(left.values), left.points, features(left.shape)),
        setup: setups.get(left)!,
      });
      return [removal('nothing', points), removal('mean', centred), removal('component', flat), removal('both', both)];
    },
  };
}

/** Independent entries scatter alike in all directions, and have a mean or none. */
function aboutLaw(setup: Setup): About | undefined {
  const { data, steps } = setup;
  const law = data.kind === 'generator' ? steps.generator(data) : undefined;
  if (law === undefined || 'reason' in law || law.mean === 0) return undefined;
  const { mean, variance } = law;
  const centred = { ...setup, steps: preprocess(...steps.steps, center({ mean: [mean] })) };
  return {
    meanShare: mean ** 2 / (mean ** 2 + variance),
    componentShare: null,
    pictures: null,
    removals: () => [
      { without: 'nothing', dataGamma: mean ** 2 / variance, setup },
      { without: 'mean', dataGamma: 0, setup: centred },
    ],
  };
}

/** γ of points before the first layer. */
export function gammaOf(values: Float32Array, points: number, size: number): number {
  const { correlation, complement } = overlapOfRows(values, points, size);
  return correlation / complement;
}
