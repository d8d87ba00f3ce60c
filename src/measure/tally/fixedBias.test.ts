import { describe, expect, it } from 'vitest';
import { dataset, pick } from '../../data/dataset.ts';
import { digits } from '../../data/sources/digits.ts';
import type { Measurement } from '../../results/schema.ts';
import { predict } from '../../theory/predict.ts';
import { runMeasurement } from '../measure.ts';
import { planMeasurement } from '../plan/plan.ts';
import { inlineHost } from '../testing/host.fixture.ts';

const OPTIONS = { preprocess: 'standardize', inits: 150, readouts: 8, seed: 3 };

function measured(network: string, data: Parameters<typeof planMeasurement>[1], options = {}): Promise<Measurement> {
  return runMeasurement(planMeasurement(network, data, { ...OPTIONS, ...options }), inlineHost, {});
}

const some = pick(
  digits(),
  Array.from({ length: 60 }, (_, i) => 29 * i),
);
const parity = { ...some, labels: some.labels!.map((label) => label % 2), classNames: ['even', 'odd'] };

/** A dense layer on the points themselves has the outputs of theory at any width. */
describe('fixed biases of the outputs', () => {
  it.each([
    ['dense(3, bias="0.5, 0, -1")', some],
    ['dense(10, bias=prior)', some],
    ['dense(12, sigmaB2=0.5, bias="1,1,1,1,1,1,0,0,0,0,0,0")', some],
    ['dense(2, bias="0.7, 0")', parity],
    ['dense(1, bias=0.7)', parity],
    ['dense(1, bias=prior)', parity],
    ['dense(3, bias="0.5, 0, -1"), tanh', some],
  ])('shift the guesses on given points as theory says: %s', async (network, data) => {
    const m = await measured(network, data);
    for (const value of [m.agreement, m.maxFraction, m.sd, m.gamma]) {
      expect(value.theory).not.toBeNull();
      expect(Math.abs(value.z!)).toBeLessThan(4);
    }
    for (const value of [m.loss, m.loss?.spread, m.logits?.entropy, m.accuracy]) {
      if (value?.theory != null) expect(Math.abs(value.z!)).toBeLessThan(4);
    }
    if (data === parity) expect(m.accuracy?.theory).not.toBeNull();
    expect(m.agreementCounted).toBeNull();
  });

  it('shift the guesses on generated points', async () => {
    for (const network of ['dense(3, bias="0.5, 0, -1")', 'dense(1, bias=-0.5)']) {
      const m = await measured(network, 'gaussian(dim=2000, mean=1)', { preprocess: 'none', points: 50 });
      for (const value of [m.agreement, m.maxFraction, m.gamma, m.loss!, m.logits!.entropy]) {
        expect(value.theory).not.toBeNull();
        expect(Math.abs(value.z!)).toBeLessThan(4);
      }
      expect(m.loss?.spread.theory).toBeNull();
      expect(m.logits?.topProbability.theory).toBeNull();
    }
  });

  it('change no guess where all classes have the same', async () => {
    const plain = await measured('dense(20), relu, dense(4)', some);
    const shifted = await measured('dense(20), relu, dense(4, bias=2)', some);
    expect(shifted.maxFraction).toEqual(plain.maxFraction);
    expect(shifted.agreement).toEqual(plain.agreement);
    expect(shifted.loss!.mean).toBeCloseTo(plain.loss!.mean, 5);
    expect(shifted.loss!.theory).toBe(plain.loss!.theory);
  });

  it('of hidden layers are drawn, and theory says why it stops', async () => {
    const { agreement, prediction } = await measured('dense(20, bias=1), relu, dense(4)', some);
    expect(agreement.theory).toBeNull();
    expect(prediction.notes.join()).toContain('measured only: fixed biases shift the units of a hidden layer');
    // All units are far above 0, where relu does nothing.
    const linear = await measured('dense(20, bias=1e3), relu, dense(4)', some);
    expect(linear.agreement.mean).toBeGreaterThan(0.9);
  });

  it('that follow the class shares make a network without weights lose the entropy of the classes', () => {
    const points = dataset(new Float32Array(20).fill(0.001), { shape: [2], labels: [0, 0, 0, 0, 0, 1, 1, 1, 2, 2] });
    const { step0, maxFraction } = predict('dense(3, bias=prior, sigmaW2=1e-12)', points);
    const entropy = -[0.5, 0.3, 0.2].reduce((sum, share) => sum + share * Math.log(share), 0);
    expect(step0!.loss).toBeCloseTo(entropy, 6);
    expect(step0!.accuracy).toBeCloseTo(0.5, 6);
    expect(maxFraction).toBeCloseTo(1, 6);
  });
});
