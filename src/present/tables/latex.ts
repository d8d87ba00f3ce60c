import { type DataTable, isNumber, parts } from './dataTable.ts';

/** A table in LaTeX with the lines of booktabs, to be put into a `table` with a caption of your own. */
export function latexOf({ caption, columns, rows }: DataTable): string {
  const line = (cells: readonly string[]) => `${cells.join(' & ')} \\\\`;
  return `% ${caption.replaceAll(/\s+/g, ' ')}. Needs \\usepackage{booktabs}.
\\begin{tabular}{${columns.map(({ numeric }) => (numeric ? 'r' : 'l')).join('')}}
\\toprule
${line(columns.map(({ title }) => escaped(title)))}
\\midrule
${rows.map((row) => line(row.map((cell) => written(parts(cell))))).join('\n')}
\\bottomrule
\\end{tabular}
`;
}

/** Numbers in formulas: $0.369 \pm 0.004$. */
function written({ value, error }: { readonly value: string; readonly error: string }): string {
  if (value === '–') return '--';
  if (!isNumber(value)) return escaped(value);
  return `$${[value, error].filter(Boolean).map(inFormula).join(' \\pm ')}$`;
}

function inFormula(number: string): string {
  return number
    .replace('−', '-')
    .replace('∞', '\\infty')
    .replace(/e(-?\d+)$/, ' \\cdot 10^{$1}');
}

/** Text without what LaTeX takes for commands; letters of formulas that its fonts lack become formulas. */
function escaped(text: string): string {
  return text.replace(SPECIAL, (character) => COMMANDS[character] ?? `\\${character}`);
}

const COMMANDS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '"': "''",
  γ: '$\\gamma$',
  χ: '$\\chi$',
  σ: '$\\sigma$',
  '₁': '$_1$',
  '²': '$^2$',
  '×': '$\\times$',
  '·': '$\\cdot$',
  '±': '$\\pm$',
  '−': '$-$',
  '≥': '$\\ge$',
  '∞': '$\\infty$',
  '…': '\\ldots{}',
};
const SPECIAL = new RegExp(`[%$#_{}&${Object.keys(COMMANDS).join('').replace('\\', '\\\\').replace('^', '\\^')}]`, 'g');
