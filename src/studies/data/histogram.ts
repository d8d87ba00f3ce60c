/** No histogram has more bins. */
const MOST_BINS = 40;
/** Powers of ten below lose their digits. */
const TINY = 1e-300;

/** The least and the largest of some numbers. */
export function rangeOf(sample: ArrayLike<number>): readonly [min: number, max: number] {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] < min) min = sample[i];
    if (sample[i] > max) max = sample[i];
  }
  return [min, max];
}

/**
 * Edges of at most 40 bins of equal width, 1, 2 or 5 times a power of ten, that hold everything from `min` to `max`.
 * Where all numbers are whole, edges lie half-way between whole numbers, so that every bin holds equally many of them.
 */
export function binEdges(min: number, max: number, whole: boolean): number[] {
  const size = Math.max(Math.abs(min), Math.abs(max));
  if (min === max) {
    const half = Math.max(0.5, 0.001 * size);
    return [min - half, max + half];
  }
  // Divided first, as the difference of huge numbers may be infinite.
  const least = whole ? Math.max(1, max / MOST_BINS - min / MOST_BINS) : max / MOST_BINS - min / MOST_BINS;
  // So close to each other, or to zero, edges between them could not be told apart.
  if (least < 1e-13 * size || least < TINY) return [min, max];
  let power = 10 ** Math.floor(Math.log10(least));
  for (;;) {
    for (const factor of [1, 2, 5]) {
      const width = factor * power;
      const first = Math.floor(min / width);
      const last = whole ? Math.floor(max / width) + 1 : Math.max(first + 1, Math.ceil(max / width));
      if (last - first > MOST_BINS) continue;
      const offset = whole ? 0.5 : 0;
      // Fifteen digits write 0.3 where the product gives 0.30000000000000004.
      const edge = (i: number) => Number(((first + i) * width).toPrecision(15)) - offset;
      const edges = Array.from({ length: last - first + 1 }, (_, i) => edge(i));
      // Rounding must not leave the outermost numbers outside.
      edges[0] = Math.min(edges[0], min);
      edges[edges.length - 1] = Math.max(edges[edges.length - 1], max);
      return edges;
    }
    power *= 10;
  }
}

/** The share of a sample in every bin; all within the edges. Shares sum to 1, or are 0 for an empty sample. */
export function sharesIn(edges: readonly number[], sample: ArrayLike<number>): number[] {
  const bins = edges.length - 1;
  const counts = new Float64Array(bins);
  const width = (edges[bins] - edges[0]) / bins;
  for (let i = 0; i < sample.length; i++) {
    const x = sample[i];
    let bin = Math.max(0, Math.min(bins - 1, Math.floor((x - edges[0]) / width)));
    // Rounding may have put a number on an edge into the bin beside it.
    if (x >= edges[bin + 1] && bin < bins - 1) bin++;
    else if (x < edges[bin] && bin > 0) bin--;
    counts[bin]++;
  }
  return Array.from(counts, (count) => count / Math.max(1, sample.length));
}
