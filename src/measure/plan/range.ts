import { UserError } from '../../errors.ts';
import { PairState } from '../../kernel/pair/pairState.ts';
import { isUnknown } from '../../kernel/state.ts';
import { formatLayer } from '../../network/notation/format.ts';
import { propagate } from '../../network/propagate.ts';
import type { Setup } from '../../setup/setup.ts';
import { modeOf } from '../../trace/trace.ts';

/** Typical values within these are far enough from the ends of float32, 1e−38 and 3e38, that few points leave it. */
const SMALLEST = 1e-35;
const LARGEST = 1e36;

/**
 * Refuses networks whose values overflow or underflow float32, in which they run: all outputs of a point would then be
 * infinite or 0, and every guess the same. The variances are those of theory for a pair of points of the data's size; not
 * those of images, which cost more.
 * @throws UserError `bad-argument` with the layer
 */
export function checkRange(setup: Setup): void {
  const { layers, init } = setup;
  const square = modeOf(setup) === 'spatial' ? 0 : squareOf(setup);
  if (square === 0) return;
  const start = PairState.gaussian(square / 2, square / 2);
  for (const [index, { placed, after }] of propagate(layers, start, { init, points: null }).entries()) {
    if (isUnknown(after)) return;
    const { cov, spread } = after.summary();
    const size = Math.sqrt(cov + spread);
    if (size === 0 || (size > SMALLEST && size < LARGEST)) continue;
    throw new UserError(
      'bad-argument',
      `values of ${size.toExponential(0)} leave the range of float32, in which networks run`,
      [`layer ${index + 1}, ${formatLayer(placed.layer)}`],
      'choose another scale of the weights (--sigma-w2, or sigmaW2 of the layers); theory is not concerned: predict',
    );
  }
}

/** Mean square of the values of a point; of a law before its steps, which matters little here. */
function squareOf({ data }: Setup): number {
  if (data.kind === 'generator') return data.mean ** 2 + data.variance;
  const { values } = data;
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum / values.length;
}
