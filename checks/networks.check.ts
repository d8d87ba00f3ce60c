import { mkdirSync, writeFileSync } from 'node:fs';
import { measure } from 'firstguess';
import { describe, expect, it } from 'vitest';
import { countedAgreement } from './counted.ts';
import { type CheckedNetwork, networkTable, thirtyNetworks } from './networks.ts';

/**
 * Theory against measurement on thirty networks and two kinds of data: 60 measurements, 120 comparisons, seeds fixed in
 * advance. Under the theory the largest |z| of 120 exceeds 4 with probability 0.8 %. CI runs every tenth; the whole runs
 * by `npm run checks`, which also writes the table.
 */
const quick = process.env.FIRSTGUESS_CHECKS === 'quick';
/** The error of the agreement is that of the initialisations, whatever the points. */
const QUICK_POINTS = 300;
const cases = quick ? thirtyNetworks(QUICK_POINTS).filter((_, i) => i % 10 === 0) : thirtyNetworks();

describe.each(['agreement', 'maxFraction'] as const)('%s of random networks', (quantity) => {
  it('is what theory says, within its error', async () => {
    const rows = await checked();
    for (const row of rows) expect(Math.abs(row[quantity].z!), `${row.network} on ${row.data}`).toBeLessThan(4);
  });

  it('scatters about theory as its error says', async () => {
    const rows = await checked();
    const meanSquare = rows.reduce((sum, row) => sum + row[quantity].z! ** 2, 0) / rows.length;
    // With six measurements the mean of z² scatters by √(2/6); with sixty the bounds are those of the whole suite.
    const [low, high] = quick ? [0.1, 2.5] : [0.5, 1.6];
    expect(meanSquare).toBeGreaterThan(low);
    expect(meanSquare).toBeLessThan(high);
  });
});

it('agreement is measured to .006 or better', async () => {
  for (const { network, data, agreement } of await checked()) {
    expect(agreement.standardError, `${network} on ${data}`).toBeLessThan(0.006);
  }
});

let once: Promise<CheckedNetwork[]> | undefined;

function checked(): Promise<CheckedNetwork[]> {
  once ??= measureAll();
  return once;
}

async function measureAll(): Promise<CheckedNetwork[]> {
  const rows: CheckedNetwork[] = [];
  for (const { network, data, options } of cases) {
    const measured = await measure(network, data, options);
    const { maxFraction, initialisations, readouts } = measured;
    const agreement = countedAgreement(measured);
    rows.push({ network, data, seed: options.seed, initialisations, readouts, agreement, maxFraction });
  }
  if (!quick) {
    mkdirSync(new URL('./results/', import.meta.url), { recursive: true });
    writeFileSync(new URL('./results/networks.md', import.meta.url), networkTable(rows));
  }
  return rows;
}
