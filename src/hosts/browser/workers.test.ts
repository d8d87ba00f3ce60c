import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../errors.ts';
import type { Task } from '../../measure/draw/executor.ts';
import type { Assignment } from '../../measure/plan/assignment.ts';
import { packed } from '../node/packedError.ts';
import type { Reply, Request } from './messages.ts';

/** Stands in for a Web Worker: answers each task, in a turn of its own, with what `answer` says. */
class FakeWorker {
  static all: FakeWorker[] = [];
  static answer: (task: Task) => Reply | Error;
  onmessage: (event: { data: Reply }) => void = () => {};
  onerror: (event: { message: string }) => void = () => {};
  readonly requests: Request[] = [];
  terminated = false;

  constructor() {
    FakeWorker.all.push(this);
    queueMicrotask(() => this.onmessage({ data: { kind: 'started' } }));
  }

  postMessage(request: Request): void {
    this.requests.push(structuredClone(request));
    if (request.kind !== 'task') return;
    const answer = FakeWorker.answer(request.task);
    setTimeout(() => {
      if (answer instanceof Error) this.onerror(answer);
      else this.onmessage({ data: structuredClone(answer) });
    });
  }

  terminate(): void {
    this.terminated = true;
  }
}

const assignment = { points: 3 } as Assignment;
const task = (from: number): Task => ({ from, to: from + 1, readouts: 1, tracedBelow: 0 });

beforeEach(() => {
  vi.resetModules(); // whether workers start is asked once a page
  FakeWorker.all = [];
  FakeWorker.answer = ({ from }) => ({ kind: 'result', result: { draws: [], engine: `task ${from}` } });
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => vi.unstubAllGlobals());

describe('an executor of Web Workers', () => {
  it('gives each worker the assignment and then one task at a time, however many there are', async () => {
    const { workerExecutor } = await import('./workers.ts');
    const executor = workerExecutor(assignment, 2);
    const results = await Promise.all([0, 1, 2, 3, 4].map((from) => executor.run(task(from))));
    expect(results.map(({ engine }) => engine)).toEqual(['task 0', 'task 1', 'task 2', 'task 3', 'task 4']);
    expect(FakeWorker.all.map(({ requests }) => requests[0])).toEqual(
      [0, 1].map(() => ({ kind: 'assignment', assignment })),
    );
    expect(FakeWorker.all.map(({ requests }) => requests.length).sort()).toEqual([3, 4]);
    await executor.close();
    expect(FakeWorker.all.every(({ terminated }) => terminated)).toBe(true);
  });

  it('hands on mistakes of the user as such, and goes on with the next task', async () => {
    const { workerExecutor } = await import('./workers.ts');
    const fault = new UserError('engine', 'measuring needs ONNX Runtime', ['onnxruntime-web: no'], 'install it');
    const executor = workerExecutor(assignment, 1);
    FakeWorker.answer = () => ({ kind: 'error', error: packed(fault) });
    await expect(executor.run(task(0))).rejects.toEqual(fault);
    FakeWorker.answer = () => ({ kind: 'result', result: { draws: [], engine: 'again' } });
    expect((await executor.run(task(1))).engine).toBe('again');
  });

  it('fails when a worker breaks down', async () => {
    const { workerExecutor } = await import('./workers.ts');
    FakeWorker.answer = () => new Error('out of memory');
    await expect(workerExecutor(assignment, 1).run(task(0))).rejects.toThrow('a worker failed: out of memory');
  });
});

describe('whether workers start', () => {
  it('is found out by starting one, once', async () => {
    const { workersStart } = await import('./workers.ts');
    expect(await Promise.all([workersStart(), workersStart()])).toEqual([true, true]);
    expect(FakeWorker.all.map(({ terminated }) => terminated)).toEqual([true]);
  });

  it('is no where there are none', async () => {
    vi.stubGlobal('Worker', undefined);
    const { workersStart } = await import('./workers.ts');
    expect(await workersStart()).toBe(false);
  });
});
