import type { Place } from '../../notation/syntax.ts';
import type { Dataset } from '../dataset.ts';

/** A choice among the points of a dataset, or another way to class them; made before preprocessing. */
export interface Selection {
  /** E.g. "keep(3, 8)"; parses back to the same selection. */
  readonly notation: string;
  /** Where a text names it. */
  readonly place?: Place;
  /**
   * A new dataset; the caller names it.
   * @throws UserError `data` or `bad-argument` if the dataset has no such classes, or too few points remain
   */
  apply(dataset: Dataset): Dataset;
}
