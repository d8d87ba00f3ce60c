import type { Colors } from 'picocolors/types.js';
import { wrap } from '../terminal/wrap.ts';
import type { Coverage } from './coverage.ts';

const GAP = '  ';
const HEADER = ['theory', 'pair', 'dataset', 'measured'];
const WIDTHS = ['quadrature'.length, ...HEADER.slice(1).map((title) => title.length)];

/** The table of `firstguess layers`, as wide as the terminal: calls, what they do, what is covered. */
export function layersTable(entries: readonly Coverage[], width: number, { bold, cyan, dim, green }: Colors): string {
  const calls = Math.max(...entries.map((entry) => callOf(entry).length));
  const covered = WIDTHS.reduce((sum, columns) => sum + columns + GAP.length, 0);
  const room = width - calls - covered - 2 * GAP.length;
  const section = (title: string, family: Coverage['family']): string[] => {
    const mine = entries.filter((entry) => entry.family === family);
    const heading = `${title} (${mine.length})`.padEnd(calls + room + 2 * GAP.length) + cells(HEADER);
    return [bold(heading.trimEnd()), ...mine.flatMap(rows), ''];
  };
  const rows = (entry: Coverage): string[] => {
    const [first, ...more] = wrap(entry.formula ?? entry.summary, room);
    const explained = meanings(entry).flatMap((text) => wrap(text, width - calls - GAP.length).map(dim));
    const marks = [
      entry.theory === 'none' ? '–' : entry.theory,
      ...[entry.pair, entry.dataset, entry.graph].map((yes) => (yes ? '✓' : '–')),
    ];
    const call = callOf(entry);
    return [
      `${cyan(call)}${' '.repeat(calls - call.length)}${GAP}${first.padEnd(room)}${GAP}${cells(marks).replaceAll('✓', green('✓'))}`.trimEnd(),
      ...[...more, ...explained].map((line) => ' '.repeat(calls + GAP.length) + line),
    ];
  };
  return [
    ...section('layers', 'layer'),
    ...section('activations', 'activation'),
    ...wrap(
      'theory: a closed form (exact) or a numerical integral to about 14 digits (quadrature), for generated data (pair) and for given points (dataset); – where there is none.',
      width,
    ),
    ...wrap(
      'A dense layer takes its scales from its own sigmaW2 and sigmaB2, then --sigma-w2 and --sigma-b2, then --init.',
      width,
    ),
    ...wrap(
      'Write them in a row, blocks with a number before them: "3*(dense(512), leakyRelu(0.1)), dense(10)".',
      width,
    ),
    '',
  ].join('\n');
}

/** "dense(units, …)": required arguments by name, "…" where more may be given. */
function callOf({ name, arguments: parameters }: Coverage): string {
  const required = parameters.filter(({ required }) => required).map(({ name }) => name);
  const shown = required.length < parameters.length ? [...required, '…'] : required;
  return shown.length > 0 ? `${name}(${shown.join(', ')})` : name;
}

function meanings({ arguments: parameters }: Coverage): string[] {
  return parameters.map(({ name, meaning, default: value }) => {
    const fallback = value === undefined ? '' : ` (default ${value})`;
    return `${name}: ${meaning}${fallback}`;
  });
}

function cells(texts: readonly string[]): string {
  return texts.map((text, column) => text.padEnd(WIDTHS[column])).join(GAP);
}
