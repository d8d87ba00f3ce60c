import { number } from '../../notation/parameters.ts';
import type { DualPair, GaussianPair } from '../activation.ts';
import { angle, sineDefect, supplement } from '../angle.ts';
import { family } from '../family.ts';

/**
 * Dual map of x > 0 ? x : a·x ([CS], docs/theory §3), s₃ = sin t − t cos t:
 *
 *   C = (1−a)² (q/2π) [sin t + (π−t) c] + a·cov = (1−a)² (q/2π) s₃(π−t) + a·cov
 *   D = (1−a)² (q/2) ((1−c) − s₃(t)/π) + a·spread
 */
function rectifierDual({ q, cov, spread, complement }: GaussianPair, slope: number): DualPair {
  const weight = (1 - slope) ** 2 * (q / 2);
  return {
    cov: (weight / Math.PI) * sineDefect(supplement(complement)) + slope * cov,
    spread: weight * reluComplement(complement) + slope * spread,
  };
}

/** 1 − c′ = (1 − c) − s₃(t)/π. */
function reluComplement(complement: number): number {
  return complement - sineDefect(angle(complement)) / Math.PI;
}

/** φ = max(0, x). */
export const relu = family({
  name: 'relu',
  summary: 'Rectified linear unit.',
  formula: 'max(0, x)',
  theory: 'exact',
  build: () => ({
    formula: 'max(0, x)',
    // Exact, and without a branch, which on random signs takes three times as long.
    value: (x) => (x + Math.abs(x)) / 2,
    derivative: (x) => (x > 0 ? 1 : 0),
    kinks: [0],
    knots: [0],
    jumps: [],
    dual: (pair) => rectifierDual(pair, 0),
    angular: reluComplement,
    secondMoment: (q) => q / 2,
    derivativeSecondMoment: () => 1 / 2,
    graph: (g, x) => g.node('Relu', [x]),
  }),
});

/** φ = x for x > 0, else slope·x; any real slope (−1 is abs, 1 is linear). */
export const leakyRelu = family({
  name: 'leakyRelu',
  summary: 'Rectified linear unit that leaks: negative inputs keep a small slope.',
  formula: 'x > 0 ? x : slope·x',
  theory: 'exact',
  parameters: { slope: number('slope for negative inputs').default(0.01) },
  positional: (slope?: number) => ({ slope }),
  examples: [{ notation: 'leakyRelu(0.3)' }],
  build: ({ slope }) => ({
    formula: `x > 0 ? x : ${slope}·x`,
    value: (x) => (x > 0 ? x : slope * x),
    derivative: (x) => (x > 0 ? 1 : slope),
    kinks: [0],
    knots: [0],
    jumps: [],
    dual: (pair) => rectifierDual(pair, slope),
    angular: (complement) =>
      ((1 - slope) ** 2 * reluComplement(complement) + 2 * slope * complement) / (1 + slope * slope),
    secondMoment: (q) => (q * (1 + slope * slope)) / 2,
    derivativeSecondMoment: () => (1 + slope * slope) / 2,
    graph: (g, x) => g.node('LeakyRelu', [x], { alpha: { float: slope } }),
  }),
});

/**
 * φ = |x|. C = (2q/π)[sin t + c·arcsin c], D = q((1−c) − 2 s₃/π).
 * Both are even in c; D is computed at |c|, where its terms do not cancel.
 */
export const abs = family({
  name: 'abs',
  summary: 'Absolute value.',
  formula: 'abs(x)',
  theory: 'exact',
  build: () => ({
    formula: 'abs(x)',
    value: Math.abs,
    derivative: Math.sign,
    kinks: [0],
    knots: [0],
    jumps: [],
    dual: ({ q, cov, complement }) => {
      const sine = Math.sqrt(complement * Math.max(0, 2 - complement));
      return {
        cov: (2 / Math.PI) * (q * sine + cov * Math.atan2(cov / q, sine)),
        spread: q * absComplement(complement),
      };
    },
    angular: absComplement,
    secondMoment: (q) => q,
    derivativeSecondMoment: () => 1,
    graph: (g, x) => g.node('Abs', [x]),
  }),
});

function absComplement(complement: number): number {
  const nearest = Math.max(0, Math.min(complement, 2 - complement));
  return nearest - (2 / Math.PI) * sineDefect(angle(nearest));
}
