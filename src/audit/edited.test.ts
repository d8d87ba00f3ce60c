import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModel } from '../engine/onnx/read/files/readModel.ts';
import { UserError } from '../errors.ts';
import { planAudit } from './prepareAudit.ts';
import { edited, graphEdits } from './testing/graphEdits.ts';
import { runtime } from './testing/runtime.ts';

const bytesOf = (name: string) => readFileSync(join(import.meta.dirname, `../../models/torch/${name}.onnx`));

/** Promised of a whole audit. */
const SECONDS = 2;

describe('a model whose graph was edited at random', () => {
  it.each(['cnn_bn_train', 'lstm', 'mha_static'])('made of %s has a plan or is refused for a reason', async (name) => {
    const model = bytesOf(name);
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(graphEdits(4), async (edits) => {
        const begin = performance.now();
        try {
          const file = { model: readModel(edited(model, edits)), sha256: '' };
          const { plan } = await planAudit(file, {}, runtime);
          expect(plan.parameters.length).toBeGreaterThan(0);
          planned++;
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          expect(error).toMatchObject({ code: expect.stringMatching(/./), remedy: expect.stringMatching(/./) });
        }
        expect(performance.now() - begin).toBeLessThan(1000 * SECONDS);
      }),
      { numRuns: 20 },
    );
    expect(planned).toBeGreaterThan(0);
  });
});
