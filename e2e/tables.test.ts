import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { firstguess } from './testing/firstguess.ts';

const FEW = ['--points', '40', '--inits', '6', '--readouts', '2'];
const NETWORK = '2*(dense(32), relu), dense(10)';

/** Of each command: its tables, and what stands in the first line of each. */
const commands: [command: string[], tables: Record<string, string>][] = [
  [
    ['measure', '--network', NETWORK, ...FEW],
    { quantities: 'quantity,measured,measured error', layers: 'no.,layer,γ measured,γ measured error' },
  ],
  [
    ['compare', NETWORK, 'dense(10)', ...FEW],
    { comparison: 'network,favourite %,favourite % error,favourite % theory' },
  ],
  [
    ['preprocess', 'none', 'standardize', '--network', NETWORK, '--network', 'dense(10)', ...FEW],
    {
      guesses: 'network,pipeline,favourite',
      ratios: 'network,pipeline,cov of data,spread,γ',
      losses: 'network,pipeline,loss',
    },
  ],
  [
    ['phase', '--network', '9*(dense(32), tanh), dense(10)', '--x', 'sigmaW2=1:3:5', '--y', 'sigmaB2=0:0.4:4'],
    { grid: 'sigmaW2,sigmaB2,γ,agreement,favourite,χ₁,phase' },
  ],
  [
    ['explain', '--network', NETWORK, ...FEW],
    {
      layers: 'no.,layer,γ measured,γ measured error,theory',
      alternatives: 'network,γ',
      directions: 'data,γ of the data',
    },
  ],
  [['data', 'digits', '--points', '40'], { distributions: 'of,min,25 %,median', agreements: 'agreement,all pairs' }],
];

describe.each(commands)('firstguess %s', (command, tables) => {
  it('writes its tables as CSV and LaTeX', async () => {
    const out = join(mkdtempSync(join(tmpdir(), 'firstguess-tables-')), 'run');
    const { exitCode, err } = await firstguess([
      ...command,
      '--out',
      out,
      '--tables',
      'csv,tex',
      '--figure-format',
      'svg',
    ]);
    expect(exitCode, err).toBe(0);
    for (const [name, start] of Object.entries(tables)) {
      const csv = readFileSync(join(out, `${name}.csv`), 'utf8');
      expect(csv.slice(0, start.length)).toBe(start);
      const records: string[][] = parse(csv);
      expect(new Set(records[0]).size).toBe(records[0]!.length);
      const tex = readFileSync(join(out, `${name}.tex`), 'utf8');
      expect(tex.split('\n').filter((line) => line.endsWith('\\\\'))).toHaveLength(records.length);
      expect(tex).toMatch(/^[\n -~]+$/);
    }
    // What it wrote it may replace; how a folder is replaced is the same for all.
    if (command[0] !== 'data') return;
    expect((await firstguess([...command, '--out', out, '--overwrite'])).exitCode).toBe(0);
  });
});
