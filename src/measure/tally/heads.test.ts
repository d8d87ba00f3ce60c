import { describe, expect, it } from 'vitest';
import { pick } from '../../data/dataset.ts';
import { digits } from '../../data/sources/digits.ts';
import { measurementSchema } from '../../results/schema.ts';
import { predict } from '../../theory/predict.ts';
import { runMeasurement } from '../measure.ts';
import { type MeasureOptions, planMeasurement } from '../plan/plan.ts';
import { inlineHost } from '../testing/host.fixture.ts';

const some = pick(
  digits(),
  Array.from({ length: 40 }, (_, i) => 41 * i),
);

const few = pick(some, [0, 5, 10, 15, 20, 25, 30, 35]);

async function measured(network: string, data: Parameters<typeof planMeasurement>[1], options: MeasureOptions) {
  const plan = planMeasurement(network, data, { inits: 60, readouts: 4, seed: 5, ...options });
  return runMeasurement(plan, inlineHost, {});
}

/** A dense layer on the points themselves has the outputs of theory at any width. */
describe.each([
  ['multilabel', 'dense(6)'],
  ['multilabel', 'dense(3, bias="-1, 0, 2")'],
  ['several(2, 4)', 'dense(6)'],
  ['several(2, 3)', 'dense(5, bias="0, 1, 0, 0, 0.5")'],
  ['sample', 'dense(6)'],
  ['sample', 'dense(1)'],
  ['sample', 'dense(3, bias="0.5, 0, -1")'],
  ['regression', 'dense(2)'],
  ['argmax', 'dense(3, bias="0.5, 0, -1")'],
])('head %s of %s', (head, network) => {
  it.each([
    ['given points', some, { preprocess: 'standardize' }],
    ['generated points', 'gaussian(dim=1500, mean=1)', { points: 25 }],
  ])('is measured as theory expects on %s', async (_, data, options) => {
    const m = await measured(network, data, { head, ...options });
    const { quantities, kind } = m.head!;
    expect(head).toContain(kind);
    expect(quantities.length).toBeGreaterThan(2);
    for (const { name, part, theory, z } of quantities) {
      expect(theory, name).not.toBeNull();
      if (z !== null) expect(Math.abs(z), `${name} ${part} ${theory}`).toBeLessThan(4);
    }
    expect(measurementSchema.parse(m).head).toEqual(m.head);
    expect(m.experiment.head).toBe(head === 'argmax' ? undefined : head);
  });
});

describe('a head', () => {
  it('changes no number of the argmax, which has none of its own', async () => {
    const plain = await measured('dense(20), relu, dense(6)', few, {});
    const sampled = await measured('dense(20), relu, dense(6)', few, { head: 'sample' });
    expect(plain.head).toBeUndefined();
    expect(sampled.agreement).toEqual(plain.agreement);
    expect(sampled.maxFraction).toEqual(plain.maxFraction);
  });

  it('is what the finding speaks of', async () => {
    const summary = async (head: string) => (await measured('dense(6)', few, { head, inits: 20 })).summary;
    const sampled = await summary('sample');
    const labels = await summary('multilabel');
    const numbers = await summary('regression');
    expect(sampled).toMatch(/^Before any training the class that this network samples most often has a/);
    expect(await summary('several(2, 4)')).toContain('the heads of 2 and 4 classes');
    expect(labels).toContain('of 6 labels have one answer for at least 99 % of the');
    expect(numbers).toContain('an output of this network has a standard deviation of');
    for (const finding of [sampled, labels, numbers]) expect(finding).not.toContain('sends');
  });

  it('of one output says that it is a sigmoid', () => {
    const { head, notes } = predict('dense(1)', 'gaussian(dim=9)');
    expect(head).toEqual({ kind: 'sigmoid', quantities: [] });
    expect(notes).toContain('one output: a sigmoid head, whose sign tells two classes apart');
  });

  it('on images is measured only, and theory says so', () => {
    const { head, notes } = predict('conv(4, 3), relu, flatten, dense(4)', 'digits', {
      head: 'multilabel',
      points: 40,
    });
    expect(head!.quantities.every(({ value }) => value === null)).toBe(true);
    expect(notes.join()).toContain('head multilabel: measured only');
  });

  it.each(['multilabel', 'several(2, 4)', 'sample', 'regression'])('%s of zeros has numbers', (head) => {
    const { quantities } = predict('dense(9), relu, dense(6, sigmaW2=0)', 'gaussian(dim=9)', { head }).head!;
    for (const { name, value } of quantities) expect(value, name).not.toBeNaN();
  });
});
