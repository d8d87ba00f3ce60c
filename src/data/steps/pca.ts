import { UserError } from '../../errors.ts';
import type { Shape } from '../../graph/graph.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { features } from '../dataset.ts';
import type { Step } from '../preprocess.ts';
import { type PrincipalAxes, principalAxes, project } from './shared/principal.ts';
import { result } from './shared/result.ts';

export interface PcaOptions {
  /** Divides every component by its standard deviation; false unless given. */
  readonly whiten?: boolean;
}

/**
 * The first k principal components, v_k · (x − mean): vectors of k numbers, the one of largest variance first. The sign
 * of an axis is such that its largest entry is positive. Components without variance are 0.
 *
 * @param components 1 to the number of features
 * @throws UserError `bad-argument` for no whole number from 1; `shape`, on data, for more components than features; `data`
 *   for more than 4096 features
 */
export function pca(components: number, options: PcaOptions = {}): Step {
  checkOptions('pca', options, ['whiten']);
  const { whiten = false } = options;
  if (!Number.isInteger(components) || components < 1) {
    const message = `pca takes a whole number of components from 1, not ${components}`;
    throw new UserError('bad-argument', message, [], 'for instance pca(50)');
  }
  const notation = whiten ? `pca(${components}, whiten=true)` : `pca(${components})`;
  const shape = (input: Shape): Shape => {
    if (components <= features(input)) return [components];
    const message = `${notation} has more components than points have features, ${features(input)}`;
    throw new UserError('shape', message, [], 'take fewer');
  };
  return {
    notation,
    effect: whiten
      ? 'removes the covariance that comes from the mean, and brings every component to spread 1'
      : 'removes the covariance that comes from the mean; spread becomes the mean variance of the kept components',
    shape,
    apply(dataset, remark) {
      const after = shape(dataset.shape);
      const axes = principalAxes(dataset, notation);
      const flat = axes.variances.subarray(0, components).filter((variance) => variance === 0).length;
      if (flat > 0) remark?.(`${flat} of ${components} components have no variance and are 0 under ${notation}`);
      const projected = new Float64Array(dataset.points * components);
      project(dataset, axes.mean, rowsOf(axes, components, whiten), projected);
      return result(dataset, projected, notation, after);
    },
    generator: (law) => ({
      ...law,
      shape: shape(law.shape),
      mean: 0,
      centred: 1,
      variance: whiten && law.variance > 0 ? 1 : law.variance,
    }),
  };
}

/** The axes as rows to multiply points with: zero where there is no variance, whose axes are arbitrary. */
function rowsOf({ variances, axes }: PrincipalAxes, components: number, whiten: boolean): Float64Array {
  const size = variances.length;
  const rows = axes.slice(0, components * size);
  for (let k = 0; k < components; k++) {
    const factor = variances[k] === 0 ? 0 : whiten ? 1 / Math.sqrt(variances[k]) : 1;
    for (let i = k * size; i < (k + 1) * size; i++) rows[i] *= factor;
  }
  return rows;
}
