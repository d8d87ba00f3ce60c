import type { Step } from '../preprocess.ts';

/** Leaves the data as they are. */
export function none(): Step {
  return {
    notation: 'none',
    effect: 'cov and spread stay',
    shape: (input) => input,
    apply: (dataset) => dataset,
    generator: (law) => law,
  };
}
