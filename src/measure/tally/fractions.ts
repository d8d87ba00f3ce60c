/**
 * Unbiased agreement of each network of a hidden draw:
 *
 *   Σ_c n_c (n_c − 1) / (N (N − 1))
 *
 * whose mean does not depend on the number of points N. Docs/theory §2.
 *
 * @param counts networks × classes
 */
export function agreementsOf(counts: Uint32Array, classes: number, points: number): Float64Array {
  const pairs = points * (points - 1);
  return eachNetwork(counts, classes, (n) => n.reduce((sum, count) => sum + count * (count - 1), 0) / pairs);
}

/** Share of the favourite class, max_c n_c / N, of each network. */
export function maxFractionsOf(counts: Uint32Array, classes: number, points: number): Float64Array {
  return eachNetwork(counts, classes, (n) => n.reduce((most, count) => Math.max(most, count), 0) / points);
}

/** Mean over classes of (n_c/N − 1/K)², of each network; its expectation is the variance of a guess fraction. */
export function deviationsOf(counts: Uint32Array, classes: number, points: number): Float64Array {
  return eachNetwork(
    counts,
    classes,
    (n) => n.reduce((sum, count) => sum + (count / points - 1 / classes) ** 2, 0) / classes,
  );
}

function eachNetwork(counts: Uint32Array, classes: number, statistic: (n: Uint32Array) => number): Float64Array {
  const networks = counts.length / classes;
  return Float64Array.from({ length: networks }, (_, i) => statistic(counts.subarray(i * classes, (i + 1) * classes)));
}
