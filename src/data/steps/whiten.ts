import { UserError } from '../../errors.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { addGram, mirrorLower } from '../../numerics/linear/gram.ts';
import { type Dataset, features } from '../dataset.ts';
import type { Step } from '../preprocess.ts';
import { notationOf } from './shared/given.ts';
import { type PrincipalAxes, principalAxes, project } from './shared/principal.ts';
import { result, roomFor } from './shared/result.ts';
import { whitenFewPoints } from './shared/whitenFewPoints.ts';

export interface WhitenOptions {
  /** Added to every variance, as a share of the largest; ≥ 0, 1e-5 unless given. Keeps faint directions from shouting. */
  readonly eps?: number;
}

const DEFAULT_EPS = 1e-5;

/**
 * Whitening that turns as little as possible (ZCA):
 *
 *   x̂ = U (Λ + ε)^(−1/2) Uᵀ (x − mean),   ε = eps · λ_1,
 *
 * with U Λ Uᵀ the population covariance. Of all whitening maps the symmetric one stays closest to the data. Directions
 * without variance (λ_k below rounding error) stay at 0, whatever eps.
 * Source: Bell & Sejnowski, Vision Research 37 (1997); Kessy, Lewin & Strimmer, The American Statistician 72 (2018).
 *
 * @throws UserError `bad-argument` for a negative eps; `data`, on data, for more than 4096 features of as many points or more
 */
export function whiten(options: WhitenOptions = {}): Step {
  checkOptions('whiten', options, ['eps']);
  const { eps = DEFAULT_EPS } = options;
  if (!(eps >= 0 && eps < Infinity)) {
    throw new UserError('bad-argument', `whiten takes an eps of at least 0, not ${eps}`, [], 'for instance eps=1e-5');
  }
  const notation = notationOf('whiten', { eps: eps === DEFAULT_EPS ? undefined : eps });
  return {
    notation,
    effect:
      'removes the covariance that comes from the mean, and brings every direction to spread 1: all pairs become alike',
    shape: (input) => input,
    apply(dataset, remark, room) {
      const all = features(dataset.shape);
      const whitened = roomFor(dataset.points * all, room);
      const known = dataset.points < all ? whitenFewPoints(dataset, eps, whitened) : undefined;
      const flat = known === undefined ? whitenByFeatures(dataset, eps, notation, whitened) : all - known;
      if (flat > 0) remark?.(`${flat} of ${all} directions have no variance and stay 0 under ${notation}`);
      return result(dataset, whitened, notation);
    },
    generator: (law) => ({ ...law, mean: 0, centred: 1, variance: law.variance > 0 ? 1 / (1 + eps) : 0 }),
  };
}

/** @returns how many directions have no variance */
function whitenByFeatures(dataset: Dataset, eps: number, notation: string, whitened: Float64Array): number {
  const axes = principalAxes(dataset, notation);
  project(dataset, axes.mean, whiteningOf(axes, eps), whitened);
  return axes.variances.filter((variance) => variance === 0).length;
}

/** W = U (Λ + ε)^(−1/2) Uᵀ, symmetric to the last bit: S Sᵀ with S = U (Λ + ε)^(−1/4). */
function whiteningOf({ variances, axes }: PrincipalAxes, eps: number): Float64Array {
  const size = variances.length;
  const roots = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    if (variances[k] === 0) continue;
    const root = (variances[k] + eps * variances[0]) ** -0.25;
    for (let i = 0; i < size; i++) roots[i * size + k] = root * axes[k * size + i];
  }
  const whitening = new Float64Array(size * size);
  addGram(roots, size, size, whitening);
  mirrorLower(whitening, size);
  return whitening;
}
