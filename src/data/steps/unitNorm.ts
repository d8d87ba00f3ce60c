import { features, type Values } from '../dataset.ts';
import type { Step } from '../preprocess.ts';
import { result, roomFor } from './shared/result.ts';

/**
 * Every point divided by its Euclidean norm. Points at the origin stay there and are remarked on.
 *
 * The squared norm of d entries tends to d·(mean² + variance), hence the law's limit: mean/√(d·(mean² + variance)) and
 * variance/(d·(mean² + variance)).
 */
export function unitNorm(): Step {
  return {
    notation: 'unitNorm',
    effect:
      'makes cov + spread 1/d for every pair: cov becomes the cosine divided by d, gamma stays if norms were equal',
    shape: (input) => input,
    apply(dataset, remark, room) {
      const { values } = dataset;
      const size = features(dataset.shape);
      const units = roomFor(values.length, room);
      let zero = 0;
      for (let at = 0; at < values.length; at += size) {
        const length = norm(values, at, at + size);
        if (length === 0) zero++;
        const divisor = length === 0 ? 1 : length;
        for (let i = at; i < at + size; i++) units[i] = values[i] / divisor;
      }
      if (zero > 0) remark?.(`${zero} of ${dataset.points} points are zero and stay zero under unitNorm`);
      return result(dataset, units, 'unitNorm');
    },
    generator(law) {
      const squaredNorm = features(law.shape) * (law.mean ** 2 + law.variance);
      if (squaredNorm === 0) return law;
      return { ...law, mean: law.mean / Math.sqrt(squaredNorm), variance: law.variance / squaredNorm };
    },
  };
}

/** Euclidean norm of the numbers from `start` to `end`, safe from overflow. */
function norm(values: Values, start: number, end: number): number {
  let largest = 0;
  for (let i = start; i < end; i++) largest = Math.max(largest, Math.abs(values[i]));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = start; i < end; i++) sum += (values[i] / largest) ** 2;
  return largest * Math.sqrt(sum);
}
