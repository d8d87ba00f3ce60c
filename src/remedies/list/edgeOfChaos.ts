import { edgeOfChaos as criticalSigmaW2 } from '../../depth/critical.ts';
import { EDGE_TOLERANCE } from '../../depth/limit.ts';
import { slopeOf } from '../../depth/stack.ts';
import { scalesRemedy } from '../scales.ts';

/**
 * σ_w² and σ_b² with χ₁ = σ_w² E φ′(√q z)² = 1, where gradients neither grow nor fade with depth. Source: Schoenholz et al., Deep
 * Information Propagation, ICLR 2017; docs/theory §4.
 */
export const edgeOfChaos = scalesRemedy({
  name: 'edge-of-chaos',
  sought: 'edge of chaos',
  summary: 'all layers are drawn with σ_w² and σ_b² at which χ₁ = 1',
  experiments: ['10-phases'],
  goals: ['edge-of-chaos'],
  isThere: (stack, { init }) => Math.abs((slopeOf(stack, init) ?? Number.NaN) - 1) <= EDGE_TOLERANCE,
  sigmaW2: criticalSigmaW2,
});
