import type { Dataset } from '../../data/dataset.ts';
import { meanPoint, principalComponents } from '../../data/directions.ts';

const COMPONENTS = 5;

export interface Directions {
  /** Share of the mean point in the squared norm, |x̄|²/⟨|x|²⟩, in [0, 1]; 0 for points that are all zero. */
  readonly meanShare: number;
  /** Shares of the first five principal components in the variance, largest first; as many as there are dimensions. */
  readonly components: number[];
}

/** How much of the points lies in the directions that they share. */
export function directionsOf(data: Dataset): Directions {
  return {
    meanShare: meanPoint(data).share,
    components: principalComponents(data, COMPONENTS).map(({ share }) => share),
  };
}
