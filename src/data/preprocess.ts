import type { Shape } from '../graph/graph.ts';
import type { Unknown } from '../kernel/state.ts';
import type { Dataset, Generator } from './dataset.ts';

/** Hears what a step has to say about the data, e.g. that some features are constant. */
export type Listener = (remark: string) => void;

/** One thing done to the data before the network sees them. */
export interface Step {
  /** E.g. "scale(2)"; parses back to the same step. */
  readonly notation: string;
  /** What it does to (cov, spread) of pairs of points, in one sentence. */
  readonly effect: string;
  /**
   * The shape of a point after the step.
   * @throws UserError `shape` where the step does not fit points of this shape
   */
  shape(input: Shape): Shape;
  /**
   * A new dataset of the same name. Statistics come from all its points; float64 throughout.
   * @param room numbers that may be overwritten and become the result's: those of the step before, which nobody else
   *   holds. So a pipeline keeps no more than the data it was given and one changed copy.
   */
  apply(dataset: Dataset, remark?: Listener, room?: Float64Array): Dataset;
  /**
   * What becomes of the law of generated points, for theory: exact for `scale`, `shift`, `flip`, `noise`, `grayscale` and
   * for statistics that are given; for statistics that are computed the limit of many points, for `unitNorm` that of many
   * features. Measurements do not use it: they draw points from the unprocessed law and `apply` the step to them.
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
    effect: steps.map((step) => step.effect).join('; ') || 'cov and spread stay',
    shape: (input) => steps.reduce((shape, step) => step.shape(shape), input),
    apply(dataset, remark, room) {
      let free = room;
      return steps.reduce((before, step) => {
        const after = step.apply(before, remark, free);
        // Numbers that a step made are ours; those of the caller are not.
        if (after.values !== before.values) free = after.values instanceof Float64Array ? after.values : undefined;
        return after;
      }, dataset);
    },
    generator: (law) =>
      steps.reduce<Generator | Unknown>((state, step) => ('reason' in state ? state : step.generator(state)), law),
  };
}
