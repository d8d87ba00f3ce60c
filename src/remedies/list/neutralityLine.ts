import { neutralityLine as lineOf } from '../../depth/critical.ts';
import { scalesRemedy } from '../scales.ts';

/**
 * σ_w² and σ_b² with γ* = 1, between networks that stay prejudiced at any depth and those that forget it. Source: Bassi et al., When
 * Bias Meets Trainability, ICLR 2026; docs/theory §4.
 */
export const neutralityLine = scalesRemedy({
  name: 'neutrality-line',
  sought: 'line of neutrality',
  summary: 'all layers are drawn with σ_w² and σ_b² at which γ = 1 at infinite depth',
  experiments: ['10-phases'],
  goals: ['neutral'],
  sigmaW2(block, sigmaB2) {
    const [{ sigmaW2 }] = lineOf(block, [sigmaB2]);
    return sigmaW2;
  },
});
