import { UserError } from '../errors.ts';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import { shuffle } from '../numerics/sampling/shuffle.ts';
import { plural } from '../results/format.ts';

/** Numbers of points: those that biases are fitted on, and those that they are verified on. */
export interface Split {
  readonly fitted: Uint32Array;
  readonly heldOut: Uint32Array;
}

const FEWEST = 2;

/**
 * Parts points at random, by the seed.
 * @param share of the points that are held out
 * @throws UserError `bad-argument` for a share that is not between 0 and 1, `data` where a part would have fewer than two points
 */
export function splitOf(points: number, share: number, seed: number): Split {
  if (!(share > 0 && share < 1)) {
    const remedy = 'the share of the points that are not fitted, such as 0.5';
    throw new UserError('bad-argument', `--held-out must be a number between 0 and 1, not ${share}`, [], remedy);
  }
  const heldOut = Math.round(share * points);
  if (heldOut < FEWEST || points - heldOut < FEWEST) {
    const message = `${plural(points, 'point')} cannot be parted into points to fit and points held out, at least ${FEWEST} each`;
    throw new UserError('data', message, [], 'give more points');
  }
  const order = Uint32Array.from({ length: points }, (_, i) => i);
  shuffle(order, seededRandom(seed));
  return { fitted: order.slice(heldOut).sort(), heldOut: order.slice(0, heldOut).sort() };
}

/** Rows of some points. @param width numbers a point */
export function rowsOf<Rows extends Float32Array | Float64Array | Int32Array>(
  rows: Rows,
  points: Uint32Array,
  width: number,
): Rows {
  const part = rows.slice(0, points.length * width) as Rows;
  for (const [at, point] of points.entries()) {
    part.set(rows.subarray(point * width, (point + 1) * width), at * width);
  }
  return part;
}
