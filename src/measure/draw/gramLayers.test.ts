import { describe, expect, it } from 'vitest';
import { type Data, dataset } from '../../data/dataset.ts';
import { zScore } from '../../numerics/sampling/zScore.ts';
import { runMeasurement } from '../measure.ts';
import type { Draw } from '../plan/assignment.ts';
import { type MeasureOptions, planMeasurement } from '../plan/plan.ts';
import { Running } from '../tally/estimate.ts';
import { inlineHost } from '../testing/host.fixture.ts';
import { inlineExecutor } from './executor.ts';

async function draws(
  network: string,
  data: Data | string,
  options: MeasureOptions,
  tracedBelow = 0,
  from = 0,
): Promise<Draw[]> {
  const { assignment, experiment } = planMeasurement(network, data, options);
  const executor = inlineExecutor(assignment);
  const result = await executor.run({ from, to: from + experiment.initialisations, readouts: 4, tracedBelow });
  await executor.close();
  return result.draws;
}

/** Difference of two means in standard errors. */
function z(a: readonly number[], b: readonly number[]): number {
  const [first, second] = [a, b].map((values) => {
    const running = new Running();
    for (const value of values) running.add(value);
    return running;
  });
  return zScore(first.value(), a.length, second.mean, second.standardError)!;
}

const NETWORKS = [
  ['2*(dense(60), relu), dense(2)', 'gaussian(dim=10)'],
  ['3*(dense(50, sigmaB2=0.5), tanh), dense(3)', 'gaussian(dim=40, mean=0.5)'],
  ['dense(64), 2*residual(layerNorm, dense(40), gelu, dense(64)), dense(4)', 'gaussian(dim=30)'],
  ['2*(dense(48), batchNorm, relu), dense(2)', 'gaussian(dim=40)'],
  ['2*(dense(40), concat(relu, dense(30))), maxPool(2), dense(2)', 'gaussian(dim=8)'],
  ['2*(dense(48), dropout(0.3), relu), dense(2)', 'digits'],
] as const;

describe('networks drawn on factors of Gram matrices', () => {
  // Six networks and three moments: |z| < 4 fails by chance once in 900 runs of other seeds.
  it.each(NETWORKS)('have the law of those drawn weight by weight: %s', async (network, data) => {
    const options = { points: 20, inits: 400 };
    const [gram, weights] = await Promise.all([
      draws(network, data, { ...options, sampler: 'gram' }),
      draws(network, data, { ...options, sampler: 'weights' }, 0, 400), // others than the first 400
    ]);
    const moments: ((draw: Draw) => number)[] = [
      ({ correlation }) => correlation,
      ({ complement }) => complement ** 2,
      ({ counts }) => counts.reduce((sum, count) => sum + count ** 2, 0),
    ];
    for (const moment of moments) expect(Math.abs(z(gram.map(moment), weights.map(moment)))).toBeLessThan(4);
  });

  it('have the same counts whatever was drawn before them, traced or not', async () => {
    const options = { points: 20, inits: 6, sampler: 'gram' } as const;
    const [network, data] = NETWORKS[2];
    const [plain, traced] = await Promise.all([0, 4].map((below) => draws(network, data, options, below)));
    expect(traced.map(({ counts }) => counts)).toEqual(plain.map(({ counts }) => counts));
    const { assignment } = planMeasurement(network, data, options);
    const executor = inlineExecutor(assignment);
    const late = await executor.run({ from: 4, to: 6, readouts: 4, tracedBelow: 0 });
    await executor.close();
    expect(late.draws).toEqual(plain.slice(4));
  });

  it('may be so wide that memory grows, and moves, while they are drawn', async () => {
    const options = { points: 3, inits: 2, sampler: 'gram' } as const;
    expect(await draws('2*(dense(20000), relu), dense(2)', 'gaussian(dim=20000)', options, 1)).toHaveLength(2);
  });

  it('measure every layer on the way', async () => {
    const [traced] = await draws(NETWORKS[0][0], NETWORKS[0][1], { points: 20, inits: 2, sampler: 'gram' }, 1);
    expect(traced.trace).toHaveLength(4);
    const [correlation, complement] = traced.trace!.at(-1)!;
    expect(correlation).toBeCloseTo(traced.correlation, 5);
    expect(complement).toBeCloseTo(traced.complement, 5);
  });

  it('factor points that do not change once', async () => {
    const options = { points: 20, inits: 3, sampler: 'gram' } as const;
    const [network] = NETWORKS[1];
    const [once, each] = await Promise.all(
      (['once', 'each'] as const).map((dataDraw) => draws(network, 'gaussian(dim=40)', { ...options, dataDraw })),
    );
    expect(once[0]).toEqual(each[0]);
    expect(once[1].counts).not.toEqual(each[1].counts);
  });
});

/** Two groups of points, each so tight that float32 products of points do not show the differences within it. */
const tight = dataset(
  Array.from({ length: 20 * 40 }, (_, at) => {
    const [i, k] = [Math.floor(at / 40), at % 40];
    return (i % 2 ? 1 : -1) * Math.cos(k) + 4e-4 * Math.sin(31 * i + 17 * k + i * k);
  }),
  { name: 'tight', shape: [40] },
);

describe('a factor that does not keep the overlaps', () => {
  const network = 'dense(64), residual(relu, dense(64)), dense(3)';

  it('gives way to weights in the layers that would have read it, and the draws say so', async () => {
    const [gram, weights] = await Promise.all([
      draws(network, tight, { inits: 4, sampler: 'gram' }),
      draws(network, tight, { inits: 4, sampler: 'weights' }),
    ]);
    expect(gram.map(({ unfactored }) => unfactored)).toEqual([3, 3, 3, 3]);
    // All of its weights are those of the other sampler.
    expect(gram.map(({ counts }) => counts)).toEqual(weights.map(({ counts }) => counts));
    expect(weights[0].unfactored).toBeUndefined();
  });

  it('is told of in a note', async () => {
    const plan = planMeasurement(network, tight, { inits: 4, sampler: 'gram' });
    const { notes, gramLayers } = await runMeasurement(plan, inlineHost, {});
    expect(gramLayers).toBe(3);
    expect(notes).toContainEqual(expect.stringMatching(/^in 4 of 4 initialisations points were too close together/));
  });
});

describe('the sampler', () => {
  it('gram is refused where no layer could use it', () => {
    expect(() => planMeasurement('dense(10), relu, dense(2)', 'digits', { sampler: 'gram' })).toThrow(/1797/);
    expect(() =>
      planMeasurement('dense(100), relu, dense(2)', 'gaussian(dim=99)', {
        points: 10,
        law: 'uniform',
        sampler: 'gram',
      }),
    ).toThrow(/independent Gaussian weights/);
  });

  it('must be one of three', () => {
    expect(() => planMeasurement('dense(2)', 'digits', { sampler: 'grams' as 'gram' })).toThrow(/unknown sampler/);
  });
});
