import { writeFileSync } from 'node:fs';
import { type Estimate, type FinitePrediction, measure, predict } from 'firstguess';
import { describe, expect, it } from 'vitest';
import { finiteCases } from './finite.ts';

/**
 * The two-point chain against full networks of the same widths (docs/theory §9): thirty networks, agreement and γ of each,
 * seeds fixed in advance. The chain is exact in law, so narrow networks must agree as well as wide ones; the largest |z| of
 * 60 exceeds 4 with probability 0.4 %. CI runs every sixth.
 */
const quick = process.env.FIRSTGUESS_CHECKS === 'quick';
const cases = finiteCases().filter((_, i) => !quick || i % 6 === 0);

interface Row {
  readonly network: string;
  readonly data: string;
  readonly seed: number;
  readonly networks: number;
  readonly measured: { readonly agreement: Estimate; readonly gamma: Estimate };
  readonly finite: FinitePrediction;
  readonly z: { readonly agreement: number; readonly gamma: number };
}

const rows: Row[] = [];

describe('the two-point chain', () => {
  it.each(cases)('has the law of $network on $data', async ({ network, data, options }) => {
    const measured = await measure(network, data, { ...options, untilSe: 0.004, inits: 4000 });
    const finite = predict(network, data, { ...options, finite: { untilSe: 0.001 } });
    const z = {
      agreement: distance(measured.agreement, finite.agreement),
      gamma: distance(measured.gamma, finite.gamma),
    };
    const networks = measured.initialisations * measured.readouts;
    rows.push({ network, data, seed: options.seed, networks, measured, finite, z });
    expect(Math.abs(z.agreement)).toBeLessThan(4);
    expect(Math.abs(z.gamma)).toBeLessThan(4);
  });

  it('scatters as the errors say', () => {
    if (!quick) writeFileSync(new URL('./results/finite.md', import.meta.url), table());
    // The mean of n squares scatters by √(2/n).
    const [low, high] = quick ? [0.1, 3] : [0.4, 1.8];
    expect(meanSquare('agreement')).toBeGreaterThan(low);
    expect(meanSquare('agreement')).toBeLessThan(high);
  });
});

function distance(a: Pick<Estimate, 'mean' | 'standardError'>, b: Pick<Estimate, 'mean' | 'standardError'>): number {
  return (a.mean - b.mean) / Math.hypot(a.standardError, b.standardError);
}

function meanSquare(quantity: keyof Row['z']): number {
  return rows.reduce((sum, { z }) => sum + z[quantity] ** 2, 0) / rows.length;
}

function table(): string {
  const number = ({ mean, standardError }: Pick<Estimate, 'mean' | 'standardError'>) =>
    `${mean.toFixed(4)} ± ${standardError.toFixed(4)}`;
  const lines = rows.map(({ network, data, seed, networks, measured, finite, z }) =>
    [
      `\`${network}\``,
      finite.preprocess === 'none' ? data : `${data}, ${finite.preprocess}`,
      seed,
      networks,
      number(measured.agreement),
      number(finite.agreement),
      z.agreement.toFixed(2),
      z.gamma.toFixed(2),
      finite.agreement.infinite?.toFixed(4) ?? '–',
      finite.draws,
      finite.gain.toFixed(1),
    ].join(' | '),
  );
  const summaries = (['agreement', 'gamma'] as const).map((quantity) => {
    const largest = rows.reduce((most, { z }) => Math.max(most, Math.abs(z[quantity])), 0);
    return `- ${quantity}: mean z² = ${meanSquare(quantity).toFixed(2)}, largest |z| = ${largest.toFixed(2)}`;
  });
  return [
    '# The two-point chain against full networks',
    '',
    'Written by `npm run checks`. Draws are pairs of points in the chain; gain is how many times as many it would take',
    'without control variates.',
    '',
    '| network | data | seed | networks | agreement | chain | z | z of γ | infinite width | draws | gain |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...lines.map((line) => `| ${line} |`),
    '',
    ...summaries,
    '',
  ].join('\n');
}
