import { positive } from '../../notation/parameters.ts';
import { layer } from '../layer.ts';
import { NEUTRAL } from '../standIn.ts';

/**
 * layerScale: y = g x with a factor for every feature, all of them `init` before training. It stands at the end of a
 * residual branch, which begins so small that deep transformers train.
 *
 *   cov′ = g² cov,  spread′ = g² spread
 *
 * Source: Touvron et al., Going Deeper with Image Transformers (CaiT), 2021.
 */
export const layerScale = layer({
  name: 'layerScale',
  summary: 'multiplies every feature by a factor, small before training, at the end of a residual branch',
  family: 'layer',
  theory: 'exact',
  parameters: { init: positive('factor of every feature before training').default(1e-4) },
  examples: [
    { network: 'dense(400), residual(φ, dense(400), layerScale(init=0.5))', on: 'law', seed: 5200 },
    { network: 'dense(400), φ, layerScale', on: 'tokens' },
    { network: 'conv(4, 3), φ, layerScale', on: 'images' },
  ],
  shape: (input) => input,
  kernel: (state, { init }) => state.scale(init),
  graph: (g, x, { init }) => g.node('Mul', [x, g.constant(init)]),
  homogeneous: () => true,
  standIn: () => NEUTRAL,
});
