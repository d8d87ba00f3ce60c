import type { Values } from '../../dataset.ts';

/** Numbers on any number of axes, as a file has them: no axis is known to count points. */
export interface NdArray {
  /** The last axis runs fastest. */
  readonly values: Values;
  /** The length of each axis; empty of a single number. */
  readonly shape: readonly number[];
  /** Whether the file stores them as whole numbers. */
  readonly whole: boolean;
  /** Names of the columns, of a table that has some. */
  readonly columns?: readonly string[];
}
