import { layer } from '../../layer.ts';
import { flatten } from '../flatten.ts';
import { requireImage } from '../inputs.ts';

/** globalAvgPool: the mean of every channel over all pixels, a vector. Source: docs/theory §11. */
export const globalAvgPool = layer({
  name: 'globalAvgPool',
  summary: 'the mean of every channel of an image, as a vector',
  family: 'layer',
  theory: 'exact',
  spatial: true,
  parameters: {},
  examples: [{ network: 'conv(4, 3), φ, globalAvgPool', on: 'images' }],
  shape: (input) => [requireImage('globalAvgPool', input)[0]],
  kernel: (state) => state.poolGlobally(),
  graph: (g, x, _args, { input }) => g.node('ReduceMean', [x], { axes: [2, 3], keepdims: 0 }, [input[0]]),
  homogeneous: () => true,
  standIn: () => ({ what: 'all positions beside each other', layers: [flatten()] }),
});
