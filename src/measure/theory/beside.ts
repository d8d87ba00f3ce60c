import { UserError } from '../../errors.ts';
import type { Effort } from '../../finite/predictFinite.ts';
import { LEFT_OUT } from '../../results/finding.ts';
import type { FinitePrediction } from '../../results/finiteSchema.ts';
import type { Setup } from '../../setup/setup.ts';
import { type FullPrediction, withoutTheory } from '../../theory/predict.ts';
import { modeOf } from '../../trace/trace.ts';
import { fullPrediction, secondsOf, type TheoryTask } from './tasks.ts';
import { askTheory, type Theorist, type TheoryProgress } from './theorist.ts';

interface Options {
  readonly signal?: AbortSignal;
  /** False: theory is left out. */
  readonly theory?: boolean;
}

/** Images are sampled: after this many seconds theory is as good as a quick measurement needs it, … */
const LEAST_SECONDS = 10;
/** … and after this many as a long one does. */
const MOST_SECONDS = 60;
/** Whoever interrupts a measurement waits no longer for what stands beside it. */
const SECONDS_AFTER_ABORT = 3;

/** Theory for a measurement. An abort leaves it out unless it takes no time. */
export function theoryBeside(
  theorist: Theorist | undefined,
  { signal, theory = true }: Options,
  onTheory: (progress: TheoryProgress) => void,
) {
  const watch = { signal, onTheory };
  return {
    /**
     * What theory expects, or why it is left out.
     * @param drawing seconds of counted work that were drawn
     */
    async expectation(
      setup: Setup,
      points: number,
      drawing: number,
    ): Promise<{ readonly theory: FullPrediction; readonly interrupted: boolean }> {
      if (!theory) return { theory: withoutTheory(setup, points, `${LEFT_OUT} (--no-theory)`), interrupted: false };
      const task: TheoryTask = { kind: 'predict', setup: withTime(setup, drawing), points, laws: true };
      try {
        if (!signal?.aborted) return { theory: await expectationOf(theorist, task, watch), interrupted: false };
        if (secondsOf(task) < SECONDS_AFTER_ABORT) {
          return { theory: await expectationOf(theorist, task, {}), interrupted: false };
        }
      } catch (error) {
        if (!signal?.aborted || !(error instanceof UserError)) throw error;
      }
      return {
        theory: withoutTheory(setup, points, `${LEFT_OUT}: interrupted before its end`),
        interrupted: true,
      };
    },
    /** What is to be expected at the actual widths. */
    finiteOn: (setup: Setup, effort: Effort): Promise<FinitePrediction> =>
      askTheory(theorist, { kind: 'finite', setup, effort }, watch),
  };
}

async function expectationOf(
  theorist: Theorist | undefined,
  task: TheoryTask & { readonly kind: 'predict' },
  watch: Parameters<typeof askTheory>[2],
): Promise<FullPrediction> {
  return fullPrediction(await askTheory(theorist, task, watch));
}

/** Theory of images may cost what drawing did: both errors fall with the work. */
function withTime(setup: Setup, drawing: number): Setup {
  if (setup.theoryTime !== undefined || modeOf(setup) !== 'spatial') return setup;
  return { ...setup, imageTime: Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, drawing)) };
}
