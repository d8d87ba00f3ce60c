import type { Executor, Task, TaskResult } from '../../measure/draw/executor.ts';
import type { Assignment } from '../../measure/plan/assignment.ts';
import { unpacked } from '../node/packedError.ts';
import type { Reply, Request } from './messages.ts';

let starting: Promise<boolean> | undefined;

/** Whether this page can have workers: its content policy, or how it was bundled, may be against it. Asked once. */
export function workersStart(): Promise<boolean> {
  starting ??= new Promise((resolve) => {
    try {
      const worker = startWorker();
      worker.onmessage = () => {
        worker.terminate();
        resolve(true);
      };
      worker.onerror = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
  return starting;
}

/** One Web Worker per core, each with its own sessions and buffers; ONNX Runtime itself stays single-threaded. */
export function workerExecutor(assignment: Assignment, workers: number): Executor {
  const all = Array.from({ length: workers }, () => new TaskWorker(assignment));
  const idle = [...all];
  const waiting: ((worker: TaskWorker) => void)[] = [];
  const release = (worker: TaskWorker) => {
    const next = waiting.shift();
    if (next) next(worker);
    else idle.push(worker);
  };
  return {
    workers,
    run: async (task) => {
      const worker = idle.pop() ?? (await new Promise<TaskWorker>((resolve) => waiting.push(resolve)));
      try {
        return await worker.run(task);
      } finally {
        release(worker);
      }
    },
    close: async () => {
      for (const worker of all) worker.stop();
    },
  };
}

/** A worker that does one task at a time. */
class TaskWorker {
  private readonly worker = startWorker();

  constructor(assignment: Assignment) {
    this.send({ kind: 'assignment', assignment });
  }

  run(task: Task): Promise<TaskResult> {
    return new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }: MessageEvent<Reply>) => {
        if (data.kind === 'result') resolve(data.result);
        if (data.kind === 'error') reject(unpacked(data.error));
      };
      this.worker.onerror = ({ message }) => reject(new Error(`a worker failed: ${message ?? 'it did not start'}`));
      this.send({ kind: 'task', task });
    });
  }

  stop(): void {
    this.worker.terminate();
  }

  private send(request: Request): void {
    this.worker.postMessage(request);
  }
}

/** Bundlers look for exactly this expression. */
function startWorker(): Worker {
  return new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
}
