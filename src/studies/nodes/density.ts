/** Nodes are looked at between ± this many units of √q; what lies beyond counts at the ends. */
const REACH = 5;
const WIDTH = 0.05;
export const BINS = (2 * REACH) / WIDTH;
const MIDDLES = Array.from({ length: BINS }, (_, bin) => WIDTH * (bin + 0.5) - REACH);

/** Where densities are given, in units of √q. */
export const PLACES: readonly number[] = Array.from({ length: BINS / 2 + 1 }, (_, place) =>
  round(2 * WIDTH * place - REACH),
);

/** The bin of a number in units of √q. */
export function binOf(value: number): number {
  return Math.min(BINS - 1, Math.max(0, Math.floor((value + REACH) / WIDTH)));
}

/**
 * A density from counts in bins, smoothed by a normal kernel whose width follows Silverman's rule
 *
 *   h = 0.9 · s · n^(−1/5)
 *
 * for n independent values of standard deviation s, but never less than two bins.
 * Source: B. W. Silverman, Density Estimation for Statistics and Data Analysis (1986), eq. 3.31.
 *
 * @param independent values, of which there are fewer than counts where many points share a draw
 * @returns the density at `PLACES`, to four decimals
 */
export function densityOf(counts: ArrayLike<number>, independent: number): number[] {
  let [size, sum, squares] = [0, 0, 0];
  for (let bin = 0; bin < BINS; bin++) {
    size += counts[bin];
    sum += counts[bin] * MIDDLES[bin];
    squares += counts[bin] * MIDDLES[bin] ** 2;
  }
  const deviation = Math.sqrt(Math.max(0, squares / size - (sum / size) ** 2));
  const bandwidth = Math.max(2 * WIDTH, 0.9 * deviation * independent ** -0.2);
  const total = size * bandwidth * Math.sqrt(2 * Math.PI);
  return PLACES.map((place) => {
    let density = 0;
    for (let bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) density += counts[bin] * Math.exp(-0.5 * ((place - MIDDLES[bin]) / bandwidth) ** 2);
    }
    return round(density / total);
  });
}

function round(value: number): number {
  return Math.round(1e4 * value) / 1e4;
}
