import { family } from '../family.ts';

/**
 * φ = sin x. C = e^(−q) sinh(cov), D = 2e^(−q) cosh((q+cov)/2) sinh((q−cov)/2), both written with decaying exponentials:
 *
 *   |C| = ½ e^(−(q−|cov|)) (1 − e^(−2|cov|)),   D = ½ (1 + e^(−(q+cov))) (1 − e^(−(q−cov)))
 */
export const sin = family({
  name: 'sin',
  summary: 'Sine.',
  formula: 'sin(x)',
  theory: 'exact',
  build: () => ({
    formula: 'sin(x)',
    value: Math.sin,
    derivative: Math.cos,
    kinks: [],
    jumps: [],
    dual: ({ q, cov, spread }) => {
      const gap = cov > 0 ? spread : q + cov;
      return {
        cov: (-Math.sign(cov) / 2) * Math.exp(-gap) * Math.expm1(-2 * Math.abs(cov)),
        spread: (-(1 + Math.exp(-(q + cov))) / 2) * Math.expm1(-spread),
      };
    },
    secondMoment: (q) => -Math.expm1(-2 * q) / 2,
    derivativeSecondMoment: (q) => (1 + Math.exp(-2 * q)) / 2,
    graph: (g, x) => g.node('Sin', [x]),
  }),
});
