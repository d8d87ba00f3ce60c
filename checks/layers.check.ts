import { writeFileSync } from 'node:fs';
import { type Estimate, measure } from 'firstguess';
import { describe, expect, it } from 'vitest';
import { countedAgreement } from './counted.ts';
import { type LayerCase, layerCases, WIDTH } from './layers.ts';

/**
 * Every layer's kernel against simulations of its own graph: the networks of its examples, on generated data and on given
 * points, one comparison each, seeds fixed in advance. Standard errors are about 1 % of agreement: they
 * resolve a wrong kernel but not the finite width. Where networks hardly differ errors are far smaller, so that z allows for a part of 1/width as
 * well. The largest |z| of 150 exceeds 4.5 with probability 0.1 %. CI runs
 * every fifteenth, beginning with one that has no slow theory.
 */
const quick = process.env.FIRSTGUESS_CHECKS === 'quick';
const everyFifteenth = (cases: readonly LayerCase[]) => cases.filter((_, i) => !quick || i % 15 === 13);
const { generated, given } = layerCases();
const cases = [...everyFifteenth(generated), ...everyFifteenth(given)].map((one) => ({
  ...one,
  on: typeof one.data === 'string' ? one.data : one.data.name,
}));

interface Row {
  readonly network: string;
  readonly on: string;
  readonly seed: number;
  readonly networks: number;
  readonly agreement: Estimate;
  readonly gamma: Estimate;
}

const rows: Row[] = [];

describe('theory against measurement', () => {
  it.each(cases)('holds for $network on $on', async ({ network, data, on, seed }) => {
    const measured = await measure(network, data, {
      seed,
      ...(typeof data === 'string' && { points: 400 }),
      inits: 300,
      readouts: 4,
    });
    const { gamma, initialisations, readouts } = measured;
    const agreement = countedAgreement(measured, WIDTH);
    rows.push({ network, on, seed, networks: initialisations * readouts, agreement, gamma });
    expect(agreement.theory).not.toBeNull();
    expect(Math.abs(agreement.z!)).toBeLessThan(4.5);
  });

  it('scatters as the errors say', () => {
    if (!quick) writeFileSync(new URL('./results/layers.md', import.meta.url), table());
    const meanSquare = meanSquareOfZ();
    // The mean of n squares scatters by √(2/n).
    const [low, high] = quick ? [0.2, 2.5] : [0.5, 1.6];
    expect(meanSquare).toBeGreaterThan(low);
    expect(meanSquare).toBeLessThan(high);
  });
});

function meanSquareOfZ(): number {
  return rows.reduce((sum, { agreement }) => sum + agreement.z! ** 2, 0) / rows.length;
}

function table(): string {
  const lines = rows.map(({ network, on, seed, networks, agreement, gamma }) => {
    const theory = `${agreement.theory!.toFixed(5)}${agreement.theoryError ? ` ± ${agreement.theoryError.toFixed(5)}` : ''}`;
    // How far the width of 400 moves γ: measured over infinite-width γ.
    const width = gamma.theory ? (gamma.mean / gamma.theory).toFixed(3) : '–';
    const measured = `${agreement.mean.toFixed(5)} ± ${agreement.standardError.toFixed(5)}`;
    return `| \`${network}\` | ${on} | ${seed} | ${networks} | ${measured} | ${theory} | ${agreement.z!.toFixed(2)} | ${width} |`;
  });
  const largest = rows.reduce((most, { agreement }) => Math.max(most, Math.abs(agreement.z!)), 0);
  return [
    '# Theory against measurement, layer by layer',
    '',
    `Written by \`npm run checks\`. z takes 1/${WIDTH} of the agreement as one more error, for the finite width; γ/γ∞ is`,
    'measured γ over that of infinite width.',
    '',
    '| network | data | seed | networks | agreement | theory | z | γ/γ∞ |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
    '',
    `mean z² = ${meanSquareOfZ().toFixed(2)}, largest |z| = ${largest.toFixed(2)}, ${rows.length} networks`,
    '',
  ].join('\n');
}
