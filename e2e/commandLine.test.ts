import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstguess } from './testing/firstguess.ts';

const BIN = new URL('../bin/firstguess.js', import.meta.url).pathname;
const DATA = ['--data', 'gaussian(dim=50)', '--points', '200'];
const MEASURE = ['measure', '--network', 'dense(100), relu, dense(3)', ...DATA];

function newFolder(): string {
  return join(mkdtempSync(join(tmpdir(), 'firstguess-')), 'run');
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('firstguess measure', () => {
  it('prints exactly one JSON document with --json, and nothing on stderr of its own accord', async () => {
    const { exitCode, out, err } = await firstguess([...MEASURE, '--inits', '20', '--json']);
    expect(exitCode).toBe(0);
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({ status: 'complete', initialisations: 20, classes: 3, points: 200 });
  });

  it('stops when the standard error is small enough', async () => {
    const { out } = await firstguess([...MEASURE, '--until-se', '0.02', '--json']);
    const { agreement, initialisations, status } = JSON.parse(out);
    expect(status).toBe('complete');
    expect(agreement.standardError).toBeLessThan(0.02);
    expect(initialisations).toBeLessThan(1000);
  });

  it('finishes the draws under way on Ctrl-C, keeps them, says how to go on, and goes on to the same result', async () => {
    const [stopped, whole] = [newFolder(), newFolder()];
    const experiment = [
      'measure',
      '--network',
      'dense(1000), relu, dense(3)',
      ...DATA,
      '--inits',
      '400',
      '--readouts',
      '8',
    ];
    const blocks = join(stopped, 'blocks');
    const first = await firstguess([...experiment, '--out', stopped, '--json'], async (pid) => {
      await until(() => existsSync(blocks) && readdirSync(blocks).length >= 2);
      process.kill(pid, 'SIGINT');
    });
    expect(first.exitCode).toBe(130);
    expect(first.err).toContain('finishing the draws under way');
    expect(first.err).toContain(`firstguess measure --resume ${stopped}`);
    const { status, initialisations } = JSON.parse(first.out);
    expect(status).toBe('interrupted');
    expect(initialisations).toBeLessThan(400);

    expect((await firstguess(['measure', '--resume', stopped])).exitCode).toBe(0);
    expect((await firstguess([...experiment, '--out', whole, '--workers', '1'])).exitCode).toBe(0);
    const [a, b] = [stopped, whole].map((folder) => readFileSync(join(folder, 'fractions.parquet')));
    expect(a.equals(b)).toBe(true);
  });
});

describe('firstguess compare', () => {
  it('writes one table, one picture and one JSON document', async () => {
    const out = newFolder();
    const networks = ['dense(50), relu, dense(3)', 'dense(50), tanh, dense(3)'];
    const run = await firstguess(['compare', ...networks, ...DATA, '--inits', '12', '--json', '--out', out]);
    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.out).measurements.map(({ network }: { network: string }) => network)).toEqual(networks);
    expect(readdirSync(out).sort()).toEqual(['comparison.html', 'comparison.json', 'comparison.png', 'comparison.svg']);
  });
});

describe('a reader that goes away', () => {
  it('ends firstguess quietly', async () => {
    const child = spawn('bash', ['-c', `"${process.execPath}" "${BIN}" layers --json | head -c 10`]);
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    await new Promise((resolve) => child.on('close', resolve));
    expect(err).toBe('');
  });
});

describe('a bad command line', () => {
  it('ends the process with exit code 2', async () => {
    const { exitCode, out, err } = await firstguess(['predict', '--network', 'relu8']);
    expect(exitCode).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^firstguess: unknown layer "relu8" in --network/);
  });
});
