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
      '200',
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
    expect(initialisations).toBeLessThan(200);

    expect((await firstguess(['measure', '--resume', stopped])).exitCode).toBe(0);
    expect((await firstguess([...experiment, '--out', whole, '--workers', '1'])).exitCode).toBe(0);
    const [a, b] = [stopped, whole].map((folder) => readFileSync(join(folder, 'fractions.parquet')));
    expect(a.equals(b)).toBe(true);
  });
});

/** Draws for a second, then theory for minutes. */
const SLOW_THEORY = [
  ...['--network', 'vgg11(width=0.1)', '--data', 'gaussian(shape=3x32x32)'],
  ...['--points', '10', '--inits', '3', '--theory-time', '200'],
];

/** User seconds after which theory alone is at work: the start and all draws take about three. */
const UNDER_WAY = 5;

/** User seconds of a process so far, all threads together. */
function secondsOf(pid: number): number {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!;
  return Number(afterName.split(' ')[11]) / 100;
}

describe('theory that takes minutes', () => {
  const signalled = async (args: readonly string[], ...signals: NodeJS.Signals[]) => {
    let last = 0;
    const run = await firstguess(args, async (pid) => {
      await until(() => secondsOf(pid) > UNDER_WAY);
      for (const signal of signals) {
        last = performance.now();
        process.kill(pid, signal);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    return { ...run, seconds: (performance.now() - last) / 1000 };
  };

  it('ends with Ctrl-C, and what was measured is printed without it', async () => {
    const run = await signalled(['measure', ...SLOW_THEORY, '--json'], 'SIGINT');
    expect(run.exitCode).toBe(130);
    expect(run.err).toContain('leaving theory out');
    const measurement = JSON.parse(run.out);
    expect(measurement).toMatchObject({ status: 'interrupted', initialisations: 3 });
    expect(measurement.agreement.theory).toBeNull();
    expect(measurement.notes[0]).toBe('theory was left out: interrupted before its end');
    expect(run.seconds).toBeLessThan(1);
  });

  it.each([
    ['Ctrl-C twice', ['SIGINT', 'SIGINT']],
    ['SIGTERM', ['SIGTERM']],
  ] as const)('ends within a second of %s', async (_name, signals) => {
    expect((await signalled(['measure', ...SLOW_THEORY], ...signals)).seconds).toBeLessThan(1);
  });

  it('ends predict with Ctrl-C', async () => {
    const { exitCode, out, err, seconds } = await signalled(['predict', ...SLOW_THEORY.slice(0, 4)], 'SIGINT');
    expect([exitCode, out]).toEqual([130, '']);
    expect(err).toContain('interrupted before theory was computed');
    expect(seconds).toBeLessThan(1);
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
