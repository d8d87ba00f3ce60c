import type { Colors } from 'picocolors/types.js';
import { wrap } from '../present/text/wrap.ts';
import type { Coverage, PresetCoverage } from './coverage.ts';

const GAP = '  ';
const INDENT = '    ';
const HEADER = ['theory', 'pair', 'dataset', 'spatial', 'graph'];
const WIDTHS = ['quadrature'.length, ...HEADER.slice(1).map((title) => title.length)];
const COVERED = WIDTHS.reduce((sum, columns) => sum + columns + GAP.length, -GAP.length);

/** The table of `firstguess layers`, as wide as the terminal: calls, what they do, what is covered. */
export function layersTable(
  entries: readonly Coverage[],
  presets: readonly PresetCoverage[],
  width: number,
  { bold, cyan, dim, green }: Colors,
): string {
  const room = width - COVERED;
  const section = (title: string, family: Coverage['family']): string[] => {
    const mine = entries.filter((entry) => entry.family === family);
    return [bold(`${title} (${mine.length})`.padEnd(room) + cells(HEADER)), ...mine.flatMap(row), ''];
  };
  const below = (text: string, paint = (line: string) => line) =>
    wrap(text, width - INDENT.length).map((line) => INDENT + paint(line));
  const row = (entry: Coverage): string[] => {
    const call = callOf(entry);
    const text = entry.formula ?? entry.summary;
    const fits = call.length + 2 * GAP.length + text.length <= room;
    const beside = (fits ? GAP + text : '').padEnd(room - call.length);
    const ticks = [entry.pair, entry.dataset, entry.spatial, entry.graph].map((yes) => (yes ? '✓' : '–'));
    const marks = cells([entry.theory === 'none' ? '–' : entry.theory, ...ticks]).replaceAll('✓', green('✓'));
    return [
      `${cyan(call)}${beside}${marks}`.trimEnd(),
      ...(fits ? [] : below(text)),
      ...meanings(entry).flatMap((line) => below(line, dim)),
    ];
  };
  const preset = (entry: PresetCoverage): string[] => [
    cyan(callOf(entry)),
    ...below(entry.summary),
    ...meanings(entry).flatMap((line) => below(line, dim)),
  ];
  return [
    ...section('layers', 'layer'),
    ...section('activations', 'activation'),
    bold(`presets (${presets.length})`),
    ...presets.flatMap(preset),
    '',
    ...NOTES.flatMap((note) => wrap(note, width)),
    '',
  ].join('\n');
}

const NOTES = [
  'theory: a closed form (exact), a numerical integral to about 14 digits (quadrature), or quasi-random sampling with an error (sampled); for generated data (pair), for given points (dataset), and for images whose pixels it follows (spatial); – where there is none. graph: can be run and measured.',
  'Layers with weights take their scales from their own sigmaW2 and sigmaB2, then --sigma-w2 and --sigma-b2, then --init.',
  'Write them in a row, blocks with a number before them: "3*(dense(512), leakyRelu(0.1)), dense(10)". A preset stands for its layers: "vit(classes=10)".',
];

type Called = Coverage | PresetCoverage;

/** "dense(units, …)": required arguments by name, "…" where more may be given. */
function callOf({ name, arguments: parameters }: Called): string {
  const required = parameters.filter(({ required }) => required).map(({ name }) => name);
  const shown = required.length < parameters.length ? [...required, '…'] : required;
  return shown.length > 0 ? `${name}(${shown.join(', ')})` : name;
}

/** "pool (max | average): how to pool (default max)". */
function meanings({ arguments: parameters }: Called): string[] {
  return parameters.map(({ name, meaning, choices, default: value }) => {
    const words = choices ? ` (${choices.join(' | ')})` : '';
    const fallback = value === undefined ? '' : ` (default ${value})`;
    return `${name}${words}: ${meaning}${fallback}`;
  });
}

function cells(texts: readonly string[]): string {
  return texts.map((text, column) => text.padEnd(WIDTHS[column])).join(GAP);
}
