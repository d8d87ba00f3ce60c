import { family } from '../family.ts';

/**
 * Ends of panels that widen with the distance from 0. Each is so far from the poles of its piece, at ±1 on the other side
 * of 0, that 20 Gauss–Legendre nodes err by 3^−40 there; beyond the last φ is ±1 to the last digit.
 */
const ends = Array.from({ length: 28 }, (_, k) => 4 ** k - 1);

/**
 * φ = x/(1 + |x|), φ′ = 1/(1 + |x|)²; its second derivative jumps at 0.
 * Source: Bergstra et al., Quadratic Polynomials Learn Better Image Features, 2009.
 */
export const softsign = family({
  name: 'softsign',
  summary: 'Softsign: saturates as slowly as 1/x.',
  formula: 'x / (1 + abs(x))',
  theory: 'quadrature',
  examples: [{ notation: 'softsign', seed: 7000 }],
  build: () => ({
    formula: 'x / (1 + abs(x))',
    value: (x) => x / (1 + Math.abs(x)),
    derivative: (x) => 1 / (1 + Math.abs(x)) ** 2,
    kinks: [0],
    strip: 1,
    knots: [
      ...ends
        .slice(1)
        .map((end) => -end)
        .reverse(),
      ...ends,
    ],
    jumps: [],
    graph: (g, x) => g.node('Div', [x, g.node('Add', [g.node('Abs', [x]), g.constant(1)])]),
  }),
});
