import { dot } from '../numerics/linear/dot.ts';
import { bivariateNormalCdf } from '../numerics/quadrature/bivariateNormal.ts';
import { controlledMean, type Estimate } from '../numerics/sampling/controlVariates.ts';
import { normals, seededRandom } from '../numerics/sampling/seeded.ts';
import { binaryLaw, checkGamma } from './binaryLaw.ts';
import { expectedMaximum } from './expectedMaximum.ts';
import { type GuessLaw, guessLaw } from './guessLaw.ts';

export interface MonteCarloOptions {
  /** How many times to draw the centres m; by default as many as take a fraction of a second. */
  readonly draws?: number;
  /** The same seed gives the same estimate; 1 by default. */
  readonly seed?: number;
}

/**
 * E H = E[−Σ_c G_c log G_c] in nats, the expected entropy of the guess fractions: log K for a fair guess, 0 where all
 * inputs go to one class. There is no closed form for K ≥ 3. Two classes: a line integral; three: a plane integral;
 * more: Monte Carlo over m. Source: docs/theory §2.
 *
 * @param classes K ≥ 2
 * @param gamma bias ratio in [0, ∞]
 * @returns the error is 0 (below 1e−11) up to three classes, a standard error beyond
 */
export function expectedEntropy(
  classes: number,
  gamma: number,
  { draws = affordableDraws(classes) / 2, seed = 1 }: MonteCarloOptions = {},
): Estimate {
  checkGamma(gamma);
  if (gamma === 0) return { value: Math.log(classes), error: 0 };
  if (gamma === Number.POSITIVE_INFINITY) return { value: 0, error: 0 };
  if (classes === 2) return { value: binaryLaw(gamma).entropy, error: 0 };

  // A lattice slower than a second, or fewer than some twenty draws of m without a clear winner.
  const largest = classes === 3 ? 1e5 : (draws / 3) ** 2;
  if (gamma > largest) return beyond(largest, expectedEntropy(classes, largest, { draws, seed }), gamma);
  return classes === 3 ? entropyOfThree(gamma) : sampledEntropy(guessLaw(classes, gamma), draws, seed);
}

/** At large γ only near-ties of m matter, and E H falls as 1/√γ with corrections of relative order below 1/√γ. */
function beyond(largest: number, { value, error }: Estimate, gamma: number): Estimate {
  const factor = Math.sqrt(largest / gamma);
  return { value: factor * value, error: factor * Math.hypot(error, value / Math.sqrt(largest)) };
}

/** −Σ p log p in nats. */
export function entropyOf(fractions: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < fractions.length; c++) if (fractions[c] > 0) sum -= fractions[c] * Math.log(fractions[c]);
  return sum;
}

/**
 * Three classes: only the gaps s = m₁ − m₂ and t = m₂ − m₃ matter, of density exp(−(s² + st + t²)/3)/(2π√3), and every
 * fraction is a quadrant of two normals of correlation ½:
 *
 *   G₁ = Φ₂(√γ s, √γ (s+t)),   G₂ = Φ₂(−√γ s, √γ t),   G₃ = Φ₂(−√γ t, −√γ (s+t)),   arguments over √2
 *
 * The lattice s, t ∈ h·ℤ is mapped to itself by all six permutations of the classes, so the sum over the sorted sixth
 * s, t ≥ 0 is enough: its inner points count six times, its two edges three times, the origin once.
 */
function entropyOfThree(gamma: number): Estimate {
  const root = Math.sqrt(gamma / 2);
  const step = 0.5 / Math.sqrt(1 + gamma);
  let sum = 0;
  // Beyond these gaps the leader takes all but 1e−17, or the density is below 1e−17.
  for (let a = 0; a * step < Math.min(12, 8.5 / root); a++) {
    for (let b = 0; b * step < 12; b++) {
      const s = a * step;
      const t = b * step;
      const copies = a === 0 && b === 0 ? 1 : a === 0 || b === 0 ? 3 : 6;
      const fractions = [
        bivariateNormalCdf(root * s, root * (s + t), 0.5),
        bivariateNormalCdf(-root * s, root * t, 0.5),
        bivariateNormalCdf(-root * t, -root * (s + t), 0.5),
      ];
      sum += copies * Math.exp(-(s * s + s * t + t * t) / 3) * entropyOf(fractions);
    }
  }
  return { value: (step * step * sum) / (2 * Math.PI * Math.sqrt(3)), error: 0 };
}

/**
 * Monte Carlo over m, with quantities of known mean as control variates. Each law of fractions on the same m brings
 *
 *   E Σ G² = A_K(c),   E max G = A_K(√c),   E Σ_c G_c m_c = √c e_K  (m at the winner of a random input)
 *
 * and m itself its spread and its maximum. The law at γ/4 sees m through a smoother glass; together they take 95 to
 * 99.9 % of the standard error away.
 */
function sampledEntropy(law: GuessLaw, draws: number, seed: number): Estimate {
  const { classes, gamma } = law;
  const random = seededRandom(seed);
  const top = expectedMaximum(classes);
  const laws = [law, guessLaw(classes, gamma / 4)];

  const entropy = new Float64Array(draws);
  const control = (expectation: number) => ({ draws: new Float64Array(draws), expectation });
  const spread = control(classes - 1);
  const maximum = control(top);
  const perLaw = laws.map((each) => ({
    squares: control(each.agreement),
    largest: control(each.maxFraction),
    winner: control(top / Math.sqrt(1 + 1 / each.gamma)),
  }));

  for (let i = 0; i < draws; i++) {
    const m = normals(classes, random.normal);
    // Fractions depend on differences of m only; without its mean the controls are less noisy.
    const mean = m.reduce((sum, x) => sum + x, 0) / classes;
    const centres = m.map((x) => x - mean);
    spread.draws[i] = dot(centres, centres);
    maximum.draws[i] = Math.max(...centres);
    laws.forEach((each, which) => {
      const fractions = each.fractionsGiven(centres);
      const { squares, largest, winner } = perLaw[which];
      squares.draws[i] = dot(fractions, fractions);
      largest.draws[i] = Math.max(...fractions);
      winner.draws[i] = dot(fractions, centres);
      if (each === law) entropy[i] = entropyOf(fractions);
    });
  }
  return controlledMean(entropy, [
    ...perLaw.flatMap(({ squares, largest, winner }) => [squares, largest, winner]),
    spread,
    maximum,
  ]);
}

/** One draw of all fractions costs about 2 µs a class; this many stay within half a second, 1 s for K = 1000. */
export function affordableDraws(classes: number): number {
  return 2 * Math.round(Math.min(4000, Math.max(100, 40_000 / classes)));
}
