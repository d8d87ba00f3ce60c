/** Probabilities that two different points get the same guess. */
interface SameGuess {
  /** Of one true class; null where every class has a single point. */
  readonly same: number | null;
  /** Of two true classes. */
  readonly other: number;
}

/**
 * Standard deviation over initialisations of the accuracy of an untrained network, whose mean is 1/K whatever the data:
 * the luck of seeds. Guesses do not know the names of the classes, so two points are both right with probability A/K if
 * they are of one class and get the same guess with probability A, and (1 − A)/(K(K − 1)) if they are of two:
 *
 *   E acc² = (1/N²) Σ_ij { A_ij/K if y_i = y_j;  (1 − A_ij)/(K(K − 1)) if not },   A_ii = 1
 *
 * Source: derived, docs/theory §16. Exact.
 *
 * @param classes K ≥ 2
 * @param counts points of each true class, of which there are K at most
 */
export function accuracySpread(classes: number, counts: readonly number[], { same, other }: SameGuess): number {
  const points = counts.reduce((sum, count) => sum + count, 0);
  const pairsOfOne = counts.reduce((sum, count) => sum + count * (count - 1), 0);
  const pairsOfTwo = points * (points - 1) - pairsOfOne;
  const bothRight =
    points / classes + (pairsOfOne * (same ?? 0)) / classes + (pairsOfTwo * (1 - other)) / (classes * (classes - 1));
  return Math.sqrt(Math.max(0, bothRight / points ** 2 - 1 / classes ** 2));
}
