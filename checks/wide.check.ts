import { measure } from 'firstguess';
import { describe, expect, it } from 'vitest';
import { countedAgreement } from './counted.ts';

/**
 * Dataset mode against networks wide enough for the infinite-width law: standardised digits, width 2000, depth 3. Three
 * comparisons, so |z| < 4 fails by chance once in 5,000 runs. About a minute; left out of the quick subset.
 */
describe.skipIf(process.env.FIRSTGUESS_CHECKS === 'quick')('agreement at width 2000 on standardised digits', () => {
  it.each([
    ['relu', 41],
    ['tanh', 42],
    ['gelu', 43],
  ])('of %s is that of dataset mode', async (activation, seed) => {
    const measured = await measure(`3*(dense(2000), ${activation}), dense(10)`, 'digits', {
      preprocess: 'standardize',
      inits: 60,
      readouts: 64,
      seed,
    });
    const agreement = countedAgreement(measured);
    console.log(
      `${activation}: ${agreement.mean.toFixed(5)} ± ${agreement.standardError.toFixed(5)}, theory ${agreement.theory!.toFixed(5)}, z = ${agreement.z!.toFixed(2)}`,
    );
    expect(agreement.standardError).toBeLessThan(0.003);
    expect(Math.abs(agreement.z!)).toBeLessThan(4);
  });
});
