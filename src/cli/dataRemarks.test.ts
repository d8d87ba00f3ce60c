import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from './testing/run.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstguess-remarks-'));
const equal = join(folder, 'equal.csv');
const labelled = join(folder, 'labelled.csv');

beforeAll(() => {
  writeFileSync(equal, 'a,b\n'.concat('1.5,2.5\n'.repeat(50)));
  writeFileSync(labelled, 'a,label\n1.5,0\n2.5,1\n-1,1\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const NETWORK = 'dense(16), relu, dense(3)';
const EQUAL = 'all 50 points are equal, so that every network gives them one guess';

/** Every command that reads data. */
const commands = (data: string): Readonly<Record<string, readonly string[]>> => ({
  data: ['data', data],
  predict: ['predict', '--network', NETWORK, '--data', data],
  measure: ['measure', '--network', NETWORK, '--data', data, '--inits', '4'],
  explain: ['explain', '--network', NETWORK, '--data', data, '--inits', '4'],
  compare: ['compare', NETWORK, 'dense(3)', '--data', data, '--inits', '4'],
  preprocess: ['preprocess', 'none', 'scale(2)', '--network', NETWORK, '--data', data, '--inits', '4'],
});

describe.each(['data', 'predict'])('firstguess %s', (command) => {
  it('names equal points as the cause, and blames no layer', async () => {
    const { exitCode, out } = await runHere(commands(equal)[command]);
    expect(exitCode).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain(EQUAL);
    expect(out).not.toMatch(/is there from layer|introduced in layer/);
  });
});

describe.each(Object.keys(commands('')))('firstguess %s', (command) => {
  it('asks what a column called label is', async () => {
    const { exitCode, err } = await runHere(commands(`csv("${labelled}")`)[command]);
    expect(exitCode).toBe(2);
    expect(err).toContain('labelled.csv has a column label, and no label= says whether it holds the classes');
    expect(err).toContain(`label=label) if it does, csv("${labelled}", label=none) if it is a feature`);
  });
});

describe('a column called label', () => {
  it.each([
    ['label', 'in 2 classes'],
    ['none', '3 points of 2 features'],
  ])('is what label=%s says', async (label, expected) => {
    const { exitCode, out } = await runHere(['data', `csv("${labelled}", label=${label})`]);
    expect(exitCode).toBe(0);
    expect(out).toContain(expected);
  });
});
