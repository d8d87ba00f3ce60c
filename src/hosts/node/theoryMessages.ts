import type { TheoryAnswer, TheoryTask } from '../../measure/theory/tasks.ts';
import type { PlainSetup } from '../../setup/plainSetup.ts';
import type { PackedError } from './packedError.ts';

/** What the thread of theory is sent: one task at a time. */
export type TheoryRequest = TheoryTask<PlainSetup>;

/** What it sends: work done, in seconds as they are counted, and what came of the task. */
export type TheoryReply =
  | { readonly done: number }
  | { readonly answer: TheoryAnswer }
  | { readonly error: PackedError };
