import { family } from '../family.ts';

/** φ = eˣ. C = e^(q+cov), D = −e^(2q) expm1(−(q−cov)). Infinite in double precision for q above 354. */
export const exp = family({
  name: 'exp',
  summary: 'Exponential function.',
  formula: 'exp(x)',
  theory: 'exact',
  build: () => ({
    formula: 'exp(x)',
    value: Math.exp,
    derivative: Math.exp,
    kinks: [],
    jumps: [],
    dual: ({ q, cov, spread }) => ({ cov: Math.exp(q + cov), spread: -Math.exp(2 * q) * Math.expm1(-spread) }),
    secondMoment: (q) => Math.exp(2 * q),
    derivativeSecondMoment: (q) => Math.exp(2 * q),
    graph: (g, x) => g.node('Exp', [x]),
  }),
});

/**
 * φ = e^(−x²). C = [(1+2q)² − 4cov²]^(−½), D = −Q·expm1(−½ log1p(4q²(1−c)(1+c)/(1+4q))), Q = (1+4q)^(−½).
 */
export const gaussian = family({
  name: 'gaussian',
  summary: 'Gaussian bump.',
  formula: 'exp(-x^2)',
  theory: 'exact',
  build: () => ({
    formula: 'exp(-x^2)',
    value: (x) => Math.exp(-x * x),
    derivative: (x) => -2 * x * Math.exp(-x * x),
    kinks: [],
    jumps: [],
    dual: ({ q, cov, spread, complement }) => {
      const determinant = (4 * q * q * complement * (2 - complement)) / (1 + 4 * q);
      return {
        cov: 1 / Math.sqrt((1 + 2 * spread) * (1 + 2 * (q + cov))),
        spread: -Math.expm1(-Math.log1p(determinant) / 2) / Math.sqrt(1 + 4 * q),
      };
    },
    secondMoment: (q) => 1 / Math.sqrt(1 + 4 * q),
    derivativeSecondMoment: (q) => (4 * q) / (1 + 4 * q) ** 1.5,
    graph: (g, x) => g.node('Exp', [g.node('Neg', [g.node('Mul', [x, x])])]),
  }),
});
