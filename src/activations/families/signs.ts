import { angle, supplement } from '../angle.ts';
import { family } from '../family.ts';

/** φ = (sign x + 1)/2, so ½ at 0. C = ¼ + arcsin(c)/2π = (π−t)/2π, D = t/2π ([CS] of order 0). */
export const step = family({
  name: 'step',
  summary: 'Heaviside step: 0 below zero, 1 above.',
  formula: '(sign(x) + 1) / 2',
  theory: 'exact',
  build: () => ({
    formula: '(sign(x) + 1) / 2',
    value: (x) => (Math.sign(x) + 1) / 2,
    derivative: () => 0,
    kinks: [0],
    knots: [0],
    jumps: [{ x: 0, height: 1 }],
    dual: ({ complement }) => ({
      cov: supplement(complement) / (2 * Math.PI),
      spread: angle(complement) / (2 * Math.PI),
    }),
    angular: (complement) => angle(complement) / Math.PI,
    secondMoment: () => 1 / 2,
    graph: (g, x) => g.node('Mul', [g.node('Add', [g.node('Sign', [x]), g.constant(1)]), g.constant(0.5)]),
  }),
});

/** φ = sign x. C = (2/π) arcsin c, D = 2t/π. */
export const sign = family({
  name: 'sign',
  summary: 'Sign: -1, 0 or 1.',
  formula: 'sign(x)',
  theory: 'exact',
  build: () => ({
    formula: 'sign(x)',
    value: Math.sign,
    derivative: () => 0,
    kinks: [0],
    knots: [0],
    jumps: [{ x: 0, height: 2 }],
    dual: ({ q, cov, complement }) => ({
      cov: (2 / Math.PI) * Math.atan2(cov / q, Math.sqrt(complement * Math.max(0, 2 - complement))),
      spread: (2 / Math.PI) * angle(complement),
    }),
    angular: (complement) => (2 / Math.PI) * angle(complement),
    secondMoment: () => 1,
    graph: (g, x) => g.node('Sign', [x]),
  }),
});
