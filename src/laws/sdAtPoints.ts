/**
 * sd of a guess fraction among N points: Var G_N = Var G + (1 − A)/(K N), with A the agreement of different points.
 * Docs/theory §2.
 */
export function sdAtPoints(agreement: number, classes: number, points: number): number {
  const sameGuess = agreement + (1 - agreement) / points;
  return Math.sqrt(Math.max(0, sameGuess / classes - 1 / classes ** 2));
}
