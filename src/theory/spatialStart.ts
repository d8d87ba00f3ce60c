import { asFloat64, type Data, dataset, features } from '../data/dataset.ts';
import type { Preprocess } from '../data/preprocess.ts';
import { subsample } from '../data/subsample.ts';
import { SpatialState } from '../kernel/spatial.ts';
import type { Unknown } from '../kernel/state.ts';
import { seededRandom } from '../numerics/seeded.ts';

/** Images that stand for the population; each is compared with six others. Docs/theory §11. */
const IMAGES = 48;
const FEWEST_IMAGES = 8;

/**
 * Images for spatial theory: a seeded choice of a dataset's, or drawn from a generator and preprocessed as they are.
 * @param scramble chooses other images and other random numbers for sampled values, so that two scrambles are independent
 */
export function spatialStart(data: Data, steps: Preprocess, seed: number, scramble: number): SpatialState | Unknown {
  const shape = data.shape as [number, number, number];
  if (data.kind === 'dataset') {
    if (data.points < FEWEST_IMAGES) {
      return { reason: `measured only: spatial theory needs at least ${FEWEST_IMAGES} images, not ${data.points}` };
    }
    const chosen = data.points > IMAGES ? subsample(data, IMAGES, seed + scramble) : data;
    return SpatialState.fromImages(asFloat64(chosen.values), chosen.points, shape, { scramble });
  }
  const { normal } = seededRandom(seed + scramble / 2); // halves, so that no other seed draws the same
  const deviation = Math.sqrt(data.variance);
  const values = Float64Array.from({ length: IMAGES * features(shape) }, () => data.mean + deviation * normal());
  const drawn = dataset(values, { shape, name: data.name });
  const law = steps.generator(data);
  const symmetric = !('reason' in law) && law.mean === 0;
  return SpatialState.fromImages(asFloat64(steps.apply(drawn).values), IMAGES, shape, { scramble, symmetric });
}
