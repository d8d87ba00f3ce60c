import type { Progress } from '../measure/plan/plan.ts';
import type { Io } from './io.ts';
import { LiveLine, progressText } from './progress.ts';

/** What a task that takes long gets from the command line. */
export interface Watch {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Shows a text in place of the progress, for work that has none. */
  readonly say: (text: string) => void;
}

/** What to show before the text of the progress, e.g. "2/3"; may change while the task runs. */
type Prefix = () => string;

/**
 * Runs a task with a live line of its progress. The first Ctrl-C lets what is under way finish, the second ends the
 * process at once.
 */
export async function interruptible<T>(
  io: Io,
  task: (watch: Watch) => Promise<T>,
  { untilSe, prefix = () => '' }: { readonly untilSe?: number; readonly prefix?: Prefix } = {},
): Promise<T> {
  const line = new LiveLine(io);
  const abort = new AbortController();
  const stopListening = io.onInterrupt(() => {
    line.clear();
    io.err('firstguess: finishing the draws under way … (Ctrl-C again ends at once)\n');
    abort.abort();
  });
  line.show(() => `${prefix()}starting …`);
  try {
    return await task({
      signal: abort.signal,
      say: (text) => line.show(() => text, true),
      onProgress: (progress) => {
        const text = (width: number) => prefix() + progressText(progress, width - prefix().length, untilSe);
        // The other stages report once, and then take their time.
        line.show(text, progress.stage !== 'draws');
      },
    });
  } finally {
    stopListening();
    line.clear();
  }
}
