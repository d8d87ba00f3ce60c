import { family } from '../family.ts';

/** φ = x. C = cov, D = spread: a linear network keeps γ. */
export const linear = family({
  name: 'linear',
  summary: 'The identity.',
  formula: 'x',
  theory: 'exact',
  build: () => ({
    formula: 'x',
    value: (x) => x,
    derivative: () => 1,
    kinks: [],
    knots: [],
    jumps: [],
    identity: true,
    dual: ({ cov, spread }) => ({ cov, spread }),
    angular: (complement) => complement,
    secondMoment: (q) => q,
    derivativeSecondMoment: () => 1,
    graph: (_, x) => x,
  }),
});

/** φ = x². C = q²(1 + 2c²), D = 2q²(1−c)(1+c). */
export const square = family({
  name: 'square',
  summary: 'The square.',
  formula: 'x^2',
  theory: 'exact',
  build: () => ({
    formula: 'x^2',
    value: (x) => x * x,
    derivative: (x) => 2 * x,
    kinks: [],
    knots: [],
    jumps: [],
    dual: ({ q, cov, complement }) => ({
      cov: q * q + 2 * cov * cov,
      spread: 2 * q * q * complement * (2 - complement),
    }),
    angular: (complement) => (2 / 3) * complement * (2 - complement),
    secondMoment: (q) => 3 * q * q,
    derivativeSecondMoment: (q) => 4 * q,
    graph: (g, x) => g.node('Mul', [x, x]),
  }),
});
