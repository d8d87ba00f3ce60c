import { describe, expect, it } from 'vitest';
import { expectationOf } from '../../results/finding.ts';
import type { Measurement } from '../../results/schema.ts';
import { predict } from '../../theory/predict.ts';
import { runMeasurement } from '../measure.ts';
import { type MeasureOptions, planMeasurement } from '../plan/plan.ts';
import { inlineHost } from '../testing/host.fixture.ts';

function measured(network: string, options: MeasureOptions = {}, data = 'gaussian(dim=20)'): Promise<Measurement> {
  const plan = planMeasurement(network, data, { inits: 20, readouts: 4, points: 60, seed: 2, ...options });
  return runMeasurement(plan, inlineHost, {});
}

describe('outputs that are exactly equal', () => {
  it.each([
    ['dense(10), relu, dense(2)', { sigmaW2: 1e-300 }, 'From layer 1 (dense) on all inputs look alike.'],
    ['dense(10), relu, dense(2)', { preprocess: 'scale(0)' }, 'From layer 1 (dense) on all inputs look alike.'],
    ['dense(10), relu, dense(5, sigmaW2=0)', {}, 'From layer 3 (dense) on all inputs look alike.'],
    ['dense(10), relu, dense(5, sigmaW2=0, bias=1)', {}, 'From layer 3 (dense) on all inputs look alike.'],
  ])('are what the finding of %s says', async (network, options, where) => {
    const { summary, equalOutputs, classes, loss, tiedPoints } = await measured(network, options);
    expect(equalOutputs).toEqual({ points: 1, networks: 1 });
    expect(tiedPoints).toBe(20 * 4 * 60);
    expect(summary).toContain('all outputs of this network are exactly equal for all inputs: it guesses nothing');
    expect(summary).toContain(`its loss is ln ${classes}`);
    expect(summary).toContain(where);
    expect(loss!.mean).toBeCloseTo(Math.log(classes), 5);
  });

  it('are expected by theory of a readout of zeros', () => {
    const prediction = predict('dense(10), relu, dense(5, sigmaW2=0)', 'gaussian(dim=20)');
    expect(expectationOf(prediction)).toBe(
      'Theory expects that before any training all outputs of this network are exactly equal for all inputs: it guesses nothing, its loss is ln 5 = 1.609, and frameworks answer class 0.',
    );
    const { loss, entropy, lossSpread } = prediction.step0!;
    expect([loss, entropy, lossSpread]).toEqual([Math.log(5), Math.log(5), 0]);
  });

  it('are no outputs that fixed biases tell apart', async () => {
    const network = 'dense(10), relu, dense(3, sigmaW2=0, bias="0, 2, 1")';
    const { summary, equalOutputs, maxFraction, agreement } = await measured(network);
    expect(equalOutputs).toBeUndefined();
    expect([maxFraction.mean, maxFraction.theory, agreement.mean, agreement.theory]).toEqual([1, 1, 1, 1]);
    expect(summary).toContain('sends all inputs to one and the same class');
  });

  it('of some points are counted', async () => {
    const { equalOutputs, summary } = await measured('dense(1), relu, dense(3)');
    expect(equalOutputs!.points).toBeGreaterThan(0.3);
    expect(equalOutputs!.networks).toBe(0);
    expect(summary).not.toContain('exactly equal');
  });
});

describe('ties', () => {
  const network = 'dense(10), relu, dense(5, sigmaW2=0)';
  const bins = ({ histogram }: Measurement) => histogram.fractions.measured;

  it('go to a random order of the classes, or to the first class', async () => {
    const random = await measured(network);
    const first = await measured(network, { ties: 'first' });
    expect(random.notes.join()).toContain('ties were broken by a random class order, fixed per network');
    expect(first.notes.join()).toContain('ties were given to the first class, as argmax in NumPy and PyTorch does');
    expect(bins(random)).toEqual(bins(first));
    expect(random.experiment.ties).toBeUndefined();
    expect(first.experiment.ties).toBe('first');
  });

  it('leave all other guesses as they are', async () => {
    const [random, first] = [
      await measured('dense(8), dense(4)'),
      await measured('dense(8), dense(4)', { ties: 'first' }),
    ];
    expect(first.maxFraction).toEqual(random.maxFraction);
  });
});

describe('units with the same value on all points', () => {
  it('are as many dead relu units as theory expects', async () => {
    const options = { sampler: 'weights', points: 20, inits: 32 } as const;
    const { layers } = await measured(
      'dense(2000), relu, dense(500), relu, dense(2)',
      options,
      'gaussian(dim=2000, mean=1)',
    );
    for (const layer of [1, 3]) {
      const { mean, standardError, theory } = layers[layer].constantUnits!;
      expect(Math.abs(mean - theory!)).toBeLessThan(4 * standardError + 0.002);
    }
    expect(layers[0].constantUnits).toBeUndefined();
  });

  it('are in the finding where they are most of a layer', async () => {
    const bias = Array.from({ length: 50 }, (_, unit) => (unit < 40 ? -1e3 : 1e3)).join(', ');
    const { summary } = await measured(`dense(50, bias="${bias}"), relu, dense(2)`, { sampler: 'weights' });
    expect(summary).toContain('In layer 2 (relu) 80 % of the units have the same value for all inputs.');
  });
});
