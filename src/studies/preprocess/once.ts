import type { Dataset } from '../../data/dataset.ts';
import type { Preprocess } from '../../data/preprocess.ts';
import { UserError } from '../../errors.ts';

/** Does the steps once for all networks: whitening thousands of images takes longer than looking at them. */
export function once(steps: Preprocess): Preprocess {
  let done: { readonly dataset: Dataset; readonly remarks: readonly string[] } | undefined;
  return {
    ...steps,
    apply(dataset, remark) {
      if (!done) {
        const remarks: string[] = [];
        done = { dataset: steps.apply(dataset, (text) => remarks.push(text)), remarks };
      }
      for (const text of done.remarks) remark?.(text);
      return done.dataset;
    },
  };
}

/** What a task returns, or the mistake it complains of. */
export function orFault<T>(task: () => T): T | UserError {
  try {
    return task();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
