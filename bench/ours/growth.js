import { median } from '../interleave.js';

/** Work that takes seconds; a tenth of it is the small case. */
const LARGE = {
  inits: { points: 1000, inits: 2000, readouts: 16 },
  points: { points: 10_000, inits: 200, readouts: 16 },
  readouts: { points: 1000, inits: 200, readouts: 640 },
};

/** Time of a measurement over ten times that of one with a tenth of the work; neighbouring runs, median of five. */
export default async function growth({ what }, library) {
  const { measure } = await library('index');
  const seconds = async (options) => {
    const began = performance.now();
    await measure('3*(dense(300), relu), dense(10)', 'gaussian(dim=300)', options);
    return performance.now() - began;
  };
  const small = { ...LARGE[what], [what]: LARGE[what][what] / 10 };
  const least = { ...small, inits: 2, points: 50, readouts: 1 };
  const ratios = [];
  for (let round = 0; round < 5; round++) {
    const start = await seconds(least); // threads and sessions, whatever the work
    ratios.push(((await seconds(LARGE[what])) - start) / (10 * ((await seconds(small)) - start)));
  }
  return { ratio: median(ratios) };
}
