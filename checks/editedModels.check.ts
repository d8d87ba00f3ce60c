import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { audit } from 'firstguess';
import { afterAll, describe, expect, it } from 'vitest';
import { edited, graphEdits } from '../src/audit/testing/graphEdits.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstguess-edited-'));
afterAll(() => rmSync(folder, { recursive: true }));

const numRuns = process.env.FIRSTGUESS_CHECKS === 'quick' ? 8 : 60;
/** Refusals are promised within 2 s, on a machine that does nothing else. */
const SECONDS = 4;

describe('an audit of a model whose graph was edited at random', () => {
  it.each([
    ['cnn_bn_train', 'digits'],
    ['lstm', 'tokens(12, 100)'],
    ['mha_static', 'gaussian(shape=12x64)'],
  ])('made of %s has a result or ends for a reason', async (name, data) => {
    const model = readFileSync(new URL(`../models/torch/${name}.onnx`, import.meta.url));
    const path = join(folder, `${name}.onnx`);
    const outcomes: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(graphEdits(2), async (edits) => {
        writeFileSync(path, edited(model, edits));
        const begin = performance.now();
        const outcome = await audit(path, data, { points: 4, inits: 2, workers: 1, theory: false }).then(
          () => 'audited',
          (error) => {
            // The package has a class of its own.
            if (error?.name !== 'UserError') throw error;
            return String(error.code);
          },
        );
        if (outcome !== 'audited') expect((performance.now() - begin) / 1000).toBeLessThan(SECONDS);
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }),
      { numRuns, seed: 3, endOnFailure: true },
    );
    console.log(`| ${name} | ${JSON.stringify(outcomes)} |`);
    expect(outcomes.audited ?? 0).toBeGreaterThan(0);
  });
});
