import type { Unknown } from '../../../kernel/state.ts';
import { type Dataset, features, type Generator } from '../../dataset.ts';
import type { Per } from '../../groups.ts';
import type { Listener } from '../../preprocess.ts';
import { result, roomFor } from './result.ts';

/** (x − from)/width, feature by feature. */
interface AffineMap {
  readonly from: Float64Array;
  /** ≥ 0; where it is 0 there is nothing to divide by, and the feature becomes 0. All 1 unless given. */
  readonly width?: Float64Array;
}

/** Maps every point; `room` as in `Step.apply`. */
export function affine(dataset: Dataset, step: string, { from, width }: AffineMap, room?: Float64Array): Dataset {
  const { values } = dataset;
  const size = features(dataset.shape);
  const mapped = roomFor(values.length, room);
  // x / Infinity is 0, so that no entry need be asked whether its feature is constant.
  const divisor = width?.map((by) => (by === 0 ? Infinity : by)) ?? new Float64Array(size).fill(1);
  for (let at = 0; at < values.length; at += size) {
    for (let feature = 0; feature < size; feature++) {
      mapped[at + feature] = (values[at + feature] - from[feature]) / divisor[feature];
    }
  }
  return result(dataset, mapped, step);
}

/**
 * The law under given statistics: exact where all features have the same, and else none, as entries then differ.
 * @param width > 0
 */
export function affineLaw(law: Generator, from: readonly number[], width: readonly number[]): Generator | Unknown {
  const same = (numbers: readonly number[]) => numbers.every((number) => number === numbers[0]);
  if (!same(from) || !same(width)) {
    return {
      reason: 'given statistics that differ make entries of different laws, and theory of generated data has one',
    };
  }
  return { ...law, mean: (law.mean - from[0]) / width[0], variance: law.variance / width[0] ** 2 };
}

/** The law less the mean of the points that are drawn: of every feature, or of enough entries to equal the mean of the law. */
export function centredLaw(law: Generator, per: Per): Generator {
  return { ...law, mean: 0, ...(per === 'feature' && { centred: 1 }) };
}

export function remarkConstant(width: Float64Array, step: string, remark: Listener | undefined): void {
  const constant = width.filter((value) => value === 0).length;
  if (constant > 0) remark?.(`${constant} of ${width.length} features are constant and become 0 under ${step}`);
}
