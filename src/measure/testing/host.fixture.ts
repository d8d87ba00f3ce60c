import { inlineExecutor } from '../draw/executor.ts';
import type { Host } from '../measure.ts';

/** Draws on the calling thread and keeps nothing. */
export const inlineHost: Host = {
  executor: (assignment) => inlineExecutor(assignment),
  provenance: (workers) => ({ firstguess: '', node: '', platform: '', processor: '', workers, date: '' }),
};
