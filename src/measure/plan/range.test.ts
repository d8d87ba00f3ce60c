import { describe, expect, it } from 'vitest';
import { planMeasurement } from './plan.ts';

const plan = (sigmaW2: number, data = 'gaussian(dim=50)') =>
  planMeasurement('50*(dense(50), relu), dense(3)', data, { sigmaW2, points: 50 });

describe('a network that runs in float32', () => {
  it.each([0.1, 0.2, 2, 10])('is measured where its values fit, at σ_w² = %d', (sigmaW2) => {
    expect(() => plan(sigmaW2)).not.toThrow();
  });

  it.each([0.001, 0.02, 100])(
    'is refused where they overflow or underflow, naming the layer, at σ_w² = %d',
    (sigmaW2) => {
      for (const data of ['gaussian(dim=50)', 'digits']) {
        expect(() => plan(sigmaW2, data)).toThrow(/leave the range of float32/);
        expect(() => plan(sigmaW2, data)).toThrow(
          expect.objectContaining({ where: [expect.stringMatching(/^layer \d+, /)] }),
        );
      }
    },
  );

  it('may be dead: zeros are no underflow', () => {
    expect(() =>
      planMeasurement('dense(5), activation("0*x"), dense(3)', 'gaussian(dim=5)', { points: 5 }),
    ).not.toThrow();
  });
});
