import type { MeasuredValue } from '../../../numerics/sampling/zScore.ts';
import { NEGLIGIBLE_GAMMA } from '../../../results/finding.ts';
import type { Setup } from '../../../setup/setup.ts';
import type { Direction } from '../schema.ts';
import { counts } from './roles.ts';

/** The network on points that something was taken out of. */
export interface Removal {
  readonly without: Direction['without'];
  /** γ of the points before the first layer. */
  readonly dataGamma: number;
  /** The same object as that of another removal which leaves the same points. */
  readonly setup: Setup;
}

/** How biased the network is on what is left. */
export type BiasLeft = Pick<Direction, 'gamma' | 'agreement'>;

/** Which share of the bias of the network comes from what was taken out, in either measure of bias. */
export interface Shares {
  readonly gamma: MeasuredValue;
  readonly agreement: MeasuredValue;
}

/** A removal with the bias that it leaves. Shares are left out where there is too little to share, or nothing was taken out. */
export function directionOf(
  { without, dataGamma, setup }: Removal,
  left: BiasLeft,
  whole: BiasLeft,
  shares: Shares,
): Direction {
  const chance = 1 / setup.output.classes;
  const { gamma, agreement } = whole;
  const above = {
    mean: (agreement.mean - chance) / (1 - chance),
    standardError: agreement.standardError / (1 - chance),
  };
  const shown = (share: MeasuredValue, of: MeasuredValue) =>
    without !== 'nothing' && counts(of, NEGLIGIBLE_GAMMA) && Number.isFinite(share.mean + share.standardError)
      ? share
      : null;
  return {
    without,
    dataGamma,
    ...left,
    gammaShare: shown(shares.gamma, gamma),
    agreementShare: shown(shares.agreement, above),
  };
}
