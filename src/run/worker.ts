import { workerData } from 'piscina';
import type { Assignment } from '../measure/assignment.ts';
import { Drawer } from '../measure/draw.ts';
import { runTask, type Task, type TaskResult } from '../measure/executor.ts';

/** Entry of a worker thread: its drawer is opened with the first task and kept. */
const drawer = Drawer.open(workerData as Assignment);

export default async function run(task: Task): Promise<TaskResult> {
  return runTask(await drawer, task);
}
