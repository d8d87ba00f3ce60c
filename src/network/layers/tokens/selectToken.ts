import { wholeNonNegative } from '../../../notation/parameters.ts';
import { layer } from '../../layer.ts';
import { shapeError } from '../../shape.ts';
import { flatten } from '../flatten.ts';
import { requireTokens } from '../inputs.ts';
import { tokenByToken } from '../measuredOnly.ts';

/** selectToken: one token of each point as a vector; the first, where a class token stands, by default. */
export const selectToken = layer({
  name: 'selectToken',
  summary: 'takes one token as a vector, by default the first',
  family: 'layer',
  theory: 'exact',
  parameters: { index: wholeNonNegative('which token, counted from 0').default(0) },
  examples: [{ network: 'dense(400), φ, selectToken(3)', on: 'tokens' }],
  shape: (input, { index }) => {
    const [tokens, features] = requireTokens('selectToken', input);
    if (index >= tokens) {
      const message = `selectToken: there is no token ${index} among ${tokens}`;
      throw shapeError(message, [], `choose an index from 0 to ${tokens - 1}`);
    }
    return [features];
  },
  kernel: (state, { index }) => state.sequence?.select(index) ?? tokenByToken,
  graph: (g, x, { index }, { input: [, features] }) => {
    const token = g.node('Gather', [x, g.integers([index])], { axis: 1 }, [1, features]);
    return g.node('Reshape', [token, g.integers([0, features])], {}, [features]);
  },
  standIn: () => ({ what: 'all positions beside each other', layers: [flatten()] }),
});
