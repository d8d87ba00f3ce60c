import type { Task, TaskResult } from '../../measure/draw/executor.ts';
import type { Assignment } from '../../measure/plan/assignment.ts';
import type { PackedError } from '../node/packedError.ts';

/** What a page says to a worker: an assignment first, then one task after the other. */
export type Request =
  | { readonly kind: 'assignment'; readonly assignment: Assignment }
  | { readonly kind: 'task'; readonly task: Task };

/** What a worker says: that it is there, then what came of each task. */
export type Reply =
  | { readonly kind: 'started' }
  | { readonly kind: 'result'; readonly result: TaskResult }
  | { readonly kind: 'error'; readonly error: PackedError };
