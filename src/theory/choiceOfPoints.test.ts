import { describe, expect, it } from 'vitest';
import { pick } from '../data/dataset.ts';
import { digits } from '../data/sources/digits.ts';
import { gaussian } from '../data/sources/gaussian.ts';
import type { DatasetState } from '../kernel/dataset/datasetState.ts';
import { Running } from '../measure/tally/estimate.ts';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import { choiceInWords } from '../results/choiceInWords.ts';
import type { Prediction } from '../results/schema.ts';
import { prepare } from '../setup/setup.ts';
import { traceOf } from '../trace/trace.ts';
import { choiceOfPoints } from './choiceOfPoints.ts';
import { ClassSampler } from './classSampler.ts';
import { datasetAgreement } from './datasetAgreement.ts';
import { predict } from './predict.ts';

const NETWORK = 'dense(20), relu, dense(4)';

/** Root mean square of claimed errors over the standard deviation of the values. */
function claimedOverSpread(found: readonly (readonly [value: number, claimed: number])[]): number {
  const values = new Running();
  for (const [value] of found) values.add(value);
  return Math.sqrt(found.reduce((sum, [, claimed]) => sum + claimed ** 2, 0) / found.length / values.variance);
}

const noted = ({ notes }: Prediction) => notes.filter((note) => note.includes('chosen by the seed'));

describe('a choice of points by the seed', () => {
  // 80 choices know their own scatter to 8 %; pairs of so few points make the claim a little large.
  it('has the errors by which means over pairs differ from one choice to the next', () => {
    const found = Array.from({ length: 80 }, (_, seed) => {
      const setup = prepare(NETWORK, digits(), { points: 90, seed, preprocess: 'standardize' });
      const kernel = traceOf(setup, null).decision as DatasetState;
      return {
        value: { agreement: datasetAgreement(4, kernel.complements), gamma: kernel.summary().gamma },
        claimed: choiceOfPoints(setup, kernel, undefined)!,
      };
    });
    for (const quantity of ['agreement', 'gamma'] as const) {
      const ratio = claimedOverSpread(found.map(({ value, claimed }) => [value[quantity], claimed[quantity]!]));
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.4);
    }
  });

  it('is all the smaller the more of the points are chosen, and as large where theory follows a part of them', () => {
    const setup = prepare(NETWORK, digits(), { points: 90, preprocess: 'standardize' });
    const kernel = traceOf(setup, null).decision as DatasetState;
    const { agreement, gamma } = choiceOfPoints(setup, kernel, undefined)!;
    const twice = choiceOfPoints({ ...setup, population: 180 }, kernel, undefined)!;
    expect(twice.agreement! / agreement!).toBeCloseTo(Math.sqrt(1 / 2 / (1 - 90 / 1797)), 12);
    const more = prepare(NETWORK, digits(), { points: 360, preprocess: 'standardize' });
    const part = choiceOfPoints({ ...more, population: 1e12 }, kernel, undefined)!;
    const unseen = Math.sqrt(1 - 90 / 1797);
    expect(part.gamma! / gamma!).toBeCloseTo(0.5 / unseen, 8);
  });

  it('is said, with what it adds to the errors', () => {
    const choice = { of: 1797, agreement: 0.00071, gamma: 0.0052, information: null };
    expect(choiceInWords({ choiceOfPoints: choice })).toEqual([
      'as values of all 1,797 points they have further errors, by theory: agreement ±0.00071, gamma ±0.0052',
    ]);
    const some = predict(NETWORK, digits(), { points: 40 });
    expect(noted(some)).toEqual([
      'values are of 40 of the 1,797 points, chosen by the seed; errors leave this choice out',
    ]);
    expect(some.choiceOfPoints!.information).toBeGreaterThan(0);
  });

  it('is said without numbers where theory has no answer', () => {
    const unknown = predict('maxPool(2), dense(4)', digits(), { points: 40 });
    expect(unknown.choiceOfPoints).toEqual({ of: 1797, agreement: null, gamma: null, information: null });
    expect(choiceInWords(unknown)).toEqual([]);
    expect(noted(unknown)).toHaveLength(1);
  });

  it('is none where all points are there, where the data are a choice, and where points are drawn', () => {
    const some = pick(
      digits(),
      Array.from({ length: 30 }, (_, i) => i),
    );
    for (const prediction of [
      predict(NETWORK, some),
      predict(NETWORK, some, { points: 30 }),
      predict(NETWORK, gaussian({ dim: 5 }), { points: 40 }),
    ]) {
      expect(prediction.choiceOfPoints).toBeUndefined();
      expect([...noted(prediction), ...choiceInWords(prediction)]).toEqual([]);
    }
  });
});

describe('the information of a choice of points', () => {
  // 200 choices know their own scatter to 5 %.
  it('claims the error by which choices differ', () => {
    const random = seededRandom(6);
    const cuts = Array.from({ length: 30 }, () => [random.uniform(), random.uniform()].sort((a, b) => a - b));
    const found = Array.from({ length: 200 }, (_, seed) => {
      // Points on a line, in three classes that overlap; networks guess one of three parts of the line.
      const line = Array.from({ length: 60 }, () => random.uniform());
      const labels = Int32Array.from(line, (x) => Math.min(2, Math.floor(3 * (0.6 * x + 0.4 * random.uniform()))));
      const counts = [0, 1, 2].map((a) => labels.filter((label) => label === a).length);
      const sampler = new ClassSampler({ names: ['a', 'b', 'c'], counts, labels }, 3, seededRandom(seed));
      for (let batch = 0; batch < 4; batch++) {
        for (const [low, high] of cuts) sampler.add(Int32Array.from(line, (x) => (x < low ? 0 : x < high ? 1 : 2)));
        sampler.endBatch();
      }
      const { information, informationOfChoice } = sampler.estimates(0, null);
      return [information.value, informationOfChoice] as const;
    });
    expect(claimedOverSpread(found)).toBeGreaterThan(0.85);
    expect(claimedOverSpread(found)).toBeLessThan(1.15);
  });
});
