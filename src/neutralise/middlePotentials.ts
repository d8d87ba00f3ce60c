/**
 * Numbers b with b_k − b_j ≤ d_jk for all j and k, well inside where there is room: the mean of the extreme solutions, which
 * are the lengths of the shortest paths from each class,
 *
 *   b_k = mean over j of (length of the shortest path j → k)
 *
 * A constraint is met with equality only if it is so for all solutions. The lengths are those of Floyd and Warshall
 * (Communications of the ACM 5, 1962). The mean of b is 0.
 *
 * @param gaps d, classes × classes, without a negative circle; the lengths take its place
 */
export function middlePotentials(gaps: Float64Array, classes: number): Float64Array {
  for (let via = 0; via < classes; via++) {
    for (let j = 0; j < classes; j++) {
      const toVia = gaps[j * classes + via];
      for (let k = 0; k < classes; k++) {
        const length = toVia + gaps[via * classes + k];
        if (length < gaps[j * classes + k]) gaps[j * classes + k] = length;
      }
    }
  }
  const potentials = new Float64Array(classes);
  for (let at = 0; at < gaps.length; at++) potentials[at % classes] += gaps[at] / classes;
  const mean = potentials.reduce((sum, b) => sum + b, 0) / classes;
  return potentials.map((b) => b - mean);
}
