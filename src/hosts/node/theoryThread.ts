import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { type TheoryAnswer, type TheoryTask, theoryAnswer } from '../../measure/theory/tasks.ts';
import { interruptedTheory, type Theorist, TheoryClock, type TheoryWatch } from '../../measure/theory/theorist.ts';
import { plainSetup } from '../../setup/plainSetup.ts';
import { unpacked } from './packedError.ts';
import type { TheoryReply, TheoryRequest } from './theoryMessages.ts';

/** A thread takes this long to start; what costs less is computed at once. */
const WORTH_A_THREAD = 0.3;
const ENTRY = new URL('./theoryWorker.js', import.meta.url);

/**
 * Theory on a thread of its own, so that the process hears signals meanwhile, and an abort ends it at once. Each task
 * that is worth it starts a thread and ends it.
 */
export const theoristOnThread: Theorist = {
  async answer(task, watch) {
    if (watch.signal?.aborted) throw interruptedTheory();
    const clock = new TheoryClock(task);
    // Tests run from the sources, where there is no entry of a thread.
    if (clock.seconds < WORTH_A_THREAD || !existsSync(ENTRY)) return theoryAnswer(task);
    watch.onTheory?.(clock.add(0));
    const worker = new Worker(ENTRY);
    try {
      return await answerOf(worker, task, clock, watch);
    } finally {
      await worker.terminate();
    }
  },
};

function answerOf(
  worker: Worker,
  task: TheoryTask,
  clock: TheoryClock,
  { signal, onTheory }: TheoryWatch,
): Promise<TheoryAnswer> {
  return new Promise<TheoryAnswer>((resolve, reject) => {
    const onAbort = () => reject(interruptedTheory());
    signal?.addEventListener('abort', onAbort, { once: true });
    const settled = () => {
      signal?.removeEventListener('abort', onAbort);
      worker.removeAllListeners();
    };
    worker.on('message', (reply: TheoryReply) => {
      if ('done' in reply) {
        onTheory?.(clock.add(reply.done));
        return;
      }
      settled();
      if ('error' in reply) reject(unpacked(reply.error));
      else resolve(reply.answer);
    });
    worker.on('error', (error) => {
      settled();
      reject(error);
    });
    worker.postMessage({ ...task, setup: plainSetup(task.setup) } satisfies TheoryRequest);
  });
}
