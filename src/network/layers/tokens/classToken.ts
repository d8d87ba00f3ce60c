import { positive } from '../../../notation/parameters.ts';
import { positionLaw } from '../../init.ts';
import { layer } from '../../layer.ts';
import { requireTokens } from '../inputs.ts';
import { measuredOnly } from '../measuredOnly.ts';

/** classToken: sets a random token, the same for all points, before the others; its entries are N(0, sigma2), or as the initialisation draws them. */
export const classToken = layer({
  name: 'classToken',
  summary: 'sets a random token before the others, the same for all points',
  family: 'layer',
  theory: 'none',
  parameters: { sigma2: positive('variance of an entry, by default as --init says, else 0.0004').optional() },
  examples: [{ network: 'dense(400), classToken, φ', on: 'tokens' }],
  shape: (input) => {
    const [tokens, features] = requireTokens('classToken', input);
    return [tokens + 1, features];
  },
  kernel: () => measuredOnly('a class token changes its points only through attention, which has no kernel here'),
  graph: (g, x, { sigma2 }, { input: [tokens, features], init }) => {
    const token = g.weights([1, features], sigma2 ? { law: 'gaussian', variance: sigma2 } : positionLaw(init));
    // Both are padded with zeros to the same tokens and added, which needs no number of points.
    const others = g.node('Pad', [x, g.integers([0, 1, 0, 0, 0, 0])], {}, [tokens + 1, features]);
    const first = g.node('Pad', [token, g.integers([0, 0, tokens, 0])], {}, [tokens + 1, features]);
    return g.node('Add', [others, first]);
  },
});
