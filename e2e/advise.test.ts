import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advise } from 'firstguess';
import { describe, expect, it } from 'vitest';
import { firstguess } from './testing/firstguess.ts';

const NETWORK = 'dense(20), relu, dense(4)';
const QUICK = ['--points', '12', '--inits', '3', '--no-theory'];

describe('firstguess advise', () => {
  it('prints what is tried, leaves a page, a figure and a table, and gives the numbers of advise()', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'firstguess-advise-')), 'out');
    const data = 'gaussian(dim=12)';
    const args = ['advise', '--network', NETWORK, '--data', data, ...QUICK, '--out', folder, '--tables', 'csv'];
    const { exitCode, out, err } = await firstguess(args);
    expect(err).toBe(`the advice is in ${folder}\n`.replace('the ', ''));
    expect(exitCode).toBe(0);
    expect(out).toContain('as it is');
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(['advice.html', 'advice.json', 'remedies.csv', 'remedies.png', 'remedies.svg']),
    );
    const { seconds: _, ...written } = JSON.parse(readFileSync(join(folder, 'advice.json'), 'utf8'));
    const { seconds: __, ...computed } = await advise(NETWORK, data, {
      points: 12,
      inits: 3,
      theory: false,
      workers: 1,
    });
    expect(written).toEqual(JSON.parse(JSON.stringify(computed)));
  });

  it('tries a model in processes of its own, and gives the same from one as from two', async () => {
    const args = ['advise', 'models/torch/cnn.onnx', '--data', 'digits', ...QUICK, '--json'];
    const [one, two] = await Promise.all([
      firstguess([...args, '--workers', '1']),
      firstguess([...args, '--workers', '2']),
    ]);
    const [{ seconds: _, ...first }, { seconds: __, ...second }] = [one, two].map(({ out }) => JSON.parse(out));
    expect(first.remedies.filter(({ applies }: { applies: boolean }) => applies).length).toBeGreaterThan(12);
    expect(second).toEqual(first);
  });
});
