import { layer } from '../../layer.ts';
import { shapeError } from '../../shape.ts';
import { requireTokens } from '../inputs.ts';
import { tokenByToken } from '../measuredOnly.ts';

/** selectToken: one token of each point as a vector; the first, where a class token stands, unless told otherwise. */
export const selectToken = layer<[options?: { readonly index?: number }]>({
  name: 'selectToken',
  summary: 'takes one token as a vector, by default the first',
  family: 'layer',
  theory: 'exact',
  parameters: {
    index: { kind: 'wholeNonNegative', meaning: 'which token, counted from 0', default: 0 },
  },
  shape: (input, { index }) => {
    const [tokens, features] = requireTokens('selectToken', input);
    if (Number(index) >= tokens) {
      const message = `selectToken: there is no token ${index} among ${tokens}`;
      throw shapeError(message, [], `choose an index from 0 to ${tokens - 1}`);
    }
    return [features];
  },
  kernel: (state, { index }) => state.sequence?.select(Number(index)) ?? tokenByToken,
  graph: (g, x, { index }, { input: [, features] }) => {
    const token = g.node('Gather', [x, g.integers([Number(index)])], { axis: 1 }, [1, features]);
    return g.node('Reshape', [token, g.integers([0, features])], {}, [features]);
  },
});
