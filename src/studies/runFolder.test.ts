import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dataset } from '../data/dataset.ts';
import { planMeasurement } from '../measure/plan/plan.ts';
import { plannedRun } from './measure/plannedRun.ts';
import { type PlannedRun, RunFolder } from './runFolder.ts';

const parent = mkdtempSync(join(tmpdir(), 'firstguess-run-folder-'));
afterAll(() => rmSync(parent, { recursive: true }));

const EFFORT = { points: 4, readouts: 1 };
const BLOCKS = { initialisations: 20, size: 5, readouts: 1, tracedBelow: 4 };

function planOf(labels: readonly number[] | undefined): PlannedRun {
  const data = dataset([1, 2, 3, 4, 5, 6, 7, 8], { shape: [2], labels, name: 'four' });
  return plannedRun(planMeasurement('dense(3), relu, dense(2)', data, { inits: 20 }));
}

async function begun(name: string, plan: PlannedRun): Promise<string> {
  const path = join(parent, name);
  await RunFolder.create(path, plan).begin(BLOCKS, EFFORT);
  return path;
}

describe('a new run', () => {
  const holding = (name: string, files: readonly string[]) => {
    const path = join(parent, name);
    mkdirSync(path);
    for (const file of files) writeFileSync(join(path, file), file);
    return path;
  };

  it('may lie beside what other commands left, and leaves it alone', async () => {
    const others = ['data.html', 'data.json', 'overlaps.svg', 'explanation.html', 'photo.png'];
    const path = holding('shared', others);
    await RunFolder.create(path, planOf(undefined)).begin(BLOCKS, EFFORT);
    writeFileSync(join(path, 'guess-law.svg'), 'old');
    expect(() => RunFolder.create(path, planOf(undefined))).toThrow('already holds an unfinished measurement');
    RunFolder.create(path, planOf(undefined), true);
    expect(readdirSync(path).sort()).toEqual(['blocks', ...others].sort());
  });

  it('is not begun among files that could be precious, nor on a report of another kind', () => {
    for (const file of ['thesis.tex', 'reproduction.json', 'my-data.json']) {
      const path = holding(`with-${file}`, [file]);
      expect(() => RunFolder.create(path, planOf(undefined), true)).toThrow(`what no measurement wrote: ${file}`);
      expect(existsSync(join(path, file))).toBe(true);
    }
  });
});

describe('a run to go on with', () => {
  it('is that of the same labels', async () => {
    const path = await begun('labelled', planOf([0, 1, 1, 0]));
    expect(RunFolder.open(path, planOf([0, 1, 1, 0])).effort).toEqual(EFFORT);
    for (const labels of [[1, 0, 1, 0], undefined]) {
      expect(() => RunFolder.open(path, planOf(labels))).toThrow('the data have other labels');
    }
  });

  it('has the same head and the same rule for ties', async () => {
    const path = await begun('argmax', planOf([0, 1, 1, 0]));
    const run = planOf([0, 1, 1, 0]);
    const other = (changed: object) => ({ ...run, experiment: { ...run.experiment, ...changed } });
    expect(() => RunFolder.open(path, other({ head: 'sample' }))).toThrow('head was not given and now is "sample"');
    expect(() => RunFolder.open(path, other({ ties: 'first' }))).toThrow('ties was not given and now is "first"');
  });

  it('may be of a version that did not ask for labels or choose points', async () => {
    const path = await begun('older', planOf([0, 1, 1, 0]));
    const file = join(path, 'experiment.json');
    const { labelsSha256, effort, ...older } = JSON.parse(readFileSync(file, 'utf8'));
    expect(labelsSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(effort).toEqual(EFFORT);
    writeFileSync(file, JSON.stringify(older));
    expect(RunFolder.open(path, planOf([0, 1, 1, 0])).effort).toEqual(EFFORT);
  });

  it('keeps what blocks say of true classes', async () => {
    const path = await begun('blocks', planOf([0, 1, 1, 0]));
    const folder = RunFolder.open(path, planOf([0, 1, 1, 0]));
    const byClass = {
      same: 2,
      other: 3,
      information: 0.1 + 0.2,
      chance: 1 / 3,
      agreeing: [2, 3, 0],
      example: [1, 1, 0, 2],
    };
    const counts = Uint32Array.from([1, 3]);
    const draw = { initialisation: 0, counts, tied: 0, notNumbers: 0, correlation: 0.5, complement: 0.5, byClass };
    const result = { engine: 'none', draws: [draw] };
    await folder.write(0, result);
    expect(await folder.read(0)).toEqual(result);
  });
});
