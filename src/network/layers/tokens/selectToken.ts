import { whole } from '../../../notation/parameters.ts';
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
  parameters: { index: whole('which token, counted from 0, or backwards from -1, the last').default(0) },
  examples: [
    { network: 'dense(400), φ, selectToken(3)', on: 'tokens' },
    { network: 'dense(400), φ, selectToken(-1)', on: 'tokens' },
  ],
  shape: (input, { index }) => {
    const [tokens, features] = requireTokens('selectToken', input);
    if (index >= tokens || index < -tokens) {
      const message = `selectToken: there is no token ${index} among ${tokens}`;
      throw shapeError(message, [], `choose an index from 0 to ${tokens - 1}, or from -1 back to ${-tokens}`);
    }
    return [features];
  },
  kernel: (state, { index }, { input: [tokens] }) => state.sequence?.select(placeOf(index, tokens)) ?? tokenByToken,
  graph: (g, x, { index }, { input: [tokens, features] }) => {
    const token = g.node('Gather', [x, g.integers([placeOf(index, tokens)])], { axis: 1 }, [1, features]);
    return g.node('Reshape', [token, g.integers([0, features])], {}, [features]);
  },
  standIn: () => ({ what: 'all positions beside each other', layers: [flatten()] }),
});

function placeOf(index: number, tokens: number): number {
  return index < 0 ? tokens + index : index;
}
