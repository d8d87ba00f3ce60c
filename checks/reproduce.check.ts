import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const BIN = new URL('../bin/firstguess.js', import.meta.url).pathname;
const EXPERIMENTS = new URL('../experiments/', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'firstguess-reproduce-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Milliseconds: four times what all claims take on a machine that has nothing else to do. */
const PATIENCE = 20 * 60_000;

/** Bytes: all claims as JSON are more than the megabyte that a child process may print by default. */
const LONGEST = 2 ** 26;

/** All claims take about five minutes; the quick subset is two of them, in three experiments. */
const CLAIMS = process.env.FIRSTGUESS_CHECKS === 'quick' ? ['2', '9'] : [];

/**
 * Every claim has thresholds for as many comparisons as it makes, so that chance refutes none of those that hold with
 * fixed seeds, and an error bar that grew too wide leaves one undecided.
 */
it(
  'firstguess reproduce --quick confirms every claim, and refutes none by training a few networks',
  () => {
    const args = ['reproduce', ...CLAIMS, '--quick', '--json', '--out', folder];
    const { status, stdout } = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8', maxBuffer: LONGEST });
    const { claims } = JSON.parse(stdout);
    for (const { name, verdict, summary } of claims) console.log(`${name}: ${verdict}, ${summary}`);
    const expected = (kind: string) => (kind === 'training' ? /confirmed|inconclusive/ : /confirmed/);
    for (const { name, kind, verdict } of claims) expect(verdict, name).toMatch(expected(kind));
    expect(claims).toHaveLength(CLAIMS.length > 0 ? 3 : readdirSync(EXPERIMENTS).length);
    expect(JSON.parse(readFileSync(join(folder, 'reproduction.json'), 'utf8'))).toEqual(JSON.parse(stdout));
    expect(status).toBe(0);
  },
  PATIENCE,
);
