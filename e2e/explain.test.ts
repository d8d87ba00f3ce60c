import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { explain, explanationJsonSchema } from 'firstguess';
import { describe, expect, it } from 'vitest';
import { firstguess } from './testing/firstguess.ts';

const NETWORK = 'patchEmbedding(2, 16), residual(layerNorm, attention(2)), relu, meanTokens, dense(3)';
const DATA = 'gaussian(shape=1x8x8)';
const ARGUMENTS = ['explain', '--network', NETWORK, '--data', DATA, '--points', '40', '--readouts', '4'];

describe('firstguess explain', () => {
  it('prints one JSON document that follows its JSON Schema, and writes figure, report and JSON', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'firstguess-')), 'explanation');
    const { exitCode, out, err } = await firstguess([...ARGUMENTS, '--inits', '10', '--json', '--out', folder]);
    expect([exitCode, err]).toEqual([0, `the explanation is in ${folder}\n`]);
    const validate = new Ajv2020({ strict: false }).compile(explanationJsonSchema());
    expect(validate(JSON.parse(out)), JSON.stringify(validate.errors)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['blame.png', 'blame.svg', 'explanation.html', 'explanation.json']);
    expect(JSON.parse(readFileSync(join(folder, 'explanation.json'), 'utf8'))).toEqual(JSON.parse(out));
    const again = await firstguess([...ARGUMENTS, '--out', folder]);
    expect([again.exitCode, again.err]).toEqual([2, expect.stringContaining('already holds an explanation')]);
  });

  it('shows what is done on Ctrl-C', async () => {
    const stop = async (pid: number) => {
      await new Promise((resolve) => setTimeout(resolve, 5000));
      process.kill(pid, 'SIGINT');
    };
    const { exitCode, out, err } = await firstguess([...ARGUMENTS, '--inits', '100000', '--json'], stop);
    expect(exitCode).toBe(130);
    expect(err).toContain('finishing the draws under way');
    const { status, layers } = JSON.parse(out);
    expect(status).toBe('interrupted');
    expect(layers[0].gamma.standardError).toBeGreaterThan(0);
    expect(layers[1].worth).toBeNull();
  });
});

describe('explain', () => {
  it('gives the same numbers whatever the number of workers', async () => {
    const options = { points: 40, inits: 10, readouts: 4, seed: 7 };
    const [one, two] = await Promise.all([1, 2].map((workers) => explain(NETWORK, DATA, { ...options, workers })));
    expect(one.layers).toEqual(two.layers);
    expect(one.layers.map(({ worth }) => worth?.method)).toEqual([
      undefined,
      'measured',
      'measured',
      'measured',
      undefined,
    ]);
  });
});
