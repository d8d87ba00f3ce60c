import { median } from '../interleave.ts';
import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

/** What is made ten times as large. */
export type Work = 'inits' | 'points' | 'readouts';

/** Work that takes seconds; a tenth of it is the small case. */
const LARGE: Record<Work, Record<Work, number>> = {
  inits: { points: 1000, inits: 2000, readouts: 16 },
  points: { points: 10_000, inits: 200, readouts: 16 },
  readouts: { points: 1000, inits: 200, readouts: 640 },
};

/** Time of a measurement over ten times that of one with a tenth of the work; neighbouring runs, median of five. */
export default async function growth({ what }: { readonly what: Work }, library: Library): Promise<Outcome> {
  const { measure } = await library.load('index');
  const seconds = async (options: Record<Work, number>) => {
    const began = performance.now();
    await measure('3*(dense(300), relu), dense(10)', 'gaussian(dim=300)', options);
    return performance.now() - began;
  };
  const small = { ...LARGE[what], [what]: LARGE[what][what] / 10 };
  const least = { ...small, inits: 2, points: 50, readouts: 1 };
  const ratios: number[] = [];
  for (let round = 0; round < 5; round++) {
    const start = await seconds(least); // threads and sessions, whatever the work
    ratios.push(((await seconds(LARGE[what])) - start) / (10 * ((await seconds(small)) - start)));
  }
  return { ratio: median(ratios) };
}
