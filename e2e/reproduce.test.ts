import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { reproductionJsonSchema } from 'firstguess';
import { afterAll, describe, expect, it } from 'vitest';
import { firstguess } from './testing/firstguess.ts';

const scratch = mkdtempSync(join(tmpdir(), 'firstguess-reproduce-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const EXPERIMENT = `claim: mine
title: A mean makes a bias
statement: Data that are not centred make a linear network biased.
source: docs/theory.md §0
data: gaussian(dim=100, mean={mean})
vary: {mean: [0, 1]}
runs:
  - {label: linear, network: "dense(100), dense(2)"}
measure: [gamma]
seed: 3
quick: {inits: 40, points: 60}
full: {inits: 1000000, points: 60}
expect:
  - {quantity: gamma, increases-with: mean}
refuted-by: Linear networks without a bias on such data.
`;

/** A file with the experiment, and the arguments that run it into a folder of its own. */
function own(name: string, text = EXPERIMENT): string[] {
  writeFileSync(join(scratch, `${name}.yaml`), text);
  return ['reproduce', '--file', join(scratch, `${name}.yaml`), '--out', join(scratch, `out-${name}`)];
}

describe('firstguess reproduce', () => {
  it('confirms a claim, and leaves its figure, its page and JSON after the schema', async () => {
    const { exitCode, out } = await firstguess([...own('mean'), '--quick', '--json']);
    expect(exitCode).toBe(0);
    const validate = new Ajv2020({ strict: false }).compile(reproductionJsonSchema());
    expect(validate(JSON.parse(out)), JSON.stringify(validate.errors)).toBe(true);
    const folder = join(scratch, 'out-mean');
    const files = ['mean-gamma.png', 'mean-gamma.svg', 'mean.html', 'report.html', 'reproduction.json'];
    expect(readdirSync(folder).sort()).toEqual(files);
    expect(JSON.parse(readFileSync(join(folder, 'reproduction.json'), 'utf8'))).toEqual(JSON.parse(out));
    const again = await firstguess([...own('mean'), '--quick']);
    expect([again.exitCode, again.err]).toEqual([2, expect.stringContaining('already holds a reproduction')]);
  });

  it('ends with the table, and with 1 where a claim is refuted', async () => {
    const { exitCode, out } = await firstguess([
      ...own('wrong', EXPERIMENT.replace('increases', 'decreases')),
      '--quick',
    ]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^mine +refuted +A mean makes a bias\n/);
    expect(out).toContain('1 experiment in');
    expect(out).toContain('0 confirmed, 1 refuted, 0 inconclusive');
  });

  it('says so when it is stopped before there is a verdict', async () => {
    const stop = async (pid: number) => {
      await new Promise((resolve) => setTimeout(resolve, 5000));
      process.kill(pid, 'SIGINT');
    };
    const { exitCode, err } = await firstguess(own('stopped'), stop);
    expect(exitCode).toBe(130);
    expect(err).toContain('interrupted before a claim had a verdict');
  });

  it('finds the experiments of the package', async () => {
    const { exitCode, out } = await firstguess(['reproduce', '--list']);
    expect(exitCode).toBe(0);
    expect(out).toContain('Self-averaging is violated (09-self-averaging)');
  });
});
