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

  it('tries initialisations, and those at the edge of chaos', async () => {
    const args = ['advise', '--network', '2*(dense(6), tanh), dense(4)', '--data', 'gaussian(dim=4)', ...QUICK];
    const asked = ['--goal', 'edge-of-chaos', '--init-search', '--workers', '1', '--json'];
    const { exitCode, out } = await firstguess([...args, ...asked]);
    expect(exitCode).toBe(0);
    const { remedies, initSearch } = JSON.parse(out);
    expect(initSearch).toBe(true);
    // LeCun's variance is that of the edge of chaos of tanh.
    const there = remedies.filter(({ chi1 }: { chi1: number | null }) => Math.abs((chi1 ?? 0) - 1) < 1e-9);
    const titles = there.map(({ title }: { title: string }) => title);
    expect(titles).toEqual(expect.arrayContaining(['initialisation: lecun', 'edge of chaos (σ_w² 1, σ_b² 0)']));
    expect(remedies.slice(0, there.length)).toEqual(there);
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
