import { mkdirSync, writeFileSync } from 'node:fs';
import { measure } from 'firstguess';
import { expect, it } from 'vitest';
import { type CheckedCase, cases, comparedIn, stepZeroTable, zsOf } from './stepZero.ts';

/**
 * The outputs as logits, theory against measurement: 24 networks, seeds fixed in advance, some 170 comparisons. Under the
 * theory the largest |z| of 170 exceeds 4 with probability 1.1 %. CI runs every eighth network; the whole runs by
 * `npm run checks`, which also writes the table.
 */
const quick = process.env.FIRSTGUESS_CHECKS === 'quick';

it('losses, logits and accuracies are what theory says, within their errors', async () => {
  const rows: CheckedCase[] = [];
  for (const each of cases.filter((_, i) => !quick || i % 8 === 0)) {
    const { network, data, preprocess, seed } = each;
    const options = { seed, preprocess, points: 500, inits: quick ? 100 : 200, readouts: 8 };
    rows.push({ ...each, compared: comparedIn(await measure(network, data, options)) });
  }
  if (!quick) {
    mkdirSync(new URL('./results/', import.meta.url), { recursive: true });
    writeFileSync(new URL('./results/step-zero.md', import.meta.url), stepZeroTable(rows));
  }
  for (const { network, data, compared } of rows) {
    for (const [name, estimate] of Object.entries(compared)) {
      expect(Math.abs(estimate?.z ?? 0), `${name} of ${network} on ${data}`).toBeLessThan(4);
    }
  }
  // Quantities of a network vary together, so their z² do: bounds as of one quantity alone.
  const zs = Object.keys(rows[0].compared).flatMap((name) => zsOf(rows, name));
  const meanSquare = zs.reduce((sum, z) => sum + z * z, 0) / zs.length;
  const [low, high] = quick ? [0.1, 2.5] : [0.5, 1.6];
  expect(meanSquare).toBeGreaterThan(low);
  expect(meanSquare).toBeLessThan(high);
});
