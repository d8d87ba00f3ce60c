/**
 * The angle t = arccos c between two pre-activations, from the complement 1 − c, which keeps every digit near c = 1.
 *
 *   t = 2·atan2(√(1−c), √(1+c))
 */
export function angle(complement: number): number {
  return 2 * Math.atan2(Math.sqrt(complement), Math.sqrt(Math.max(0, 2 - complement)));
}

/** π − t, with every digit near c = −1. */
export function supplement(complement: number): number {
  return 2 * Math.atan2(Math.sqrt(Math.max(0, 2 - complement)), Math.sqrt(complement));
}

/**
 * s₃(t) = sin t − t·cos t = t³/3 − t⁵/30 + …, the arc-cosine kernel's function. Docs/theory §3.
 * By its series Σ_{n≥1} (−1)^{n+1} 2n t^{2n+1}/(2n+1)! for t < 1.5, where the two terms nearly cancel.
 */
export function sineDefect(t: number): number {
  if (t >= 1.5) return Math.sin(t) - t * Math.cos(t);
  const square = t * t;
  let power = (t * square) / 6; // t^(2n+1)/(2n+1)! with its sign
  let sum = 0;
  for (let n = 1; n <= 13; n++) {
    sum += 2 * n * power;
    power *= -square / ((2 * n + 2) * (2 * n + 3));
  }
  return sum;
}
