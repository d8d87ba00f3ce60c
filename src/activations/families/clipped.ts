import { family } from '../family.ts';
import { errorFunction } from './erf.ts';

/** φ = min(max(0, x), 6). E φ′² = ½ erf(6/√(2q)). */
export const relu6 = family({
  name: 'relu6',
  summary: 'Rectified linear unit capped at 6.',
  formula: 'min(max(0, x), 6)',
  theory: 'quadrature',
  build: () => ({
    formula: 'min(max(0, x), 6)',
    value: (x) => Math.min(Math.max(0, x), 6),
    derivative: (x) => (x > 0 && x < 6 ? 1 : 0),
    kinks: [0, 6],
    knots: [0, 6],
    jumps: [],
    derivativeSecondMoment: (q) => errorFunction(6 / Math.sqrt(2 * q)) / 2,
    graph: (g, x) => g.node('Clip', [x, g.constant(0), g.constant(6)]),
  }),
});

/** φ = min(max(−1, x), 1). E φ′² = erf(1/√(2q)). */
export const hardTanh = family({
  name: 'hardTanh',
  summary: 'The identity clipped to [-1, 1].',
  formula: 'min(max(-1, x), 1)',
  theory: 'quadrature',
  build: () => ({
    formula: 'min(max(-1, x), 1)',
    value: (x) => Math.min(Math.max(-1, x), 1),
    derivative: (x) => (x > -1 && x < 1 ? 1 : 0),
    kinks: [-1, 1],
    knots: [-1, 1],
    jumps: [],
    derivativeSecondMoment: (q) => errorFunction(1 / Math.sqrt(2 * q)),
    graph: (g, x) => g.node('Clip', [x, g.constant(-1), g.constant(1)]),
  }),
});

/** φ = min(max(0, x/6 + 1/2), 1), as PyTorch has it. E φ′² = erf(3/√(2q))/36. */
export const hardSigmoid = family({
  name: 'hardSigmoid',
  summary: 'A piecewise linear approximation of the logistic function.',
  formula: 'min(max(0, x/6 + 1/2), 1)',
  theory: 'quadrature',
  examples: [{ notation: 'hardSigmoid', seed: 7010 }],
  build: () => ({
    formula: 'min(max(0, x/6 + 1/2), 1)',
    value: (x) => Math.min(Math.max(0, x + 3), 6) / 6,
    derivative: (x) => (x > -3 && x < 3 ? 1 / 6 : 0),
    kinks: [-3, 3],
    knots: [-3, 3],
    jumps: [],
    derivativeSecondMoment: (q) => errorFunction(3 / Math.sqrt(2 * q)) / 36,
    graph: (g, x) => {
      const raised = g.node('Clip', [g.node('Add', [x, g.constant(3)]), g.constant(0), g.constant(6)]);
      return g.node('Mul', [raised, g.constant(1 / 6)]);
    },
  }),
});

/** φ = x·min(max(0, x + 3), 6)/6, a piecewise quadratic SiLU. */
export const hardSwish = family({
  name: 'hardSwish',
  summary: 'A piecewise quadratic approximation of SiLU.',
  formula: 'x * min(max(0, x + 3), 6) / 6',
  theory: 'quadrature',
  build: () => ({
    formula: 'x * min(max(0, x + 3), 6) / 6',
    value: (x) => (x * Math.min(Math.max(0, x + 3), 6)) / 6,
    derivative: (x) => (x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6),
    kinks: [-3, 3],
    knots: [-3, 3],
    jumps: [],
    graph: (g, x) => g.node('HardSwish', [x]),
  }),
});
