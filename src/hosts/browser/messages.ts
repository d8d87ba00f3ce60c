import type { Task, TaskResult } from '../../measure/draw/executor.ts';
import type { Assignment } from '../../measure/plan/assignment.ts';
import type { PackedError } from '../node/packedError.ts';

/** Messages from a page to a worker: first an assignment, then one task after the other. */
export type Request =
  | { readonly kind: 'assignment'; readonly assignment: Assignment }
  | { readonly kind: 'task'; readonly task: Task };

/** Messages from a worker: first that it is ready, then the result of each task. */
export type Reply =
  | { readonly kind: 'started' }
  | { readonly kind: 'result'; readonly result: TaskResult }
  | { readonly kind: 'error'; readonly error: PackedError };
