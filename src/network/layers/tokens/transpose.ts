import { layer } from '../../layer.ts';
import { NEUTRAL } from '../../standIn.ts';
import { requireTokens } from '../inputs.ts';
import { measuredOnly } from '../measuredOnly.ts';

/**
 * transpose: exchanges tokens and features, so that the next dense layer mixes tokens, feature by feature, as the
 * token-mixing blocks of MLP-Mixer do.
 */
export const transpose = layer({
  name: 'transpose',
  summary: 'exchanges tokens and features, so that dense layers mix tokens',
  family: 'layer',
  theory: 'none',
  parameters: {},
  examples: [{ network: 'dense(400), φ, transpose', on: 'tokens' }],
  shape: (input) => {
    const [tokens, features] = requireTokens('transpose', input);
    return [features, tokens];
  },
  kernel: () => measuredOnly('dense layers then mix a finite number of tokens, whose weights do not average out'),
  graph: (g, x, _args, { input: [tokens, features] }) =>
    g.node('Transpose', [x], { perm: [0, 2, 1] }, [features, tokens]),
  standIn: () => NEUTRAL,
});
