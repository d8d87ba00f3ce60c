import { positive } from '../../../notation/parameters.ts';
import { layer } from '../../layer.ts';
import { passing } from '../../standIn.ts';
import { requireTokens } from '../inputs.ts';
import { tokenByToken } from '../measuredOnly.ts';
import { EMBEDDING_VARIANCE } from './classToken.ts';

/**
 * positionalEmbedding: adds to every token a vector of its position, the same for all points, as drawn before training:
 * N(0, sigma2) an entry, so that the kernel of tokens t, t′ gains σ² δ_tt′. The default 0.02² is the usual one of vision and language transformers.
 */
export const positionalEmbedding = layer({
  name: 'positionalEmbedding',
  summary: 'adds a random vector of its position to every token',
  family: 'layer',
  theory: 'exact',
  parameters: { sigma2: positive('variance of an entry').default(EMBEDDING_VARIANCE) },
  examples: [{ network: 'dense(400), positionalEmbedding(sigma2=1), φ, selectToken(3)', on: 'tokens', seed: 6033 }],
  shape: (input) => {
    requireTokens('positionalEmbedding', input);
    return input;
  },
  kernel: (state, { sigma2 }) => state.sequence?.embedPositions(sigma2) ?? tokenByToken,
  graph: (g, x, { sigma2 }, { input }) => g.node('Add', [x, g.weights(input, { law: 'gaussian', variance: sigma2 })]),
  standIn: () => passing('tokens without their place'),
});
