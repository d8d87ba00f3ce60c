import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

interface Options {
  readonly network: string;
  readonly data: string;
  readonly points: number;
  readonly inits: number;
  readonly sampler?: 'weights';
}

/** Seconds an initialisation of a whole measurement, once the workers run: one readout each, data drawn once. */
export default async function raw(
  { network, data, points, inits, sampler }: Options,
  library: Library,
): Promise<Outcome> {
  const { measure } = await library.load('index');
  const marks: [done: number, time: number][] = [];
  await measure(network, data, {
    points,
    inits,
    sampler,
    readouts: 1,
    dataDraw: 'once',
    onProgress: ({ stage, done }) => stage === 'draws' && marks.push([done, performance.now()]),
  });
  const [[first, began], [last, ended]] = [marks[0], marks.at(-1)!];
  return { seconds: (ended - began) / 1000 / (last - first) };
}
