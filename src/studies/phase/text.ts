import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import type { Paint } from '../../present/text/paint.ts';
import { headedTable, table } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { count, duration, plain } from '../../results/format.ts';
import { listed } from '../../results/words.ts';
import type { PhaseDiagram, PhaseLine, PhasePoint } from './schema.ts';
import { pointSentence } from './summary.ts';

/** Cells of the map at most, and points of a line in the table. */
const COLUMNS = 60;
const ROWS = 16;
const MOST_POINTS = 8;

/** A phase diagram: what it shows as sentences, a map in letters, points of the lines, and the points asked for. */
export function renderPhase(diagram: PhaseDiagram, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  return blocks([
    finding(diagram.summary, width, paint),
    diagram.y ? mapOf(diagram, diagram.y, width, paint) : curveOf(diagram, paint),
    ...(diagram.y ? diagram.lines.map((line) => lineTable(diagram, line, paint)) : []),
    ...diagram.points.map((point) => pointLines(point, width, paint)),
    notes(diagram.notes, width, paint),
    wrap(effort(diagram), width).map(paint.muted),
  ]);
}

const LETTERS = { neutral: '.', prejudiced: '-', persistent: 'p', transient: 't', chaotic: 'c' } as const;
const MEANINGS = {
  neutral: '. neutral',
  prejudiced: '- prejudiced',
  persistent: 'p persistent',
  transient: 't transient',
  chaotic: 'c chaotic deep prejudice',
} as const;

/** Letters of the phases in the limit of depth, or at the output where nothing repeats. */
function mapOf(diagram: PhaseDiagram, y: NonNullable<PhaseDiagram['y']>, width: number, paint: Paint): string[] {
  const { x, gamma, limit } = diagram;
  const labels = y.values.map((value) => plain(value, 3));
  const indent = Math.max(y.parameter.length, ...labels.map(({ length }) => length));
  const columns = evenly(x.values.length, Math.min(COLUMNS, width - indent - 3));
  const rows = evenly(y.values.length, ROWS).reverse();
  const letter = (i: number, j: number) => {
    const ratio = gamma[i]![j]!;
    const phase = limit ? limit.phase[i]![j]! : ratio === null ? null : ratio < 1 ? 'neutral' : 'prejudiced';
    return phase === null ? ' ' : LETTERS[phase];
  };
  const lines = rows.map(
    (i) => `${labels[i]!.padStart(indent)} │${columns.map((j) => painted(letter(i, j), paint)).join('')}`,
  );
  const [from, to] = [columns[0]!, columns[columns.length - 1]!].map((j) => plain(x.values[j]!, 3));
  const shown = new Set(rows.flatMap((i) => columns.map((j) => letter(i, j))));
  const key = (['neutral', 'prejudiced', 'persistent', 'transient', 'chaotic'] as const)
    .filter((phase) => shown.has(LETTERS[phase]))
    .map((phase) => MEANINGS[phase]);
  const where = limit ? 'the block at infinite depth' : 'the outputs';
  return [
    ...wrap(`${where}: ${key.join(', ')}`, width).map(paint.muted),
    paint.muted(y.parameter),
    ...lines,
    paint.muted(`${' '.repeat(indent)} └${'─'.repeat(columns.length)}`),
    ...footLines(from!, x.parameter, to!, columns.length).map((line) =>
      paint.muted(`${' '.repeat(indent + 2)}${line}`),
    ),
  ];
}

/** The ends of the axis below the map and its name between them, on a line of its own where there is no room. */
function footLines(from: string, name: string, to: string, width: number): string[] {
  const room = width - from.length - to.length;
  const ends = (between: string) => `${from}${between.padEnd(Math.max(1, room))}${to}`;
  if (room < name.length + 2) return [ends(''), name];
  const start = Math.floor((width - name.length) / 2) - from.length;
  return [ends(' '.repeat(Math.min(Math.max(1, start), room - name.length - 1)) + name)];
}

function painted(letter: string, paint: Paint): string {
  return letter === '.' ? paint.measured(letter) : letter === '-' ? paint.theory(letter) : letter;
}

/** γ over one axis, at some of its values. */
function curveOf({ x, gamma, agreement, limit }: PhaseDiagram, paint: Paint): string[] {
  const rows = some(x.values.length, ROWS).map((j) => [
    plain(x.values[j]),
    plain(gamma[0]![j]),
    plain(agreement[0]![j]),
    ...(limit ? [plain(limit.gamma[0]![j]), plain(limit.chi1[0]![j])] : []),
  ]);
  const titles = [x.parameter, 'gamma', 'agreement', ...(limit ? ['gamma at depth ∞', 'chi1'] : [])];
  return headedTable(titles, rows, paint);
}

const TITLES: Record<PhaseLine['kind'], string> = {
  edge: 'edge of chaos (chi1 = 1)',
  neutral: 'gamma = 1 at the output',
  neutralLimit: 'gamma = 1 in the limit of depth',
};

function lineTable({ x, y }: PhaseDiagram, { kind, points }: PhaseLine, paint: Paint): string[] {
  const rows = some(points.length, MOST_POINTS).map((k) => [plain(points[k]!.y), plain(points[k]!.x, 8)]);
  return [paint.strong(TITLES[kind]), ...headedTable([y?.parameter ?? '', x.parameter], rows, paint)];
}

/** A point asked for: what it is, which way the bias goes, and how far the lines are. */
function pointLines(point: PhasePoint, width: number, paint: Paint): string[] {
  const { gradient, limit, neutral, agreement, maxFraction } = point;
  const rows = [
    ['gamma', plain(point.gamma)],
    ['agreement', plain(agreement)],
    ['max fraction', plain(maxFraction)],
    ...(limit
      ? [
          ['gamma at depth ∞', plain(limit.gamma)],
          ['chi1', plain(limit.chi1, 6)],
          ['depth scale', limit.depthScale === null ? '–' : `${plain(limit.depthScale)} blocks`],
        ]
      : []),
  ];
  const ways = gradient.map(
    ({ parameter, perUnit }) =>
      `${perUnit > 0 ? 'lower' : 'higher'} ${parameter} makes the network more neutral (d ln gamma = ${plain(perUnit)} per unit)`,
  );
  const lines = neutral.map(({ parameter, value }) => `${parameter} = ${plain(value)}`);
  const turn = lines.length > 0 ? [`gamma is 1 at ${lines.join(' or ')}`] : [];
  const around = [...ways, ...turn];
  return [
    ...wrap(pointSentence(point), width).map(paint.strong),
    ...table(['', ''], rows).slice(1),
    ...(around.length > 0 ? wrap(`${listed(around)}.`, width) : []),
  ];
}

/** 0, k, 2k, … below `size`, with the least k that leaves at most this many. */
function evenly(size: number, most: number): number[] {
  const step = Math.ceil(size / most);
  return Array.from({ length: Math.ceil(size / step) }, (_, k) => k * step);
}

/** At most this many of the whole numbers below `size`, with both ends. */
function some(size: number, most: number): number[] {
  const length = Math.min(size, most);
  return Array.from({ length }, (_, k) => (length === 1 ? 0 : Math.round((k * (size - 1)) / (length - 1))));
}

/** "60 × 40 points of 50*(dense(100), tanh), dense(10) on digits, in 0.8 s". */
function effort({ x, y, network, data, seconds }: PhaseDiagram): string {
  const size = y ? `${x.values.length} × ${y.values.length}` : count(x.values.length);
  return `${size} points of ${network} on ${data}, in ${duration(seconds)}`;
}
