import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../src/measure/draw/executor.ts';
import { type MeasureOptions, planMeasurement } from '../src/measure/plan/plan.ts';
import { agreementsOf } from '../src/measure/tally/fractions.ts';

/**
 * Gram sampling against whole networks (docs/theory §9): the law of the first class's fraction and that of the agreement of
 * one network, by the test of Kolmogorov and Smirnov for two samples, each initialisation with one output layer. Eight
 * networks and two laws each, seeds fixed in advance: a distance beyond the critical value has probability 10⁻⁴ in one test,
 * 0.16 % in all. CI takes fewer initialisations of every second.
 */
const quick = process.env.FIRSTGUESS_CHECKS === 'quick';
const INITIALISATIONS = quick ? 400 : 3000;

const CASES: readonly (readonly [network: string, data: string, points: number, options?: MeasureOptions])[] = [
  ['dense(60), relu, dense(2)', 'gaussian(dim=5)', 40],
  ['5*(dense(100), relu), dense(2)', 'gaussian(dim=100)', 50],
  ['20*(dense(64), relu), dense(2)', 'gaussian(dim=30)', 40],
  ['3*(dense(80, sigmaB2=0.5), tanh), dense(10)', 'gaussian(dim=60, mean=0.5)', 30],
  ['3*(dense(120), gelu, layerNorm), dense(3)', 'digits', 60, { preprocess: 'standardize' }],
  ['dense(64), 3*residual(layerNorm, dense(90), relu, dense(64)), dense(2)', 'gaussian(dim=40)', 32],
  ['3*(dense(64), batchNorm, relu), dense(2)', 'gaussian(dim=64)', 32],
  ['conv(4, 3), relu, dense(100), relu, dense(2)', 'gaussian(shape=1x8x8)', 50],
];

describe('the law of networks drawn on factors of Gram matrices', () => {
  const cases = CASES.filter((_, i) => !quick || i % 2 === 0).map(([network, data, points, options]) => ({
    network,
    data,
    options: { ...options, points },
  }));

  it.each(cases)(
    'is that of networks drawn weight by weight: $network on $data',
    async ({ network, data, options }) => {
      const [gram, weights] = await Promise.all([
        networks(network, data, { ...options, sampler: 'gram' }, 0),
        networks(network, data, { ...options, sampler: 'weights' }, INITIALISATIONS),
      ]);
      for (const law of ['fraction', 'agreement'] as const) {
        const distance = kolmogorovSmirnov(gram[law], weights[law]);
        console.log(`${network} on ${data}: ${law}, ${(distance / CRITICAL).toFixed(2)} of the critical distance`);
        expect(distance).toBeLessThan(CRITICAL);
      }
    },
  );
});

/** P(D > x √(2/n)) → 2 exp(−2x²), which is 10⁻⁴ here; too large for laws of few values, which errs on the safe side. */
const CRITICAL = Math.sqrt(Math.log(2e4) / 2) * Math.sqrt(2 / INITIALISATIONS);

async function networks(network: string, data: string, options: MeasureOptions, from: number) {
  const { assignment } = planMeasurement(network, data, options);
  const executor = inlineExecutor(assignment);
  const { draws } = await executor.run({ from, to: from + INITIALISATIONS, readouts: 1, tracedBelow: 0 });
  await executor.close();
  const { classes } = assignment.program.output;
  return {
    fraction: draws.map(({ counts }) => counts[0]),
    agreement: draws.map(({ counts }) => agreementsOf(counts, classes, assignment.points)[0]),
  };
}

/** The largest distance of two empirical distribution functions. */
function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): number {
  const share = (values: readonly number[], most: number) => values.filter((x) => x <= most).length / values.length;
  return Math.max(...[...new Set([...a, ...b])].map((x) => Math.abs(share(a, x) - share(b, x))));
}
