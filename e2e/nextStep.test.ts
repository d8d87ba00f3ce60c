import { describe, expect, it } from 'vitest';
import { firstguess } from './testing/firstguess.ts';

const DRAWN = ['--data', 'gaussian(12, mean=2)', '--points', '20', '--seed', '3', '--inits', '12', '--readouts', '2'];
const RELU = '2*(dense(20), relu), dense(3)';
const COMMAND = `firstguess advise --network '${RELU}' --data 'gaussian(dim=12, mean=2)'`;

describe('a command that draws networks ends with the strongest remedy by theory and the command for all', () => {
  it.each([
    ['measure', ['--network', RELU, ...DRAWN], '', ' --points 20'],
    ['compare', ['dense(20), tanh, dense(3)', RELU, ...DRAWN], 'for network 2 \\(the most biased\\) ', ' --points 20'],
    ['explain', ['--network', RELU, ...DRAWN, '--no-worth'], '', ' --points 20'],
    [
      'preprocess',
      ['none', 'center', '--network', RELU, ...DRAWN],
      'after center ',
      ' --preprocess center --points 20',
    ],
  ])('%s', async (command, args, which, options) => {
    const { exitCode, out, err } = await firstguess([command, ...args]);
    expect([exitCode, err]).toEqual([0, '']);
    const [lines, end] = [out.split('\n').slice(0, -2), out.split('\n').slice(-2)];
    expect(lines.join(' ')).toMatch(
      new RegExp(
        `Strongest remedy ${which}by theory: [\\w ]+ \\(agreement 0\\.\\d\\d → 0\\.\\d\\d\\)\\. All of them, measured:$`,
      ),
    );
    expect(end[0]).toMatch(/ --seed 3 --inits 12 --readouts 2$/);
    expect(end[0]!.startsWith(`  ${COMMAND}${options}`)).toBe(true);
    if (command === 'preprocess') expect(out).toMatch(/^Best pipeline: center, agreement/m);
  });

  it('and that command runs', async () => {
    const args = ['advise', '--network', RELU, ...DRAWN, '--no-theory'];
    const { exitCode, out } = await firstguess(args);
    expect(exitCode).toBe(0);
    expect(out).toContain('tanh activation');
  });
});
