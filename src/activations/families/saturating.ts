import { family } from '../family.ts';
import { errorFunction } from './erf.ts';

/** Outside ±40 these are straight to the last digit; between these points 20 Gauss–Legendre nodes resolve them. */
export const saturatingKnots = [-40, -12, -4, 0, 4, 12, 40];

/** sech² x = 4 e^(−2|x|) / (1 + e^(−2|x|))², without the cancellation of 1 − tanh². */
function sechSquared(x: number): number {
  const decay = Math.exp(-2 * Math.abs(x));
  return (4 * decay) / (1 + decay) ** 2;
}

/** σ(x) = 1/(1 + e^(−x)). */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** φ = tanh x. */
export const tanh = family({
  name: 'tanh',
  summary: 'Hyperbolic tangent.',
  formula: 'tanh(x)',
  theory: 'quadrature',
  build: () => ({
    formula: 'tanh(x)',
    value: Math.tanh,
    derivative: sechSquared,
    kinks: [],
    knots: saturatingKnots,
    jumps: [],
    graph: (g, x) => g.node('Tanh', [x]),
  }),
});

/** φ = 1/(1 + e^(−x)). */
export const sigmoid = family({
  name: 'sigmoid',
  summary: 'Logistic function.',
  formula: '1/(1 + exp(-x))',
  theory: 'quadrature',
  build: () => ({
    formula: '1/(1 + exp(-x))',
    value: logistic,
    derivative: (x) => logistic(x) * logistic(-x),
    kinks: [],
    knots: saturatingKnots,
    jumps: [],
    graph: (g, x) => g.node('Sigmoid', [x]),
  }),
});

/**
 * φ = erf x. C = (2/π) arcsin(2cov/(1+2q)); D = (2/π)(α − β) with sin α = 2q/(1+2q), sin β = 2cov/(1+2q), as an atan2
 * of sin(α−β) and cos(α−β), where for c > 0 sin(α−β) = (sin²α − sin²β)/(sin α cos β + cos α sin β).
 * All sines and cosines below carry a factor 1 + 2q. Docs/theory §3.
 */
export const erf = family({
  name: 'erf',
  summary: 'Error function.',
  formula: 'erf(x)',
  theory: 'exact',
  build: () => ({
    formula: 'erf(x)',
    value: errorFunction,
    derivative: (x) => (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x),
    kinks: [],
    knots: saturatingKnots,
    jumps: [],
    dual: ({ q, cov, spread }) => {
      const sinA = 2 * q;
      const cosA = Math.sqrt(1 + 4 * q);
      const sinB = 2 * cov;
      const cosB = Math.sqrt((1 + 2 * spread) * (1 + 2 * (q + cov)));
      const sine =
        cov > 0 ? (4 * spread * (q + cov) * (1 + 2 * q) ** 2) / (sinA * cosB + cosA * sinB) : sinA * cosB - cosA * sinB;
      return {
        cov: (2 / Math.PI) * Math.atan2(sinB, cosB),
        spread: (2 / Math.PI) * Math.atan2(sine, cosA * cosB + sinA * sinB),
      };
    },
    secondMoment: (q) => (2 / Math.PI) * Math.atan2(2 * q, Math.sqrt(1 + 4 * q)),
    derivativeSecondMoment: (q) => 4 / Math.PI / Math.sqrt(1 + 4 * q),
    graph: (g, x) => g.node('Erf', [x]),
  }),
});
