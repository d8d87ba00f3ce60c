import { parentPort } from 'node:worker_threads';
import { theoryAnswer } from '../../measure/theory/tasks.ts';
import { setupOf } from '../../setup/plainSetup.ts';
import { packed } from './packedError.ts';
import type { TheoryReply, TheoryRequest } from './theoryMessages.ts';

/** Entry of the thread of theory. Work done is told this often. */
const MILLISECONDS = 100;

parentPort!.on('message', (request: TheoryRequest) => {
  let done = 0;
  let told = performance.now();
  const onDone = (seconds: number) => {
    done += seconds;
    if (performance.now() - told < MILLISECONDS) return;
    reply({ done });
    done = 0;
    told = performance.now();
  };
  try {
    reply({ answer: theoryAnswer({ ...request, setup: setupOf(request.setup) }, onDone) });
  } catch (error) {
    reply({ error: packed(error) });
  }
});

function reply(message: TheoryReply): void {
  parentPort!.postMessage(message);
}
