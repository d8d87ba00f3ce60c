import { asFloat64, dataset, features, type Generator } from '../data/dataset.ts';
import { subsample } from '../data/subsample.ts';
import { SpatialState } from '../kernel/spatial/spatialState.ts';
import { SCRAMBLES_OF_IMAGES, SECONDS_PER_MULTIPLICATION } from '../kernel/spatial/work.ts';
import type { Unknown } from '../kernel/state.ts';
import { normals, seededRandom } from '../numerics/sampling/seeded.ts';
import type { Setup } from '../setup/setup.ts';
import type { Done } from './seconds.ts';

/** Images that stand for the population; each is compared with six others. Docs/theory §11. */
const IMAGES = 48;
const PAIRS_OF_IMAGES = 3 * IMAGES;
const FEWEST_IMAGES = 8;

/**
 * Images for spatial theory: a seeded choice of a dataset's, or drawn from a generator and preprocessed: by the law that
 * the steps lead to, which takes their statistics from infinitely many points, or where there is none as they are.
 * @param points of generated data, whose own mean some steps take away; null: infinitely many, of mean 0
 * @param scramble chooses other images and other random numbers for sampled values, so that two scrambles are independent
 * @param done hears of the work
 */
export function spatialStart(
  setup: Setup,
  points: number | null,
  scramble: number,
  done?: Done,
): SpatialState | Unknown {
  const { data, shape, steps, seed } = setup;
  const image = shape as [number, number, number];
  const effort = {
    scramble,
    ...limitsOf(setup),
    ...(done && { onWork: (multiplications: number) => done(multiplications * SECONDS_PER_MULTIPLICATION) }),
  };
  if (data.kind === 'dataset') {
    if (data.points < FEWEST_IMAGES) {
      return { reason: `measured only: spatial theory needs at least ${FEWEST_IMAGES} images, not ${data.points}` };
    }
    const chosen = data.points > IMAGES ? subsample(data, IMAGES, seed + scramble) : data;
    return SpatialState.fromImages(asFloat64(chosen.values), chosen.points, image, effort);
  }
  const law = steps.generator(data);
  const drawSeed = seed + scramble / 2; // halves, so that no other seed draws the same
  if (!('reason' in law)) {
    const values = imagesOf(law, points, drawSeed);
    // Mirrored images know nothing of −1/N, images as they are only what 48 of them show.
    const error = 1 / Math.sqrt(PAIRS_OF_IMAGES * features(law.shape));
    const symmetric = law.mean === 0 && shareOfOwnMean(law, points) < error;
    return SpatialState.fromImages(values, values.length / features(law.shape), image, { ...effort, symmetric });
  }
  const drawn = dataset(imagesOf(data, null, drawSeed), { shape: data.shape, name: data.name });
  const { values } = steps.apply(drawn);
  return SpatialState.fromImages(asFloat64(values), IMAGES, image, { ...effort, symmetric: false });
}

/** The work that one scramble may take, and what is said where even the fewest images take more. */
function limitsOf({ theoryTime, imageTime }: Setup) {
  const multiplications = (seconds: number) => seconds / SCRAMBLES_OF_IMAGES / SECONDS_PER_MULTIPLICATION;
  const wanted = theoryTime ?? imageTime;
  return {
    ...(wanted !== undefined && { work: multiplications(wanted) }),
    ...(theoryTime !== undefined && { most: multiplications(theoryTime) }),
    refusal: (work: number) => {
      const seconds = Math.ceil(work * SECONDS_PER_MULTIPLICATION * SCRAMBLES_OF_IMAGES);
      return `measured only: theory of ${FEWEST_IMAGES} images, the fewest, would take about ${seconds} s (--theory-time ${seconds} allows it)`;
    },
  };
}

/**
 * Some images of a law, those of N points without their own mean where some steps take it away: less a of the mean of all,
 * where 2a − a² is the share of the variance that loses it. The sum of the points that are not drawn is drawn at once.
 */
function imagesOf(law: Generator, points: number | null, seed: number): Float64Array {
  const { shape, mean, variance, centred = 0 } = law;
  const { normal } = seededRandom(seed);
  const size = features(shape);
  const own = shareOfOwnMean(law, points) > 0;
  const images = own ? Math.min(IMAGES, points!) : IMAGES;
  const values = normals(images * size, normal);
  if (own) {
    const others = Math.sqrt(points! - images);
    const factor = (1 - Math.sqrt(1 - centred)) / points!;
    for (let feature = 0; feature < size; feature++) {
      let sum = others * normal();
      for (let at = feature; at < values.length; at += size) sum += values[at];
      for (let at = feature; at < values.length; at += size) values[at] -= factor * sum;
    }
  }
  const deviation = Math.sqrt(variance);
  return values.map((value) => mean + deviation * value);
}

/** −cov/variance of N points whose own mean was taken away; 0 for infinitely many, and for too few to show it. */
function shareOfOwnMean({ centred = 0 }: Generator, points: number | null): number {
  return points === null || points < FEWEST_IMAGES ? 0 : centred / points;
}
