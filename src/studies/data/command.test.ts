import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runHere } from '../../cli/testing/run.fixture.ts';
import { dataSummarySchema } from './schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstguess-data-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DIGITS = ['data', 'digits', '--points', '100', '--seed', '3'];

describe('firstguess data', () => {
  it('says what the data are and do', async () => {
    const { exitCode, out, err } = await runHere(DIGITS);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^100 of 1,797 images of 1×8×8 in 10 classes\.\nTwo digits overlap by/);
    expect(out).toMatch(/digits, seed 3, stored as float64, CC BY 4\.0/);
  });

  it('makes stdout one JSON document that fits the schema', async () => {
    const { exitCode, out, err } = await runHere([...DIGITS, '--preprocess', 'standardize', '--json']);
    expect([exitCode, err]).toEqual([0, '']);
    const summary = dataSummarySchema.parse(JSON.parse(out));
    expect(summary).toMatchObject({ data: 'digits', preprocess: 'standardize', seed: 3, points: 100, available: 1797 });
    expect(summary.notes).toEqual(['3 of 64 features are constant and become 0 under standardize']);
  });

  it('writes report, figures and JSON, and replaces them only when told to', async () => {
    const out = join(folder, 'digits');
    const first = await runHere([...DIGITS, '--json', '--out', out]);
    expect([first.exitCode, first.err]).toEqual([0, `the summary of data is in ${out}\n`]);
    const figures = ['contact-sheet.png', 'contact-sheet.svg', 'overlaps.png', 'overlaps.svg'];
    expect(readdirSync(out).sort()).toEqual([...figures.slice(0, 2), 'data.html', 'data.json', ...figures.slice(2)]);
    expect(readFileSync(join(out, 'data.json'), 'utf8')).toBe(first.out);
    const again = await runHere([...DIGITS, '--out', out]);
    expect([again.exitCode, again.out]).toEqual([2, '']);
    expect(again.err).toContain('already holds a summary of data\n  --overwrite replaces it');
    expect((await runHere([...DIGITS, '--out', out, '--overwrite'])).exitCode).toBe(0);
  });

  it('writes no sheet of points that are no images', async () => {
    const out = join(folder, 'vectors');
    await runHere(['data', 'gaussian(dim=5)', '--points', '20', '--out', out]);
    expect(readdirSync(out).sort()).toEqual(['data.html', 'data.json', 'overlaps.png', 'overlaps.svg']);
  });

  it.each([
    [['data'], 'missing required argument source'],
    [['data', 'digts'], 'did you mean digits?'],
    [['data', 'digits', '--preprocess', 'centr'], '  --preprocess centr\n               ^^^^^'],
    [['data', 'digits', '--points', '1'], '--points must be a whole number of at least 2'],
    [['data', 'digits', '--points', '2000'], 'cannot take 2000 of the 1797 points of digits'],
    [['data', 'digits', '--overwrite'], 'there is no --out'],
    [['data', 'digits', '--network', 'dense(2)'], 'data has no option --network\n  it belongs to '],
  ])('%j is explained', async (args, complaint) => {
    const { exitCode, out, err } = await runHere(args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(complaint);
  });
});
