import { writeFileSync } from 'node:fs';
import { type Estimate, measure } from 'firstguess';
import { describe, expect, it } from 'vitest';
import { type LowRankCase, lowRankCases, WIDTH } from './lowRank.ts';

/**
 * Points that span few directions, by every sampler, against infinite-width theory: 588 measurements, 1176 comparisons,
 * seeds fixed in advance. As in layers.check.ts, z takes a share of the value as one more error, for the finite width: 1/width. The
 * largest |z| of 1176 exceeds 4 with probability 7 %, so that 4.4 is the limit, which it exceeds with 1.3 %. CI runs every
 * 98th.
 */
const quick = process.env.FIRSTGUESS_CHECKS === 'quick';
const cases = lowRankCases().filter((_, i) => !quick || i % 98 === 0);
const LIMIT = 4.4;
const WIDTH_SHARE = 1 / WIDTH;

interface Row extends LowRankCase {
  readonly agreement: Estimate;
  readonly maxFraction: Estimate;
  readonly seconds: number;
}

const rows: Row[] = [];

describe('points of low rank', () => {
  it.each(cases)('$sampler: $network on $data.name, sigmaB2 = $options.sigmaB2', async (checked) => {
    const { agreement, maxFraction, seconds } = await measure(checked.network, checked.data, checked.options);
    rows.push({ ...checked, agreement, maxFraction, seconds });
    expect(Math.abs(distance(agreement))).toBeLessThan(LIMIT);
    expect(Math.abs(distance(maxFraction))).toBeLessThan(LIMIT);
  });

  it('scatter about theory as the errors say', () => {
    if (!quick) writeFileSync(new URL('./results/low-rank.md', import.meta.url), table());
    const [low, high] = quick ? [0.1, 2.5] : [0.5, 1.6];
    for (const quantity of ['agreement', 'maxFraction'] as const) {
      expect(meanSquare(quantity)).toBeGreaterThan(low);
      expect(meanSquare(quantity)).toBeLessThan(high);
    }
  });
});

function distance({ mean, standardError, theory, theoryError = 0 }: Estimate): number {
  const error = Math.hypot(standardError, theoryError, WIDTH_SHARE * mean);
  return (mean - theory!) / error;
}

function meanSquare(quantity: 'agreement' | 'maxFraction'): number {
  return rows.reduce((sum, row) => sum + distance(row[quantity]) ** 2, 0) / rows.length;
}

function table(): string {
  const beside = ({ mean, standardError, theory }: Estimate) =>
    `${mean.toFixed(4)} ± ${standardError.toFixed(4)} | ${theory!.toFixed(4)}`;
  const lines = rows.map(({ data, network, options, agreement, maxFraction }) =>
    [
      data.name,
      `\`${network}\``,
      options.sigmaB2,
      options.sampler,
      options.seed,
      beside(agreement),
      distance(agreement).toFixed(2),
      beside(maxFraction),
      distance(maxFraction).toFixed(2),
    ].join(' | '),
  );
  const summaries = (['agreement', 'maxFraction'] as const).map((quantity) => {
    const largest = rows.reduce((most, row) => Math.max(most, Math.abs(distance(row[quantity]))), 0);
    return `- ${quantity}: mean z² = ${meanSquare(quantity).toFixed(2)}, largest |z| = ${largest.toFixed(2)}`;
  });
  return [
    '# Points of low rank, by every sampler',
    '',
    'Written by `npm run checks`. sigmaW2 = 1.5, 40 initialisations × 64 readouts. z takes 1/width of the value as one more error.',
    '',
    '| data | network | sigmaB2 | sampler | seed | agreement | theory | z | max fraction | theory | z |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...lines.map((line) => `| ${line} |`),
    '',
    ...summaries,
    '',
  ].join('\n');
}
