import type { MeasureOptions } from '../../measure/plan/plan.ts';

/** What a comparison of pipelines is busy with. */
interface PipelinePlace {
  readonly stage: 'pipeline' | 'curve';
  /** Of `total` steps, `done` are finished. */
  readonly done: number;
  readonly total: number;
}

/** How a comparison is followed and stopped while it runs. */
export interface Watch extends Pick<MeasureOptions, 'signal' | 'onProgress'> {
  /** Called before each pipeline meets the networks, and at each number of the theory between the pipelines of a sweep. */
  readonly onPipeline?: (place: PipelinePlace) => void;
}
