import { UserError } from '../../errors.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import type { Per } from '../groups.ts';
import type { Step } from '../preprocess.ts';
import { statisticsPer } from '../statistics.ts';
import { affine, affineLaw, remarkConstant } from './shared/affine.ts';
import { checkNumbers, notationOf, perOf, spreadOut, statedPer } from './shared/given.ts';

export interface MinmaxOptions {
  /** What has a range of its own; "feature" unless it is given, then "channel", or "global" for a single one. */
  readonly per?: Per;
  /** Least values instead of those of the data at hand, e.g. 0 for bytes; needs `max`. */
  readonly min?: readonly number[];
  /** Largest values, e.g. 255 for bytes, each above its `min`. */
  readonly max?: readonly number[];
}

/**
 * (x − min)/(max − min), feature by feature: into [0, 1], unless a given range is too narrow. Constant features become 0.
 * @throws UserError `bad-argument` for a range that is half given or empty; `shape`, on data, where there are not as many
 *   as needed
 */
export function minmax(options: MinmaxOptions = {}): Step {
  checkOptions('minmax', options, ['per', 'min', 'max']);
  const { per: chosen, min, max } = options;
  checkNumbers('minmax', 'min', min);
  checkNumbers('minmax', 'max', max);
  const ranges = rangesOf(min, max);
  const per = perOf('minmax', chosen, min);
  const notation = notationOf('minmax', { per: statedPer(per, min), min, max });
  return {
    notation,
    effect: 'maps to [0, 1], whose positive mean makes cov positive; spread is divided by the square of the range',
    shape(input) {
      if (min) spreadOut('minmax', 'min', min, per, input);
      return input;
    },
    apply(dataset, remark, room) {
      if (min && ranges) {
        const from = spreadOut('minmax', 'min', min, per, dataset.shape);
        const width = spreadOut('minmax', 'max', ranges, per, dataset.shape);
        return affine(dataset, notation, { from, width }, room);
      }
      const statistics = statisticsPer(dataset, per);
      const width = statistics.max.map((top, feature) => top - statistics.min[feature]);
      remarkConstant(width, notation, remark);
      return affine(dataset, notation, { from: statistics.min, width }, room);
    },
    generator(law) {
      if (min && ranges) return affineLaw(law, min, ranges);
      return { reason: 'the range of Gaussian data grows with the number of points, so minmax has no limit' };
    },
  };
}

function rangesOf(
  min: readonly number[] | undefined,
  max: readonly number[] | undefined,
): readonly number[] | undefined {
  const remedy = 'for instance minmax(min=0, max=255)';
  if ((min === undefined) !== (max === undefined)) {
    const [given, missing] = min ? ['min', 'max'] : ['max', 'min'];
    throw new UserError('bad-argument', `minmax has ${given} but no ${missing}`, [], remedy);
  }
  if (!min || !max) return undefined;
  if (min.length !== max.length) {
    throw new UserError('bad-argument', `minmax has ${min.length} numbers as min but ${max.length} as max`, [], remedy);
  }
  const empty = min.findIndex((least, i) => least >= max[i]);
  if (empty >= 0) {
    throw new UserError(
      'bad-argument',
      `minmax has min ${min[empty]}, which is not below max ${max[empty]}`,
      [],
      remedy,
    );
  }
  return max.map((top, i) => top - min[i]);
}
