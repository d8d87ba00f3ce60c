import { describe, expect, it } from 'vitest';
import { activation } from '../../activations/families/custom.ts';
import { meanOf } from '../../activations/moments.ts';
import { SmoothedSlope } from './smoothedSlope.ts';

describe('the slope of an activation, smoothed', () => {
  it.each(['tanh(x)', 'x * step(x - 0.5)', 'abs(x - 1) + sin(x)', 'relu(x + 40) + x^2'])(
    'agrees with quadrature for %s at any mean and deviation',
    (formula) => {
      const phi = activation.create(formula);
      const smoothed = new SmoothedSlope(phi);
      for (const deviation of [1e-6, 0.03, 0.7, 1, 5, 12]) {
        for (const mean of [-3, 0, 0.5, 0.51, 2]) {
          const exact = meanOf({ ...phi, value: phi.derivative }, deviation ** 2, mean);
          expect(Math.abs(smoothed.at(mean, deviation) - exact)).toBeLessThan(2e-8 * (1 + deviation));
        }
      }
    },
  );
});
