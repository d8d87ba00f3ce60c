import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

interface Options {
  readonly network: string;
  readonly data: string;
  readonly repetitions: number;
}

/** Seconds of a prediction in a process that has made some already: the median of the later half. */
export default async function prediction({ network, data, repetitions }: Options, library: Library): Promise<Outcome> {
  const { predict } = await library.load('index');
  const seconds: number[] = [];
  for (let k = 0; k < repetitions; k++) {
    const began = performance.now();
    predict(network, data);
    seconds.push((performance.now() - began) / 1000);
  }
  const later = seconds.slice(repetitions >> 1).sort((a, b) => a - b);
  return { seconds: later[later.length >> 1] };
}
