import { UserError } from '../../../src/errors.ts';
import type { Answer, Question } from './messages.ts';
import { theoryOf } from './theoryOf.ts';

/** The thread that does theory: a question in, one answer out or two. */
self.onmessage = ({ data: { id, experiment } }: MessageEvent<Question>) => {
  try {
    for (const theory of theoryOf(experiment)) answer({ id, theory });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, where, remedy } = error;
    answer({ id, mistake: { message, where, remedy } });
  }
};

function answer(message: Answer): void {
  self.postMessage(message);
}
