import erfc from '@stdlib/math-base-special-erfc';
import { integratePanels } from '../../numerics/quadrature/gaussLegendre.ts';
import type { DualPair, GaussianPair } from '../activation.ts';
import { family } from '../family.ts';
import { logistic, saturatingKnots } from './saturating.ts';

/**
 * GELU's covariance (derived here, docs/theory §3), S = √((1+q)² − cov²):
 *
 *   C = cov/4 + (cov/2π) arcsin(cov/(1+q)) + N/(2πS),
 *   N = q² + cov²(1−q)/(1+q) = [q² + cov² + q·spread·(q+cov)]/(1+q), the latter without cancellation at large q
 */
function geluCovariance(q: number, cov: number, spread: number): number {
  const root = Math.sqrt((1 + spread) * (1 + q + cov));
  const numerator = (q * q + cov * cov + q * spread * (q + cov)) / (1 + q);
  return cov / 4 + (cov * Math.atan2(cov, root) + numerator / root) / (2 * Math.PI);
}

/**
 * ∂C/∂cov = E φ′(u)φ′(v) = ¼ + (1/2π) [arcsin(cov/(1+q)) + (cov/S)(1 + 2(1−q)/(1+q) + N/S²)], where the last bracket is
 * [3(1 + spread + cov) + 2q + 2·spread·(q+cov)] / ((1+q)S²). Derived here.
 */
function geluSlopes(q: number, cov: number, spread: number): number {
  const square = (1 + spread) * (1 + q + cov);
  const root = Math.sqrt(square);
  const bracket = (3 * (1 + spread + cov) + 2 * q + 2 * spread * (q + cov)) / ((1 + q) * square);
  return 1 / 4 + (Math.atan2(cov, root) + (cov / root) * bracket) / (2 * Math.PI);
}

/**
 * D = Q − C while the two differ enough, else D = ∫ ∂C/∂cov from cov to q, which keeps every digit. In w = log(1 + spread)
 * the integrand is smooth for every q: its singularities at cov = ±(1+q) are far.
 */
function geluDual({ q, cov, spread, complement }: GaussianPair): DualPair {
  const covariance = geluCovariance(q, cov, spread);
  if (complement >= 0.1) return { cov: covariance, spread: geluCovariance(q, q, 0) - covariance };
  const slope = (w: number) => Math.exp(w) * geluSlopes(q, q - Math.expm1(w), Math.expm1(w));
  return { cov: covariance, spread: integratePanels(slope, [0, Math.log1p(spread)]) };
}

/** φ = x Φ(x), Φ the normal distribution function. */
export const gelu = family({
  name: 'gelu',
  summary: 'Gaussian error linear unit.',
  formula: 'x/2 * (1 + erf(x / sqrt(2)))',
  theory: 'exact',
  build: () => ({
    formula: 'x/2 * (1 + erf(x / sqrt(2)))',
    value: (x) => (x / 2) * erfc(-x * Math.SQRT1_2),
    derivative: (x) => erfc(-x * Math.SQRT1_2) / 2 + (x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI),
    kinks: [],
    knots: saturatingKnots,
    jumps: [],
    dual: geluDual,
    secondMoment: (q) => geluCovariance(q, q, 0),
    derivativeSecondMoment: (q) => geluSlopes(q, q, 0),
    graph: (g, x) => {
      const gate = g.node('Add', [g.node('Erf', [g.node('Mul', [x, g.constant(Math.SQRT1_2)])]), g.constant(1)]);
      return g.node('Mul', [g.node('Mul', [x, gate]), g.constant(0.5)]);
    },
  }),
});

/** φ = x/2·(1 + tanh y) = x·σ(2y), y = √(2/π)(x + 0.044715x³): the approximation many networks are trained with. */
export const geluTanh = family({
  name: 'geluTanh',
  summary: 'The tanh approximation of GELU.',
  formula: 'x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715*x^3)))',
  theory: 'quadrature',
  build: () => ({
    formula: 'x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715*x^3)))',
    value: (x) => x * logistic(geluTanhArgument(x)),
    derivative: (x) => {
      const y = geluTanhArgument(x);
      const slope = 2 * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
      return logistic(y) * (1 + x * slope * logistic(-y));
    },
    kinks: [],
    knots: saturatingKnots,
    jumps: [],
    graph: (g, x) => {
      const cube = g.node('Mul', [g.node('Mul', [x, x]), x]);
      const sum = g.node('Add', [x, g.node('Mul', [cube, g.constant(0.044715)])]);
      const gate = g.node('Tanh', [g.node('Mul', [sum, g.constant(Math.sqrt(2 / Math.PI))])]);
      return g.node('Mul', [g.node('Mul', [x, g.node('Add', [gate, g.constant(1)])]), g.constant(0.5)]);
    },
  }),
});

function geluTanhArgument(x: number): number {
  return 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
}

/** φ = x σ(x), also called swish. */
export const silu = family({
  name: 'silu',
  summary: 'Sigmoid linear unit (swish).',
  formula: 'x * sigmoid(x)',
  theory: 'quadrature',
  build: () => ({
    formula: 'x * sigmoid(x)',
    value: (x) => x * logistic(x),
    derivative: (x) => logistic(x) * (1 + x * logistic(-x)),
    kinks: [],
    knots: saturatingKnots,
    jumps: [],
    graph: (g, x) => g.node('Mul', [x, g.node('Sigmoid', [x])]),
  }),
});

/** Above this the gate of mish is 1 in double precision; e^x is not formed there. */
const MISH_OPEN = 40;

/**
 * φ = x·tanh(log(1 + eˣ)). With n = eˣ and m = n(n+2) the gate is ω = m/(m+2), dω/dx = 4n(n+1)/(m+2)²: no cancellation
 * on either side.
 */
export const mish = family({
  name: 'mish',
  summary: 'Mish.',
  formula: 'x * tanh(softplus(x))',
  theory: 'quadrature',
  build: () => ({
    formula: 'x * tanh(softplus(x))',
    value: (x) => {
      if (x > MISH_OPEN) return x;
      const n = Math.exp(x);
      const m = n * (n + 2);
      return (x * m) / (m + 2);
    },
    derivative: (x) => {
      if (x > MISH_OPEN) return 1;
      const n = Math.exp(x);
      const m = n * (n + 2);
      return (m + (4 * x * n * (n + 1)) / (m + 2)) / (m + 2);
    },
    kinks: [],
    knots: saturatingKnots,
    jumps: [],
    graph: (g, x) => g.node('Mul', [x, g.node('Tanh', [g.node('Softplus', [x])])]),
  }),
});
