import { layer } from '../../layer.ts';
import { requireImage } from '../inputs.ts';

/** globalAvgPool: the mean of every channel over all pixels, a vector. Source: docs/theory §11. */
export const globalAvgPool = layer<[]>({
  name: 'globalAvgPool',
  summary: 'the mean of every channel of an image, as a vector',
  family: 'layer',
  theory: 'exact',
  spatial: true,
  parameters: {},
  shape: (input) => [requireImage('globalAvgPool', input)[0]],
  kernel: (state) => state.poolGlobally(),
  graph: (g, x, _args, { input }) => g.node('ReduceMean', [x], { axes: [2, 3], keepdims: 0 }, [input[0]]),
});
