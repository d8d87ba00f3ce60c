import { positive, wholePositive } from '../../../notation/parameters.ts';
import { layer } from '../../layer.ts';
import { requireImage } from '../inputs.ts';
import { measuredOnly } from '../measuredOnly.ts';
import { noNormalisation } from './standardise.ts';

/**
 * lrn(size): local response normalisation, every channel divided by its neighbours at the same pixel:
 *
 *   y_c = x_c / (k + alpha/size Σ_c′ x_c′²)^beta  over the `size` channels c′ around c
 *
 * with the defaults of PyTorch. Source: Krizhevsky et al., ImageNet Classification with Deep Convolutional Neural Networks, 2012.
 */
export const lrn = layer({
  name: 'lrn',
  summary: 'divides every channel of an image by the size of its neighbours (AlexNet)',
  family: 'layer',
  theory: 'none',
  parameters: {
    size: wholePositive('channels in a neighbourhood', '5'),
    alpha: positive('factor of the mean square of the neighbours').default(1e-4),
    beta: positive('exponent of the divisor').default(0.75),
    k: positive('what the divisor begins with').default(1),
  },
  positional: (size: number) => ({ size }),
  examples: [{ network: 'conv(4, 3), φ, lrn(3)', on: 'images' }],
  shape: (input) => requireImage('lrn', input),
  kernel: () => measuredOnly('a few neighbouring channels decide the divisor, which therefore does not average out'),
  graph: (g, x, { size, alpha, beta, k }) =>
    g.node('LRN', [x], { size, alpha: { float: alpha }, beta: { float: beta }, bias: { float: k } }),
  standIn: () => noNormalisation,
});
