import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { comparePreprocessing, preprocessingJsonSchema } from 'firstguess';
import { describe, expect, it } from 'vitest';
import { firstguess } from './testing/firstguess.ts';

const NETWORK = 'dense(64), relu, dense(10)';
const ARGUMENTS = ['preprocess', 'none', 'standardize', '--network', NETWORK, '--points', '60', '--readouts', '4'];

describe('firstguess preprocess', () => {
  it('prints one JSON document that follows its JSON Schema, and writes figures, report and JSON', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'firstguess-')), 'pipelines');
    const { exitCode, out, err } = await firstguess([...ARGUMENTS, '--inits', '10', '--json', '--out', folder]);
    expect([exitCode, err]).toEqual([0, `the comparison of pipelines is in ${folder}\n`]);
    const validate = new Ajv2020({ strict: false }).compile(preprocessingJsonSchema());
    expect(validate(JSON.parse(out)), JSON.stringify(validate.errors)).toBe(true);
    const figures = ['agreement.png', 'agreement.svg', 'max-fraction.png', 'max-fraction.svg'];
    expect(readdirSync(folder).sort()).toEqual([...figures, 'preprocessing.html', 'preprocessing.json']);
    expect(JSON.parse(readFileSync(join(folder, 'preprocessing.json'), 'utf8'))).toEqual(JSON.parse(out));
    const again = await firstguess([...ARGUMENTS, '--out', folder]);
    expect([again.exitCode, again.err]).toEqual([
      2,
      expect.stringContaining('already holds a comparison of pipelines'),
    ]);
  });

  it('shows the pipelines that are done on Ctrl-C', async () => {
    const stop = async (pid: number) => {
      await new Promise((resolve) => setTimeout(resolve, 5000));
      process.kill(pid, 'SIGINT');
    };
    const { exitCode, out, err } = await firstguess([...ARGUMENTS, '--inits', '1000000', '--json'], stop);
    expect(exitCode).toBe(130);
    expect(err).toContain('finishing the draws under way');
    const { status, results } = JSON.parse(out);
    expect([status, results.length]).toEqual(['interrupted', 1]);
    expect(results[0].measurement.status).toBe('interrupted');
  });
});

describe('comparePreprocessing', () => {
  it('gives the same numbers whatever the number of workers', async () => {
    const options = { points: 60, inits: 10, readouts: 4, seed: 7 };
    const [one, two] = await Promise.all(
      [1, 2].map((workers) => comparePreprocessing(NETWORK, 'digits', ['none', 'whiten'], { ...options, workers })),
    );
    const numbers = ({ results }: typeof one) => results.map(({ measurement }) => measurement?.agreement);
    expect(numbers(one!)).toEqual(numbers(two!));
  });
});
