import { positive } from '../../../notation/parameters.ts';
import { positionLaw } from '../../init.ts';
import { layer } from '../../layer.ts';
import { passing } from '../../standIn.ts';
import { requireTokens } from '../inputs.ts';
import { tokenByToken } from '../measuredOnly.ts';

/**
 * positionalEmbedding: adds to every token a vector of its position, the same for all points, as drawn before training:
 * N(0, sigma2) an entry, so that the kernel of tokens t, t′ gains σ² δ_tt′. By default as the initialisation says, else 0.02²,
 * the usual one of vision and language transformers.
 */
export const positionalEmbedding = layer({
  name: 'positionalEmbedding',
  summary: 'adds a random vector of its position to every token',
  family: 'layer',
  theory: 'exact',
  parameters: { sigma2: positive('variance of an entry, by default as --init says, else 0.0004').optional() },
  examples: [{ network: 'dense(400), positionalEmbedding(sigma2=1), φ, selectToken(3)', on: 'tokens', seed: 6033 }],
  shape: (input) => {
    requireTokens('positionalEmbedding', input);
    return input;
  },
  kernel: (state, { sigma2 }, { init }) =>
    state.sequence?.embedPositions(sigma2 ?? positionLaw(init).variance) ?? tokenByToken,
  graph: (g, x, { sigma2 }, { input, init }) =>
    g.node('Add', [x, g.weights(input, sigma2 ? { law: 'gaussian', variance: sigma2 } : positionLaw(init))]),
  standIn: () => passing('tokens without their place'),
});
