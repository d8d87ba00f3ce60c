import { UserError } from '../errors.ts';
import { checkFinite, type Dataset, features, type Values } from './dataset.ts';
import type { Listener, Step } from './preprocess.ts';
import { featureStatistics } from './statistics.ts';

/** Leaves the data as they are. */
export function none(): Step {
  return { notation: 'none', apply: (dataset) => dataset, generator: (law) => law };
}

/** x − mean, feature by feature: no bias comes from the data any more, only from the network. */
export function center(): Step {
  return {
    notation: 'center',
    apply(dataset) {
      const { mean } = featureStatistics(dataset);
      return map(dataset, 'center', (x, feature) => x - mean[feature]);
    },
    generator: (law) => ({ ...law, mean: 0 }),
  };
}

/** (x − mean)/sd, feature by feature, with the population sd. Constant features become 0. */
export function standardize(): Step {
  return {
    notation: 'standardize',
    apply(dataset, remark) {
      const { mean, sd } = featureStatistics(dataset);
      remarkConstant(sd, 'standardize', remark);
      return map(dataset, 'standardize', (x, feature) => divide(x - mean[feature], sd[feature]));
    },
    generator: (law) => ({ ...law, mean: 0, variance: law.variance > 0 ? 1 : 0 }),
  };
}

/** (x − min)/(max − min), feature by feature: into [0, 1]. Constant features become 0. */
export function minmax(): Step {
  return {
    notation: 'minmax',
    apply(dataset, remark) {
      const { min, max } = featureStatistics(dataset);
      const range = max.map((top, feature) => top - min[feature]);
      remarkConstant(range, 'minmax', remark);
      return map(dataset, 'minmax', (x, feature) => divide(x - min[feature], range[feature]));
    },
    generator: () => ({ reason: 'the range of Gaussian data grows with the number of points, so minmax has no limit' }),
  };
}

/**
 * Every point divided by its Euclidean norm. Points at the origin stay there and are remarked on.
 *
 * The squared norm of d entries tends to d·(mean² + variance), hence the law's limit: mean/√(d·(mean² + variance)) and
 * variance/(d·(mean² + variance)).
 */
export function unitNorm(): Step {
  return {
    notation: 'unitNorm',
    apply(dataset, remark) {
      const size = features(dataset.shape);
      const norms = Float64Array.from({ length: dataset.points }, (_, point) =>
        norm(dataset.values.subarray(point * size, (point + 1) * size)),
      );
      const zero = norms.filter((value) => value === 0).length;
      if (zero > 0) remark?.(`${zero} of ${dataset.points} points are zero and stay zero under unitNorm`);
      return map(dataset, 'unitNorm', (x, _, point) => divide(x, norms[point]));
    },
    generator(law) {
      const squaredNorm = features(law.shape) * (law.mean ** 2 + law.variance);
      if (squaredNorm === 0) return law;
      return { ...law, mean: law.mean / Math.sqrt(squaredNorm), variance: law.variance / squaredNorm };
    },
  };
}

/**
 * factor·x
 * @throws UserError `bad-argument` unless the factor is finite
 */
export function scale(factor: number): Step {
  checkNumber('scale', factor);
  const notation = `scale(${factor})`;
  return {
    notation,
    apply: (dataset) => map(dataset, notation, (x) => factor * x),
    generator: (law) => checkLaw({ ...law, mean: factor * law.mean, variance: factor ** 2 * law.variance }, notation),
  };
}

/**
 * x + offset
 * @throws UserError `bad-argument` unless the offset is finite
 */
export function shift(offset: number): Step {
  checkNumber('shift', offset);
  const notation = `shift(${offset})`;
  return {
    notation,
    apply: (dataset) => map(dataset, notation, (x) => x + offset),
    generator: (law) => checkLaw({ ...law, mean: law.mean + offset }, notation),
  };
}

/** A copy of the dataset with every entry mapped; finite, or a `data` error that names the step. */
function map(dataset: Dataset, step: string, f: (x: number, feature: number, point: number) => number): Dataset {
  const size = features(dataset.shape);
  const values = new Float64Array(dataset.values.length);
  for (let i = 0; i < values.length; i++) values[i] = f(dataset.values[i], i % size, Math.floor(i / size));
  checkFinite(values, size, `${dataset.name} after ${step}`, 'take a smaller number, or rescale before this step');
  return { ...dataset, values };
}

/** x/by, and 0 where there is nothing to divide by. */
function divide(x: number, by: number): number {
  return by === 0 ? 0 : x / by;
}

/** Euclidean norm, safe from overflow. */
function norm(point: Values): number {
  let largest = 0;
  for (const x of point) largest = Math.max(largest, Math.abs(x));
  if (largest === 0) return 0;
  let sum = 0;
  for (const x of point) sum += (x / largest) ** 2;
  return largest * Math.sqrt(sum);
}

function remarkConstant(width: Float64Array, step: string, remark: Listener | undefined): void {
  const constant = width.filter((value) => value === 0).length;
  if (constant > 0) remark?.(`${constant} of ${width.length} features are constant and become 0 under ${step}`);
}

function checkNumber(step: string, value: number): void {
  if (Number.isFinite(value)) return;
  throw new UserError('bad-argument', `${step} takes a finite number, not ${value}`, [], `for instance ${step}(0.5)`);
}

function checkLaw<Law extends { mean: number; variance: number }>(law: Law, step: string): Law {
  if (Number.isFinite(law.mean) && Number.isFinite(law.variance)) return law;
  throw new UserError('bad-argument', `${step} makes the generated data infinite`, [], 'take a smaller number');
}
