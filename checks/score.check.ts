import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digits, score } from 'firstguess';
import { afterAll, describe, expect, it } from 'vitest';
import { npy } from '../src/data/formats/testing/encode.ts';
import { readArrayFile } from '../src/data/sources/files/arrayFile.ts';

/** The Python of the system, for which Debian has PyTorch. */
const PYTHON = '/usr/bin/python3';
const hasTorch = spawnSync(PYTHON, ['-c', 'import numpy, torch']).status === 0;

const folder = mkdtempSync(join(tmpdir(), 'firstguess-score-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bytesOf = (values: ArrayBufferView) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

// Where PyTorch is missing this counts as skipped.
describe.skipIf(!hasTorch)('training in PyTorch on the digits', () => {
  it('has the loss that PyTorch finds, and a bias that is forgotten', { timeout: 300_000 }, async () => {
    const { values, labels, points } = digits();
    writeFileSync(join(folder, 'x.npy'), npy('<f4', [points, 64], bytesOf(Float32Array.from(values))));
    writeFileSync(join(folder, 'y.npy'), npy('<i4', [points], bytesOf(Int32Array.from(labels!))));
    const script = new URL('./references/score.py', import.meta.url).pathname;
    const { status, stderr } = spawnSync(PYTHON, [script, folder], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const run = join(folder, 'run.npz');
    const { steps, kind, forgotten } = await score(`${run}:logits`, { labels: `${run}:labels`, steps: `${run}:steps` });
    const { values: losses } = await readArrayFile(join(folder, 'loss.npy'));
    expect(kind).toBe('logits');
    expect(steps.map(({ step }) => step)).toEqual([0, 1, 2, 5, 10, 20, 50, 100, 200]);
    steps.forEach(({ loss, maxFraction }, at) => {
      console.log(`| ${steps[at]!.step} | ${maxFraction.mean.toFixed(3)} ± ${maxFraction.standardError.toFixed(3)} |`);
      expect(loss!.mean / losses[at]!).toBeCloseTo(1, 4);
    });
    // Before training the favourite has more than twice a fair share; after 200 steps less.
    expect(steps[0]!.maxFraction.mean).toBeGreaterThan(0.3);
    expect(forgotten).toBeGreaterThan(0);
    // The favourite of step 0 is no favourite any more: digits have about equally many of each class.
    expect(steps.at(-1)!.byPopularity.mean[0]).toBeLessThan(0.15);
  });
});
