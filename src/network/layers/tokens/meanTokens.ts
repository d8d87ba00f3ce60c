import { layer } from '../../layer.ts';
import { flatten } from '../flatten.ts';
import { requireTokens } from '../inputs.ts';

/** meanTokens: the mean of a point's tokens, a vector, as globalAvgPool is of an image. Source: docs/theory §11. */
export const meanTokens = layer({
  name: 'meanTokens',
  summary: 'the mean of all tokens, as a vector',
  family: 'layer',
  theory: 'exact',
  spatial: true,
  parameters: {},
  examples: [{ network: 'dense(400), φ, meanTokens', on: 'tokens', seed: 6021 }],
  shape: (input) => [requireTokens('meanTokens', input)[1]],
  kernel: (state) => state.poolGlobally(),
  graph: (g, x, _args, { input }) => g.node('ReduceMean', [x], { axes: [1], keepdims: 0 }, [input[1]]),
  standIn: () => ({ what: 'all positions beside each other', layers: [flatten()] }),
});
