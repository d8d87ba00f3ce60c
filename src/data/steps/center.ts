import { checkOptions } from '../../notation/checkOptions.ts';
import type { Per } from '../groups.ts';
import type { Step } from '../preprocess.ts';
import { statisticsPer } from '../statistics.ts';
import { affine, affineLaw, centredLaw } from './shared/affine.ts';
import { checkNumbers, notationOf, perOf, spreadOut, statedPer } from './shared/given.ts';

export interface CenterOptions {
  /** What has a mean of its own; "feature" unless means are given, then "channel", or "global" for a single one. */
  readonly per?: Per;
  /** Means to subtract instead of those of the data at hand. */
  readonly mean?: readonly number[];
}

/**
 * x − mean, feature by feature: no bias comes from the data any more, only from the network.
 * @throws UserError `bad-argument` for a mean that is not a number; `shape` where the data need another count
 */
export function center(options: CenterOptions = {}): Step {
  checkOptions('center', options, ['per', 'mean']);
  const { per: chosen, mean } = options;
  checkNumbers('center', 'mean', mean);
  const per = perOf('center', chosen, mean);
  const notation = notationOf('center', { per: statedPer(per, mean), mean });
  return {
    notation,
    effect: mean
      ? 'subtracts the given means: cov changes, spread stays'
      : `removes the covariance that comes from the mean ${MEAN[per]}, spread stays`,
    shape(input) {
      if (mean) spreadOut('center', 'mean', mean, per, input);
      return input;
    },
    apply(dataset, _, room) {
      const from = mean ? spreadOut('center', 'mean', mean, per, dataset.shape) : statisticsPer(dataset, per).mean;
      return affine(dataset, notation, { from }, room);
    },
    generator: (law) => (mean ? affineLaw(law, mean, [1]) : centredLaw(law, per)),
  };
}

const MEAN: Readonly<Record<Per, string>> = {
  feature: 'point: cov → cov − |mean|²/d',
  channel: 'of every channel: cov → cov − ⟨mean²⟩ over channels',
  global: 'of all entries: cov → cov − mean²',
};
