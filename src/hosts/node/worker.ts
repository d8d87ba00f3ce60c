import { workerData } from 'piscina';
import { Drawer } from '../../measure/draw/draw.ts';
import { runTask, type Task, type TaskResult } from '../../measure/draw/executor.ts';
import type { Assignment } from '../../measure/plan/assignment.ts';
import { type PackedError, packed } from './packedError.ts';

/** What came of a task. */
export type Outcome = { readonly result: TaskResult } | { readonly error: PackedError };

let drawer: Promise<Drawer> | undefined;

/** Entry of a worker thread: its drawer is opened with the first task and kept. */
export default async function run(task: Task): Promise<Outcome> {
  try {
    drawer ??= Drawer.open(workerData as Assignment);
    return { result: await runTask(await drawer, task) };
  } catch (error) {
    return { error: packed(error) };
  }
}
