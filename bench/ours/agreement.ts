import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

/** Seconds of one A_K(c), the median over correlations. */
export default async function agreementOf(
  { classes }: { readonly classes: number },
  library: Library,
): Promise<Outcome> {
  const { agreement } = await library.load('laws/agreement');
  const seconds: number[] = [];
  for (let k = 1; k < 60; k++) {
    const began = performance.now();
    agreement(classes, k / 60);
    seconds.push((performance.now() - began) / 1000);
  }
  return { seconds: seconds.sort((a, b) => a - b)[30] };
}
