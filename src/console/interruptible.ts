import type { Progress } from '../measure/plan/plan.ts';
import type { TheoryProgress } from '../measure/theory/theorist.ts';
import { duration } from '../results/format.ts';
import type { Io } from './io.ts';
import { LiveLine, progressText, theoryText } from './progress.ts';

/** What a task that takes long gets from the command line. */
export interface Watch {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Of theory that is computed by itself. */
  readonly onTheory: (progress: TheoryProgress) => void;
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
  let stops = 'finishing the draws under way';
  const stopListening = io.onInterrupt(() => {
    line.clear();
    io.err(`firstguess: ${stops} … (Ctrl-C again ends at once)\n`);
    abort.abort();
  });
  line.show(() => `${prefix()}starting …`);
  try {
    return await task({
      signal: abort.signal,
      say: (text) => line.show(() => text, true),
      onTheory: (progress) => {
        stops = 'stopping theory';
        line.show(() => prefix() + theoryText(progress));
      },
      onProgress: (progress) => {
        stops = whatStops(progress);
        const text = (width: number) => prefix() + progressText(progress, width - prefix().length, untilSe);
        // The pilot reports once, and then takes its time.
        line.show(text, progress.stage === 'pilot');
      },
    });
  } finally {
    stopListening();
    line.clear();
  }
}

/** Waits of this many seconds are said. */
const LONG_WAIT = 5;

function whatStops({ stage, secondsUnderWay = 0 }: Progress): string {
  if (stage === 'theory') return 'leaving theory out';
  const wait = secondsUnderWay < LONG_WAIT ? '' : `, which may take ${duration(secondsUnderWay)}`;
  return `finishing the draws under way${wait}`;
}
