import { evaluate, evaluateEach } from '../evaluate.ts';
import type { Runtime } from '../runtime.ts';

/** Runs models in the process of the test. */
export const runtime: Runtime = { evaluate, evaluateEach };
