import type { Unknown } from '../kernel/state.ts';
import type { Dataset, Generator } from './dataset.ts';

/** Hears what a step has to say about the data, e.g. that some features are constant. */
export type Listener = (remark: string) => void;

/** One thing done to the data before the network sees them. */
export interface Step {
  /** E.g. "scale(2)"; parses back to the same step. */
  readonly notation: string;
  /** A new dataset of the same name. Statistics come from all its points; float64 throughout. */
  apply(dataset: Dataset, remark?: Listener): Dataset;
  /**
   * What becomes of the law of generated points, for theory: exact for `scale` and `shift`; for `center` and
   * `standardize` the limit of many points, for `unitNorm` that of many features. Measurements do not use it: they
   * draw points from the unprocessed law and `apply` the step to them.
   */
  generator(law: Generator): Generator | Unknown;
}

/** Steps in the order they are done. */
export interface Preprocess extends Step {
  readonly steps: readonly Step[];
}

/** Steps one after the other; without any, the data stay as they are. */
export function preprocess(...steps: readonly Step[]): Preprocess {
  return {
    steps,
    notation: steps.map((step) => step.notation).join(', ') || 'none',
    apply: (dataset, remark) => steps.reduce((data, step) => step.apply(data, remark), dataset),
    generator: (law) =>
      steps.reduce<Generator | Unknown>((state, step) => ('reason' in state ? state : step.generator(state)), law),
  };
}
