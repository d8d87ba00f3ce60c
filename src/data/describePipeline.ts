import type { Unknown } from '../kernel/state.ts';
import type { Data, Generator } from './dataset.ts';
import { momentsOfLaw, type PairMoments, pairMoments } from './pairMoments.ts';
import { type Preprocess, preprocess, type Step } from './preprocess.ts';

/** What one step of a pipeline does to the data at hand. */
export interface DescribedStep {
  readonly notation: string;
  /** In words, whatever the data. */
  readonly effect: string;
  /** Of the data as the step finds them, and why they are not known where a law has no moments. */
  readonly before: PairMoments | Unknown;
  /** Of the data as it leaves them. */
  readonly after: PairMoments | Unknown;
}

/**
 * Follows the average pair of points through a pipeline, step by step; for a generator by the law of its points.
 * @throws UserError where a step does not fit the data
 */
export function describePipeline(data: Data, { steps }: Preprocess): DescribedStep[] {
  const described: DescribedStep[] = [];
  let before: PairMoments | Unknown = data.kind === 'dataset' ? pairMoments(data) : momentsOfLaw(data);
  const watch = (step: Step, after: PairMoments | Unknown) => {
    described.push({ notation: step.notation, effect: step.effect, before, after });
    before = after;
  };
  if (data.kind === 'dataset') preprocess(...steps.map((step) => watched(step, watch))).apply(data);
  else {
    let law: Generator | Unknown = data;
    for (const step of steps) {
      law = 'reason' in law ? law : step.generator(law);
      watch(step, 'reason' in law ? law : momentsOfLaw(law));
    }
  }
  return described;
}

/** The step, telling what it left: the next one may overwrite it. */
function watched(step: Step, watch: (step: Step, after: PairMoments) => void): Step {
  return {
    ...step,
    apply(dataset, remark, room) {
      const after = step.apply(dataset, remark, room);
      watch(step, pairMoments(after));
      return after;
    },
  };
}
