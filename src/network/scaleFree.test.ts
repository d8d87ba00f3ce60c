import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../measure/draw/executor.ts';
import { planMeasurement } from '../measure/plan/plan.ts';
import { he, type Initialisation } from './init.ts';
import { parseNetwork } from './notation/parse.ts';
import { scaleFreeForm } from './scaleFree.ts';

const form = (network: string, init: Initialisation = he) => scaleFreeForm(parseNetwork(network), init);

describe('networks that the scale of their weights does not change', () => {
  it('are those of homogeneous activations without biases', () => {
    expect(form('2*(dense(50, sigmaW2=1.5), relu), dense(2)')).toBe('dense(50), relu, dense(50), relu, dense(2)');
    for (const phi of ['leakyRelu(0.2)', 'abs', 'square', 'sign'])
      expect(form(`dense(5), ${phi}, dense(2)`)).toBeDefined();
    expect(form('conv(4, 3, sigmaW2=3), relu, maxPool(2), dense(2)')).toBe('conv(4, 3), relu, maxPool(2), dense(2)');
  });

  it('are no others', () => {
    for (const phi of ['tanh', 'gelu', 'relu6', 'exp', 'layerNorm', 'residual(dense(5))', 'concat(relu)']) {
      expect(form(`dense(5), ${phi}, dense(2)`), phi).toBeUndefined();
    }
    expect(form('dense(5, sigmaB2=0.1), relu, dense(2)')).toBeUndefined();
    expect(form('dense(5), relu, dense(2)', { scheme: 'he', sigmaB2: 0.1 })).toBeUndefined();
    expect(form('dense(5), relu, dense(2)', { scheme: 'torch' })).toBeUndefined();
    expect(form('dense(5, sigmaB2=0), relu, dense(2, sigmaB2=0)', { scheme: 'torch' })).toBeDefined();
  });

  it('make the same guesses', async () => {
    const counts = await Promise.all(
      ['2*(dense(30), relu), dense(3)', '2*(dense(30, sigmaW2=0.5), relu), dense(3, sigmaW2=32)'].map(
        async (network) => {
          const executor = inlineExecutor(planMeasurement(network, 'gaussian(dim=10)', { points: 40 }).assignment);
          const { draws } = await executor.run({ from: 0, to: 8, readouts: 2, tracedBelow: 0 });
          await executor.close();
          return draws.map((draw) => draw.counts);
        },
      ),
    );
    expect(counts[1]).toEqual(counts[0]);
  });
});
