import { UserError } from '../../errors.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import type { Per } from '../groups.ts';
import type { Step } from '../preprocess.ts';
import { statisticsPer } from '../statistics.ts';
import { affine, affineLaw, centredLaw, remarkConstant } from './shared/affine.ts';
import { checkNumbers, notationOf, perOf, spreadOut, statedPer } from './shared/given.ts';

export interface StandardizeOptions {
  /** What has a mean and sd of its own; "feature" unless they are given, then "channel", or "global" for single ones. */
  readonly per?: Per;
  /** Means instead of those of the data at hand; needs `sd`. */
  readonly mean?: readonly number[];
  /** Standard deviations above 0, as many as means. */
  readonly sd?: readonly number[];
}

/**
 * (x − mean)/sd, feature by feature, with the population sd. Constant features become 0.
 * @throws UserError `bad-argument` for means without sd, or an sd that is not above 0; `shape`, on data, where there are
 *   not as many as needed
 */
export function standardize(options: StandardizeOptions = {}): Step {
  checkOptions('standardize', options, ['per', 'mean', 'sd']);
  const { per: chosen, mean, sd } = options;
  checkNumbers('standardize', 'mean', mean);
  checkNumbers('standardize', 'sd', sd);
  checkPair(mean, sd);
  const per = perOf('standardize', chosen, mean);
  const notation = notationOf('standardize', { per: statedPer(per, mean), mean, sd });
  return {
    notation,
    effect: mean
      ? 'subtracts the given means and divides by the given sds: cov and spread change accordingly'
      : `removes the covariance that comes from the mean, and brings ${EVERY[per]} to spread 1`,
    shape(input) {
      if (mean) spreadOut('standardize', 'mean', mean, per, input);
      return input;
    },
    apply(dataset, remark, room) {
      if (mean && sd) {
        const from = spreadOut('standardize', 'mean', mean, per, dataset.shape);
        return affine(dataset, notation, { from, width: spreadOut('standardize', 'sd', sd, per, dataset.shape) }, room);
      }
      const statistics = statisticsPer(dataset, per);
      remarkConstant(statistics.sd, notation, remark);
      return affine(dataset, notation, { from: statistics.mean, width: statistics.sd }, room);
    },
    generator(law) {
      if (mean && sd) return affineLaw(law, mean, sd);
      return { ...centredLaw(law, per), variance: law.variance > 0 ? 1 : 0 };
    },
  };
}

const EVERY: Readonly<Record<Per, string>> = {
  feature: 'every feature',
  channel: 'every channel',
  global: 'all entries together',
};

function checkPair(mean: readonly number[] | undefined, sd: readonly number[] | undefined): void {
  const remedy = 'for instance standardize(mean="0.485, 0.456, 0.406", sd="0.229, 0.224, 0.225")';
  if ((mean === undefined) !== (sd === undefined)) {
    const [given, missing] = mean ? ['mean', 'sd'] : ['sd', 'mean'];
    throw new UserError('bad-argument', `standardize has ${given} but no ${missing}`, [], remedy);
  }
  if (mean?.length !== sd?.length) {
    const lengths = `${mean?.length} numbers as mean but ${sd?.length} as sd`;
    throw new UserError('bad-argument', `standardize has ${lengths}`, [], remedy);
  }
  const narrow = sd?.find((width) => width <= 0);
  if (narrow !== undefined) {
    throw new UserError('bad-argument', `standardize takes an sd above 0, not ${narrow}`, [], remedy);
  }
}
