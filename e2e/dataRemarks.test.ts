import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstguess } from './testing/firstguess.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstguess-remarks-'));
const equal = join(folder, 'equal.csv');

beforeAll(() => writeFileSync(equal, 'a,b\n'.concat('1.5,2.5\n'.repeat(50))));
afterAll(() => rmSync(folder, { recursive: true }));

const NETWORK = 'dense(16), relu, dense(3)';
const ON_EQUAL = ['--data', equal, '--inits', '4'];

describe('50 equal points', () => {
  it.each([
    ['measure', '--network', NETWORK],
    ['explain', '--network', NETWORK],
    ['compare', NETWORK, 'dense(3)'],
    ['preprocess', 'none', 'scale(2)', '--network', NETWORK],
  ])('are named as the cause by %s, which blames no layer', async (...command) => {
    const { exitCode, out } = await firstguess([...command, ...ON_EQUAL]);
    expect(exitCode).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain('all 50 points are equal, so that every network gives them one guess;');
    expect(out).not.toMatch(/is there from layer|introduced in layer|layer makes/);
  });
});
