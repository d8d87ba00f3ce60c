import { measure } from 'firstguess';
import { describe, expect, it } from 'vitest';
import { countedAgreement } from './counted.ts';

/**
 * Where the norm stands matters: Francazi et al., arXiv 2505.11312. ReLU, He, two classes, 784 centred inputs, 1000 points,
 * width 100; 500 initialisations of 10 readouts each. The expected deviations of G₀ come from separate simulations of
 * 5,000 networks in another program, good to ± .01.
 */
const quick = process.env.FIRSTGUESS_CHECKS === 'quick';

const PLACEMENTS: readonly [place: string, block: string, shallow: number, deep: number][] = [
  ['none', 'dense(100), relu', 0.2275, 0.446],
  ['batchNorm before', 'dense(100), batchNorm, relu', 0.227, 0.227],
  ['layerNorm before', 'dense(100), layerNorm, relu', 0.2275, 0.446],
  ['batchNorm after', 'dense(100), relu, batchNorm', 0.011, 0.027],
  ['layerNorm after', 'dense(100), relu, layerNorm', 0.017, 0.062],
];

describe.skipIf(quick)('the sd of G₀', () => {
  const cases = PLACEMENTS.flatMap(([place, block, shallow, deep]) => [
    { place, block, depth: 1, sd: shallow },
    { place, block, depth: 20, sd: deep },
  ]);

  it.each(cases)('with $place ReLU at depth $depth is $sd', async ({ place, block, depth, sd: expected }) => {
    const { sd } = await measure(`${depth}*(${block}), dense(2)`, 'gaussian(dim=784)', {
      points: 1000,
      inits: 500,
      readouts: 10,
      seed: 31,
    });
    console.log(
      `${place}, depth ${depth}: ${sd.mean.toFixed(4)} ± ${sd.standardError.toFixed(4)}, expected ${expected}`,
    );
    expect(Math.abs(sd.mean - expected)).toBeLessThan(0.01);
  });
});

describe('batchNorm over N points', () => {
  it.each([50, 200])('has the finite-N agreement at N = %d', async (points) => {
    for (const block of ['dense(400), batchNorm, relu', 'dense(400), relu, batchNorm']) {
      const measured = await measure(`${block}, dense(2)`, 'gaussian(dim=400)', {
        points,
        inits: 400,
        readouts: 4,
        seed: points,
      });
      const agreement = countedAgreement(measured);
      console.log(
        `${block}, N = ${points}: ${agreement.mean.toFixed(5)} ± ${agreement.standardError.toFixed(5)}, theory ${agreement.theory!.toFixed(5)}`,
      );
      expect(Math.abs(agreement.z!)).toBeLessThan(4);
    }
  });
});
