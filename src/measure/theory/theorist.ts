import { UserError } from '../../errors.ts';
import { yieldToEvents } from '../yieldToEvents.ts';
import { secondsOf, type TheoryAnswer, type TheoryAnswers, type TheoryTask, theoryAnswer } from './tasks.ts';

/** Where theory stands with a task. */
export interface TheoryProgress {
  /** Which part of the counted work is done. */
  readonly share: number;
  readonly secondsLeft: number;
}

export interface TheoryWatch {
  /** An abort gives the task up. */
  readonly signal?: AbortSignal;
  readonly onTheory?: (progress: TheoryProgress) => void;
}

/** Where theory is computed. Its numbers do not depend on it. */
export interface Theorist {
  /** @throws UserError as the task does, or when the signal is aborted before its end (`interruptedTheory`) */
  answer(task: TheoryTask, watch: TheoryWatch): Promise<TheoryAnswer>;
}

/** Computes on the calling thread, which hears of nothing meanwhile: for browsers, and for what takes no time. */
const inlineTheorist: Theorist = {
  async answer(task, { signal }) {
    await yieldToEvents();
    if (signal?.aborted) throw interruptedTheory();
    return theoryAnswer(task);
  },
};

/** Asks theory; on the calling thread unless there is a theorist. */
export async function askTheory<Kind extends TheoryTask['kind']>(
  theorist: Theorist | undefined,
  task: TheoryTask & { readonly kind: Kind },
  watch: TheoryWatch = {},
): Promise<TheoryAnswers[Kind]> {
  return (await (theorist ?? inlineTheorist).answer(task, watch)) as TheoryAnswers[Kind];
}

/** Thrown where a task is given up. A user's, as that of too few draws: both come of Ctrl-C. */
export function interruptedTheory(): UserError {
  return new UserError('bad-argument', 'interrupted while theory was computed');
}

/**
 * What a task comes to; undefined where an abort ended it too early. Too few draws for a result are not a mistake of
 * someone who pressed Ctrl-C; all other checks come before.
 */
export async function unlessInterrupted<T>(
  signal: AbortSignal | undefined,
  task: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await task();
  } catch (error) {
    if (!signal?.aborted || !(error instanceof UserError)) throw error;
    return undefined;
  }
}

/** Turns counted work into progress. */
export class TheoryClock {
  private readonly started = performance.now();
  private done = 0;
  private readonly total: number;

  constructor(task: TheoryTask) {
    this.total = secondsOf(task);
  }

  get seconds(): number {
    return this.total;
  }

  /** @param seconds of counted work, which have been done since the last time */
  add(seconds: number): TheoryProgress {
    this.done += seconds;
    const share = this.total > 0 ? Math.min(1, this.done / this.total) : 0;
    const passed = (performance.now() - this.started) / 1000;
    // Of the first few percent the time says little.
    const pace = share < 0.05 ? this.total : passed / share;
    return { share, secondsLeft: pace * (1 - share) };
  }
}
