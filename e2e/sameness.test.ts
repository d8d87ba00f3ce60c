import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from 'firstguess';
import { describe, expect, it } from 'vitest';

const NETWORK = '2*(dense(200), relu), dense(10)';
const OPTIONS = { preprocess: 'standardize', points: 300, inits: 32, seed: 7 };

/** What the guesses say of the true classes, as it was written. */
function byClass(folder: string): unknown {
  const { byClass } = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'));
  expect(byClass.example).toHaveLength(10);
  return byClass;
}

/** Guess counts as they were written. */
function fractions(folder: string): Buffer {
  return readFileSync(join(folder, 'fractions.parquet'));
}

function newFolder(): string {
  return join(mkdtempSync(join(tmpdir(), 'firstguess-')), 'run');
}

describe('the same seed', () => {
  it.each([
    ['by all weights', { ...OPTIONS, inits: 12 }],
    ['on factors of Gram matrices', { ...OPTIONS, points: 60, inits: 12 }],
  ])('gives the same counts with 1, 2 and 3 workers, %s', async (_, options) => {
    const folders = [1, 2, 3].map(() => newFolder());
    for (const [i, out] of folders.entries()) {
      const { gramLayers } = await measure(NETWORK, 'digits', { ...options, workers: i + 1, out });
      expect(gramLayers > 0).toBe(options.points === 60);
    }
    const [one, two, three] = folders.map(fractions);
    expect(two.equals(one)).toBe(true);
    expect(three.equals(one)).toBe(true);
    expect(byClass(folders[1])).toEqual(byClass(folders[0]));
    expect(byClass(folders[2])).toEqual(byClass(folders[0]));
  });

  it('gives the same counts after kill -9 and --resume', async () => {
    const [whole, killed] = [newFolder(), newFolder()];
    await measure(NETWORK, 'digits', { ...OPTIONS, out: whole });
    await killOnceBlocksAre(3, killed);
    const blocks = readdirSync(join(killed, 'blocks')).filter((name) => name.endsWith('.json'));
    expect(existsSync(join(killed, 'result.json'))).toBe(false);
    expect(blocks.length).toBeLessThan(16);
    expect(await command('measure', '--resume', killed)).toBe(0);
    expect(fractions(killed).equals(fractions(whole))).toBe(true);
    const [a, b] = [whole, killed].map((folder) => JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')));
    expect(a.byClass.information.mean).toBeGreaterThan(0);
    for (const result of [a, b]) for (const name of ['seconds', 'provenance']) delete result[name];
    expect(b).toEqual(a);
  });

  it('gives another measurement with another seed', async () => {
    const folders = [newFolder(), newFolder()];
    await measure(NETWORK, 'digits', { ...OPTIONS, points: 60, inits: 4, out: folders[0] });
    await measure(NETWORK, 'digits', { ...OPTIONS, points: 60, inits: 4, seed: 8, out: folders[1] });
    expect(fractions(folders[0]).equals(fractions(folders[1]))).toBe(false);
  });
});

const BIN = new URL('../bin/firstguess.js', import.meta.url).pathname;

function command(...args: string[]): Promise<number | null> {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: 'ignore' });
  return new Promise((resolve) => child.on('exit', resolve));
}

/** Starts the measurement as a command and kills it the hard way as soon as a few blocks are on disk. */
async function killOnceBlocksAre(count: number, out: string): Promise<void> {
  const { preprocess, points, inits, seed } = OPTIONS;
  const settings = Object.entries({ preprocess, points, inits, seed }).flatMap(([k, v]) => [`--${k}`, String(v)]);
  const child = spawn(
    process.execPath,
    [BIN, 'measure', '--network', NETWORK, '--data', 'digits', ...settings, '--out', out],
    {
      stdio: 'ignore',
    },
  );
  const exited = new Promise((resolve) => child.on('exit', resolve));
  const blocks = join(out, 'blocks');
  const timer = setInterval(() => {
    const written = existsSync(blocks) ? readdirSync(blocks).filter((name) => name.endsWith('.json')).length : 0;
    if (written >= count) child.kill('SIGKILL');
  }, 2);
  await exited;
  clearInterval(timer);
}
