import type { Assignment, Draw } from '../plan/assignment.ts';
import { Drawer } from './draw.ts';

/** A stretch of initialisations drawn in one go, on one thread. */
export interface Task {
  /** First initialisation, and the one after the last. */
  readonly from: number;
  readonly to: number;
  readonly readouts: number;
  /** Initialisations below this number also measure every layer. */
  readonly tracedBelow: number;
}

export interface TaskResult {
  readonly draws: Draw[];
  readonly engine: string;
}

/** Where tasks are run. The numbers they give do not depend on it. */
export interface Executor {
  /** How many tasks to keep going at a time. */
  readonly workers: number;
  run(task: Task): Promise<TaskResult>;
  close(): Promise<void>;
}

/** Runs one task on a drawer. */
export async function runTask(drawer: Drawer, { from, to, readouts, tracedBelow }: Task): Promise<TaskResult> {
  const draws: Draw[] = [];
  for (let i = from; i < to; i++) draws.push(await drawer.draw(i, readouts, i < tracedBelow));
  return { draws, engine: drawer.engine };
}

/** Runs everything on the calling thread: for browsers, and where threads are not worth starting. */
export function inlineExecutor(assignment: Assignment): Executor {
  const drawer = Drawer.open(assignment);
  return {
    workers: 1,
    run: async (task) => runTask(await drawer, task),
    close: async () => (await drawer).close(),
  };
}
