import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

interface Options {
  readonly network: string;
  readonly data: string;
  /** Standard error of the agreement. */
  readonly until: number;
  readonly repetitions: number;
}

/** Seconds of a prediction at the actual widths, in a process that has made some already: the median. */
export default async function finite(
  { network, data, until, repetitions }: Options,
  library: Library,
): Promise<Outcome> {
  const { predict } = await library.load('index');
  const seconds: number[] = [];
  let error = 0;
  for (let seed = 0; seed < repetitions; seed++) {
    const began = performance.now();
    const { agreement } = predict(network, data, { seed, finite: { untilSe: until } });
    seconds.push((performance.now() - began) / 1000);
    error = Math.max(error, agreement.standardError);
  }
  const later = seconds.slice(repetitions >> 1).sort((a, b) => a - b);
  return { seconds: later[later.length >> 1], error };
}
