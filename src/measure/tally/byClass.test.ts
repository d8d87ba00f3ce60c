import { describe, expect, it } from 'vitest';
import { type Dataset, dataset, pick } from '../../data/dataset.ts';
import { digits } from '../../data/sources/digits.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import type { Measurement } from '../../results/schema.ts';
import { runMeasurement } from '../measure.ts';
import { planMeasurement } from '../plan/plan.ts';
import { inlineHost } from '../testing/host.fixture.ts';

const OPTIONS = { preprocess: 'standardize', inits: 32, readouts: 6, seed: 3 };

async function byClass(
  network: string,
  data: Dataset,
  options = OPTIONS,
): Promise<NonNullable<Measurement['byClass']>> {
  const { byClass } = await runMeasurement(planMeasurement(network, data, options), inlineHost, {});
  return byClass!;
}

/** Three clouds of points, of 40, 30 and 20. */
function blobs(): Dataset {
  const { normal } = seededRandom(11);
  const sizes = [40, 30, 20];
  const labels = sizes.flatMap((size, a) => new Array<number>(size).fill(a));
  const centres = sizes.map(() => Array.from({ length: 12 }, normal));
  const values = labels.flatMap((a) => centres[a].map((centre) => centre + 0.7 * normal()));
  return dataset(values, { shape: [12], labels, name: 'blobs' });
}

const some = pick(
  digits(),
  Array.from({ length: 150 }, (_, i) => 11 * i),
);
const odd = { ...some, labels: some.labels!.map((label) => label % 2), classNames: ['even', 'odd'] };

/** Every number that theory has, in standard errors; shares so rare that few networks decide are left out. */
function distances({ agreement, ranked, information, sameClass, otherClass }: NonNullable<Measurement['byClass']>) {
  const found = [information.z!, sameClass!.z!, otherClass.z!];
  agreement!.mean.forEach((row, a) => {
    row.slice(a).forEach((mean, d) => {
      const [error, theory] = [agreement!.standardError[a][a + d]!, agreement!.theory![a][a + d]!];
      found.push((mean! - theory) / error);
    });
  });
  ranked!.mean.forEach((row, a) => {
    row.forEach((mean, rank) => {
      const theory = ranked!.theory![a][rank];
      const error = Math.hypot(ranked!.standardError[a][rank], ranked!.theoryError![a][rank]);
      if (theory > 0.01) found.push((mean - theory) / error);
    });
  });
  return found;
}

describe('theory of the true classes', () => {
  it.each([
    ['blobs', '2*(dense(1000), relu), dense(4)', blobs(), 3 + 6 + 12],
    ['blobs', '2*(dense(1000), tanh), dense(4)', blobs(), 3 + 6 + 12],
    ['ten digits', 'dense(1000), relu, dense(10)', some, 3 + 55 + 90],
    ['ten digits', 'dense(1000), tanh, dense(10)', some, 3 + 55 + 100],
    ['odd and even digits, ten guesses', 'dense(1000), relu, dense(10)', odd, 3 + 3 + 18],
    ['odd and even digits, a sigmoid head', 'dense(1000), tanh, dense(1)', odd, 3 + 3 + 4],
  ])('of %s agrees with measurements of %s', async (_, network, data, count) => {
    const found = distances(await byClass(network, data));
    expect(found).toHaveLength(count);
    for (const z of found) expect(Math.abs(z)).toBeLessThan(4);
    // The mean of this many squares, if they were independent, is 1 ± √(2/n); neighbours are not, so the limit is wide.
    expect(found.reduce((sum, z) => sum + z * z, 0) / found.length).toBeLessThan(2.5);
  });
});

describe('guesses sorted by true class', () => {
  it('say nothing about labels that are drawn by lot', async () => {
    const { uniform } = seededRandom(1);
    const lot = { ...some, labels: some.labels!.map(() => Math.floor(4 * uniform())) };
    const { information, chance, classEntropy } = await byClass('dense(200), tanh, dense(3)', lot);
    expect(Math.abs(information.mean)).toBeLessThan(0.02 * classEntropy);
    // Leading order: (4 − 1)(3 − 1)/2N.
    expect(chance.mean).toBeGreaterThan(0.8 * (6 / 300));
    expect(chance.mean).toBeLessThan(1.3 * (6 / 300));
  });

  it('are shown for the first network, whatever the batches', async () => {
    const small = pick(
      some,
      Array.from({ length: 60 }, (_, i) => i),
    );
    const { example, counts, names } = await byClass('dense(20), relu, dense(3)', small, { ...OPTIONS, inits: 2 });
    expect(names).toHaveLength(counts.length);
    expect(example!.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual(counts);
  });

  it('are sorted without a readout as well, and not at all without labels', async () => {
    const { ranked } = await byClass('dense(4), relu, maxPool(2)', blobs(), { ...OPTIONS, readouts: 1 });
    for (const row of ranked!.mean) expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    const plan = planMeasurement('dense(2)', 'gaussian(dim=3)', { inits: 4, points: 10 });
    const measured = await runMeasurement(plan, inlineHost, {});
    expect([measured.byClass, measured.prediction.byClass]).toEqual([null, null]);
  });
});
