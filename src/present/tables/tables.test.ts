import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundToError } from '../../results/format.ts';
import { numeric } from '../html/page.ts';
import type { Cell } from '../text/table.ts';
import { csvOf } from './csv.ts';
import { latexOf } from './latex.ts';

const table = {
  caption: 'Networks on the same data',
  columns: [{ title: 'network' }, ...numeric('γ', 'theory', 'z', 'loss', 'theory')],
  rows: [
    ['dense(5, sigmaW2=2), "a" & b_1', roundToError(0.369, 0.004), roundToError(0.3645, 0), '−0.4', '2.3', '–'],
    ['relu, 50 %', roundToError(1.2345e8, 2e5), '∞', '–', '−∞', '0'],
  ] as Cell[][],
};

describe('a table as CSV', () => {
  it('has errors in columns of their own, numbers for other programs, and titles that tell columns apart', () => {
    expect(parse(csvOf(table))).toEqual([
      ['network', 'γ', 'γ error', 'γ theory', 'γ theory error', 'z', 'loss', 'loss theory'],
      ['dense(5, sigmaW2=2), "a" & b_1', '0.3690', '0.0040', '0.3645', '', '-0.4', '2.3', ''],
      ['relu, 50 %', '1.2345e8', '0.0020e8', 'inf', '', '', '-inf', '0'],
    ]);
  });

  it('parses back to its cells, whatever they hold', () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
    const rounded = fc.tuple(value, fc.double({ noNaN: true, min: 1e-6, max: 1e6 }));
    const rows = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), rounded), { minLength: 1 });
    fc.assert(
      fc.property(rows, (given) => {
        const cells = given.map(([name, [mean, error]]) => [name, roundToError(mean, error)] as const);
        const columns = [{ title: 'name' }, ...numeric('x')];
        const [titles, ...records] = parse(csvOf({ caption: '', columns, rows: cells }));
        expect(titles).toEqual(['name', 'x', 'x error']);
        for (const [row, [name, { value, error }]] of cells.entries()) {
          const [first, number, uncertainty] = records[row]!;
          if (!/^[−\d.∞–]/.test(name)) expect(first).toBe(name);
          expect(Number(number)).toBe(Number(value.replace('−', '-')));
          expect(Number(uncertainty)).toBe(Number(error));
        }
      }),
    );
  });
});

describe('a table in LaTeX', () => {
  it('has the lines of booktabs and plain formulas for numbers', () => {
    expect(latexOf(table)).toBe(String.raw`% Networks on the same data. Needs \usepackage{booktabs}.
\begin{tabular}{lrrrrr}
\toprule
network & $\gamma$ & theory & z & loss & theory \\
\midrule
dense(5, sigmaW2=2), ''a'' \& b\_1 & $0.3690 \pm 0.0040$ & $0.3645$ & $-0.4$ & $2.3$ & -- \\
relu, 50 \% & $1.2345 \cdot 10^{8} \pm 0.0020 \cdot 10^{8}$ & $\infty$ & -- & $-\infty$ & $0$ \\
\bottomrule
\end{tabular}
`);
  });

  it('leaves no letter of formulas and no special letter bare', () => {
    const rows = [['γ χ₁ σ² × ± − ≥ ∞ … # $ % & ~ _ ^ \\ { } < >']];
    const line = latexOf({ caption: '', columns: [{ title: '' }], rows }).split('\n')[5]!;
    expect(line).toMatch(/^[ -~]+$/);
    const bare = line
      .replace(/\\\\$/, '')
      .replace(/\$[^$]*\$/g, '')
      .replace(/\\(text\w+|ldots)\{\}|\\[#$%&_{}]/g, '');
    expect(bare.trim()).toBe('');
  });
});
