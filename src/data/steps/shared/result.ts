import type { Shape } from '../../../graph/graph.ts';
import { checkFinite, type Dataset, features } from '../../dataset.ts';

/** Numbers to write a result into: those that are free, if there are as many, else new ones. */
export function roomFor(count: number, room: Float64Array | undefined): Float64Array {
  return room?.length === count ? room : new Float64Array(count);
}

/**
 * The dataset with other numbers.
 * @throws UserError `data` that names the step, unless they are finite
 */
export function result(dataset: Dataset, values: Float64Array, step: string, shape: Shape = dataset.shape): Dataset {
  let zero = 0;
  // 0·x is 0 for finite numbers alone, which finds a fault faster than asking each; `checkFinite` then looks for it.
  for (let i = 0; i < values.length; i++) zero += 0 * values[i];
  if (zero !== 0) {
    const remedy = 'take a smaller number, or rescale before this step';
    checkFinite(values, features(shape), `${dataset.name} after ${step}`, remedy);
  }
  return { ...dataset, shape: [...shape], values };
}
