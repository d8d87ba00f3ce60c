import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';
import precision, { type PrecisionOptions } from './precision.ts';

interface Options extends PrecisionOptions {
  readonly repetitions: number;
}

/** Repeats a whole measurement with other seeds: observed spread of its agreement over the error it claims. */
export default async function honesty({ repetitions, ...options }: Options, library: Library): Promise<Outcome> {
  const means: number[] = [];
  const errors: number[] = [];
  for (let seed = 0; seed < repetitions; seed++) {
    const { agreement, standardError } = await precision({ ...options, seed, tail: false }, library);
    means.push(agreement);
    errors.push(standardError);
  }
  const mean = means.reduce((sum, x) => sum + x, 0) / repetitions;
  const spread = Math.sqrt(means.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (repetitions - 1));
  const claimed = Math.sqrt(errors.reduce((sum, x) => sum + x * x, 0) / repetitions);
  return { ratio: spread / claimed, spread, claimed };
}
