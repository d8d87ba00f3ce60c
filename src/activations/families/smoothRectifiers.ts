import { positive } from '../../notation/parameters.ts';
import { family } from '../family.ts';
import { logistic, saturatingKnots } from './saturating.ts';

/** An exponential piece for x < 0, straight above. */
const exponentialKnots = [-40, -12, -4, 0];
/** The exponential is entire, so panels twice as wide as usual suffice. */
const EXPONENTIAL_STRIP = 2.4;

/** φ = x for x > 0, else scale·(eˣ − 1). */
export const elu = family({
  name: 'elu',
  summary: 'Exponential linear unit.',
  formula: 'x > 0 ? x : scale·(exp(x) - 1)',
  theory: 'quadrature',
  parameters: { scale: positive('how far negative inputs saturate below zero').default(1) },
  positional: (scale?: number) => ({ scale }),
  build: ({ scale }) => ({
    formula: `x > 0 ? x : ${scale}·(exp(x) - 1)`,
    value: (x) => (x > 0 ? x : scale * Math.expm1(x)),
    derivative: (x) => (x > 0 ? 1 : scale * Math.exp(x)),
    kinks: [0],
    strip: EXPONENTIAL_STRIP,
    knots: exponentialKnots,
    jumps: [],
    graph: (g, x) => g.node('Elu', [x], { alpha: { float: scale } }),
  }),
});

/** The constants that make mean 0 and variance 1 a stable fixed point: Klambauer et al., NeurIPS 2017. */
const SELU_ALPHA = 1.6732632423543772;
const SELU_LAMBDA = 1.0507009873554805;

/** φ = λx for x > 0, else λα(eˣ − 1). */
export const selu = family({
  name: 'selu',
  summary: 'Self-normalising exponential linear unit.',
  formula: '1.0507 * (x > 0 ? x : 1.6733·(exp(x) - 1))',
  theory: 'quadrature',
  build: () => ({
    formula: '1.0507 * (x > 0 ? x : 1.6733·(exp(x) - 1))',
    value: (x) => SELU_LAMBDA * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
    derivative: (x) => SELU_LAMBDA * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x)),
    kinks: [0],
    strip: EXPONENTIAL_STRIP,
    knots: exponentialKnots,
    jumps: [],
    graph: (g, x) => g.node('Selu', [x]),
  }),
});

/** φ = log(1 + eˣ). */
export const softplus = family({
  name: 'softplus',
  summary: 'Smooth rectifier.',
  formula: 'log(1 + exp(x))',
  theory: 'quadrature',
  build: () => ({
    formula: 'log(1 + exp(x))',
    value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    derivative: logistic,
    kinks: [],
    knots: saturatingKnots,
    jumps: [],
    graph: (g, x) => g.node('Softplus', [x]),
  }),
});
