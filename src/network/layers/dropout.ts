import { choice, probability } from '../../notation/parameters.ts';
import { layer } from '../layer.ts';
import { NEUTRAL, passing } from '../standIn.ts';
import { measuredOnly } from './measuredOnly.ts';

/**
 * dropout(rate): in training mode zeroes each unit of each point with probability `rate` and divides the others by
 * 1 − rate; in evaluation mode, the default, does nothing.
 */
export const dropout = layer({
  name: 'dropout',
  summary: 'zeroes units at random when training; does nothing in evaluation, the default',
  family: 'layer',
  theory: 'exact',
  parameters: {
    rate: probability('probability of a unit to be zeroed'),
    mode: choice(['eval', 'train'], 'nothing happens, or units are zeroed as in training').default('eval'),
  },
  positional: (rate: number) => ({ rate }),
  examples: [{ network: 'dense(400), φ, dropout(0.3)', on: 'law', seed: 5110 }],
  // Masks are drawn for all points at once.
  couplesPoints: ({ rate, mode }) => mode === 'train' && rate !== 0,
  shape: (input) => input,
  kernel: (state, { rate, mode }) =>
    mode === 'eval' || rate === 0
      ? state
      : measuredOnly('theory does not follow the masks that dropout draws in training'),
  graph: (g, x, { rate, mode }, { input }) => {
    if (mode === 'eval' || rate === 0) return x;
    // A unit is kept when a uniform number on (−1, 1) is below 1 − 2·rate.
    const mask = g.weights(input, { law: 'uniform', variance: 1 / 3 }, { perPoint: true });
    const kept = g.node('Less', [mask, g.constant(1 - 2 * rate)]);
    const scaled = g.node('Div', [x, g.constant(1 - rate)]);
    return g.node('Where', [kept, scaled, g.constant(0)], {}, input);
  },
  homogeneous: () => true,
  standIn: ({ mode }) => (mode === 'eval' ? NEUTRAL : passing('all units')),
});
