import { Piscina } from 'piscina';
import { sizeOf } from '../../graph/graph.ts';
import type { Executor } from '../../measure/draw/executor.ts';
import type { Assignment } from '../../measure/plan/assignment.ts';
import { unpacked } from './packedError.ts';
import type { Outcome } from './worker.ts';

/**
 * Limits each thread's young heap to 6 MB. ONNX Runtime's binding copies every output for JavaScript, besides writing it to
 * the given memory. A small young heap is collected often, and these copies with it; in one of the default size they pile up
 * until the whole heap is collected, which takes a fifth of the time of small networks.
 */
const YOUNG = 6;
/** Numbers of a feature matrix above which the limit costs time: large copies are better freed together. */
const LARGE = 2 ** 19;

/** One worker thread per core, each with its own sessions and buffers; ONNX Runtime itself stays single-threaded. */
export function threadExecutor(assignment: Assignment, workers: number): Executor {
  const pool = new Piscina({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
    idleTimeout: Number.POSITIVE_INFINITY,
    workerData: assignment,
    ...(featuresOf(assignment) < LARGE && { resourceLimits: { maxYoungGenerationSizeMb: YOUNG } }),
  });
  return {
    workers,
    run: async (task) => {
      const outcome: Outcome = await pool.run(task);
      if ('error' in outcome) throw unpacked(outcome.error);
      return outcome.result;
    },
    close: () => pool.destroy(),
  };
}

/** How many numbers the features of all points are. */
function featuresOf({ program, points }: Assignment): number {
  return points * sizeOf(program.features.shape);
}
