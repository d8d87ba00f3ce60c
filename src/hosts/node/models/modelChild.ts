import { Worker } from 'node:worker_threads';
import { evaluateEach } from '../../../audit/evaluate.ts';
import { AuditDrawer } from '../../../audit/run/auditDrawer.ts';
import type { TaskResult } from '../../../measure/draw/executor.ts';
import { packed } from '../packedError.ts';
import type { ModelReply, ModelRequest, ModelWork } from './messages.ts';

/**
 * Entry of a process that runs foreign models. The engine blocks its thread, so a thread of its own watches the memory of the
 * process and ends it at the limit: to the process that asked, this looks like any other death.
 */
const limit = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(2 ** 31 - 1);
const WATCH = `
  const { workerData } = require('node:worker_threads');
  setInterval(() => {
    if (process.memoryUsage.rss() / 2 ** 20 > Atomics.load(workerData, 0)) process.kill(process.pid, 'SIGKILL');
  }, 20);
`;
new Worker(WATCH, { eval: true, workerData: limit }).unref();

let drawer: AuditDrawer | undefined;

// Ctrl-C reaches all processes of a terminal; the one that asked decides what becomes of the work.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.on('message', async ({ number, work, megabytes }: ModelRequest) => {
  Atomics.store(limit, 0, megabytes);
  try {
    reply({ number, answer: await answerTo(work) });
  } catch (error) {
    reply({ number, error: packed(error) });
  }
});
reply({ ready: true });

async function answerTo(work: ModelWork): Promise<unknown> {
  switch (work.kind) {
    case 'evaluate':
      return evaluateEach(work.model, work.runs, work.outputs);
    case 'open':
      await drawer?.close();
      drawer = await AuditDrawer.open(work.assignment);
      return undefined;
    case 'draw': {
      const { from, to, tracedBelow } = work.task;
      const draws: TaskResult['draws'] = [];
      for (let i = from; i < to; i++) draws.push(await drawer!.draw(i, i < tracedBelow));
      return { draws, engine: drawer!.engine } satisfies TaskResult;
    }
  }
}

function reply(message: ModelReply): void {
  process.send?.(message);
}
