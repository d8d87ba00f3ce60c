import { layer } from '../../layer.ts';
import { recurrent } from './recurrent.ts';

/**
 * gru(units): gated recurrent units over tokens, state h, σ the logistic function:
 *
 *   z, r = σ(W x_t + R h_{t−1} + b),  n = tanh(W_n x_t + b_n + r·(R_n h_{t−1} + b′_n)),  h_t = (1 − z)·n + z·h_{t−1}
 *
 * with the reset gate after the matrix, as PyTorch and Keras have it. It gives h_t for every token. Source: Cho et al., 2014.
 */
export const gru = layer({
  name: 'gru',
  summary: 'gated recurrent units: reads tokens one after another, one output for each',
  ...recurrent('GRU', 3, { linear_before_reset: 1 }),
  examples: [
    { network: 'gru(8), selectToken(-1)', on: 'tokens' },
    { network: 'gru(8, bidirectional=true), φ', on: 'tokens' },
  ],
});
