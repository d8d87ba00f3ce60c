import { layer } from '../../layer.ts';
import { recurrent } from './recurrent.ts';

/**
 * lstm(units): long short-term memory over tokens, state h and cell c, σ the logistic function:
 *
 *   i, f, o = σ(W x_t + R h_{t−1} + b),  g = tanh(W_g x_t + R_g h_{t−1} + b_g)
 *   c_t = f·c_{t−1} + i·g,  h_t = o·tanh(c_t)
 *
 * It gives h_t for every token; `selectToken(-1)` takes the last. Source: Hochreiter and Schmidhuber, 1997; Gers et al., 2000.
 */
export const lstm = layer({
  name: 'lstm',
  summary: 'long short-term memory: reads tokens one after another, one output for each',
  ...recurrent('LSTM', 4),
  examples: [
    { network: 'lstm(8), selectToken(-1)', on: 'tokens' },
    { network: 'lstm(8, bidirectional=true), φ', on: 'tokens' },
  ],
});
