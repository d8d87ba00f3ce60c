import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import type { Paint } from '../../present/text/paint.ts';
import { theoryBeside } from '../../present/text/quantities.ts';
import { type Cell, table } from '../../present/text/table.ts';
import { truncate, wrap } from '../../present/text/wrap.ts';
import { fixed, plain, plural, type Rounded } from '../../results/format.ts';
import { effort } from '../measure/text.ts';
import { alternativeLines } from './alternativesText.ts';
import { directionLines } from './dataDirectionsText.ts';
import { changeText, isSaturated, roundedGamma, roundedLn, roundedWorth } from './numbers.ts';
import type { ExplainedLayer, Explanation, Role } from './schema.ts';

const MARKS: Record<Role, string> = { born: '◆', amplifies: '▲', removes: '▼', keeps: ' ' };
/** A name has at least this many columns; where they are missing, numbers are left out. */
const SHORTEST_NAME = 14;
const LONGEST_NAME = 40;

/**
 * An explanation: which layers make the bias, as a sentence; then a line a layer; then how its worth was found, the whole
 * network changed in one way, and which direction of the data makes the bias.
 */
export function renderExplanation(explanation: Explanation, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const { summary, measurement } = explanation;
  const columns = columnsWithin(explanation, width);
  return blocks([
    finding(summary, width, paint),
    [...layerLines(explanation, columns, width, paint), legend(paint)],
    worthLines(explanation, columns, width, paint),
    alternativeLines(explanation, width, paint),
    directionLines(explanation, width, paint),
    notes([...explanation.notes, ...measurement.notes, ...measurement.prediction.notes], width, paint),
    wrap(effort({ ...measurement, seconds: explanation.seconds }), width).map(paint.muted),
  ]);
}

interface Column {
  readonly title: string;
  /** In the row of the data. */
  readonly data: Cell;
  readonly cell: (layer: ExplainedLayer) => Cell;
}

/** Left of the names: mark and number. */
function indentOf({ layers }: Explanation): number {
  return String(layers.length).length + 3;
}

/** Columns that a name has, beside the numbers. */
function roomFor(explanation: Explanation, columns: readonly Column[], width: number): number {
  return (
    width - indentOf(explanation) - 2 - Math.max(...numbers(columns, explanation.layers).map((line) => line.length))
  );
}

/** Numbers as far as there is room for them. */
function columnsWithin(explanation: Explanation, width: number): Column[] {
  const least = isSaturated(explanation) ? ['agreement', 'worth', 'change'] : ['agreement', 'ln gamma', 'change'];
  let columns = columnsOf(explanation);
  for (const title of [...least, 'theory']) {
    if (roomFor(explanation, columns, width) < SHORTEST_NAME) {
      columns = columns.filter((column) => column.title !== title);
    }
  }
  return columns;
}

function layerLines(explanation: Explanation, columns: readonly Column[], width: number, paint: Paint): string[] {
  const { layers } = explanation;
  const digits = String(layers.length).length;
  const indent = indentOf(explanation);
  const longest = Math.max(1, Math.min(LONGEST_NAME, roomFor(explanation, columns, width)));
  const names = layers.map(
    ({ layer, role }, index) => `${MARKS[role]} ${String(index + 1).padStart(digits)} ${truncate(layer, longest)}`,
  );
  const left = ['', `${' '.repeat(indent)}the data`, ...names];
  const indented = Math.max(...left.map((name) => name.length));
  const [header, data, ...lines] = numbers(columns, layers).map((line, row) => left[row].padEnd(indented) + line);
  return [
    paint.muted(header),
    paint.muted(data.trimEnd()),
    ...lines.map((line, index) => {
      const { role } = layers[index];
      return role === 'keeps' ? line.trimEnd() : paint[role](line.slice(0, 1)) + line.slice(1).trimEnd();
    }),
  ];
}

/** The table right of the names. */
function numbers(columns: readonly Column[], layers: readonly ExplainedLayer[]): string[] {
  const rows = layers.map((layer) => ['', ...columns.map(({ cell }) => cell(layer))]);
  return table(['', ...columns.map(({ title }) => title)], [['', ...columns.map(({ data }) => data)], ...rows]);
}

/** Theory stands where it has anything to say. */
function columnsOf({ layers, dataGamma }: Explanation): Column[] {
  const theory = layers.some((layer) => layer.theory !== null);
  const worth = layers.some((layer) => layer.worth !== null);
  const beside = (layer: ExplainedLayer) => theoryBeside(layer.theory, layer.theoryError, roundedGamma(layer.gamma));
  const agreementOf = ({ agreement }: ExplainedLayer) => (agreement === null ? '–' : fixed(agreement.mean, 3));
  return [
    { title: 'gamma', data: theory ? '' : plain(dataGamma), cell: ({ gamma }) => roundedGamma(gamma) },
    ...(theory ? [{ title: 'theory', data: plain(dataGamma), cell: beside }] : []),
    { title: 'change', data: '', cell: changeText },
    { title: 'agreement', data: '', cell: agreementOf },
    ...(worth ? [{ title: 'worth', data: '', cell: worthOf }] : []),
    ...(worth ? [{ title: 'ln gamma', data: '', cell: lnWorthOf }] : []),
  ];
}

/** With its sign; empty where nothing was neutralised. */
function worthOf({ worth }: ExplainedLayer): Rounded | string {
  return worth === null ? '' : roundedWorth(worth);
}

function lnWorthOf({ worth }: ExplainedLayer): Rounded | string {
  return worth === null ? '' : roundedLn(worth.lnGamma);
}

function legend(paint: Paint): string {
  const { born, amplifies, removes } = MARKS;
  return `${paint.born(born)} bias introduced   ${paint.amplifies(amplifies)} amplified   ${paint.removes(removes)} reduced`;
}

/** How the layers were neutralised, in the worths that are shown. */
function worthLines(explanation: Explanation, columns: readonly Column[], width: number, paint: Paint): string[] {
  const { layers, measurement } = explanation;
  const worths = layers.flatMap(({ worth }) => worth ?? []);
  if (worths.length === 0) return [];
  const draws = Math.max(0, ...worths.map(({ initialisations }) => initialisations ?? 0));
  const methods = [
    worths.some(({ method }) => method === 'theory') ? 'by theory' : '',
    draws > 0 ? `measured on ${plural(draws, 'initialisation')}` : '',
  ].filter(Boolean);
  const meanings = [
    { title: 'worth', of: `the agreement (${fixed(measurement.agreement.mean, 3)})` },
    { title: 'ln gamma', of: 'the logarithm of gamma' },
  ];
  const [first, second] = meanings.filter(({ title }) => columns.some((column) => column.title === title));
  const text =
    `${first.title}: ${first.of} minus that of the same network with something neutral in place of the layer, ` +
    `${methods.join(' or ')}${second ? `; ${second.title}: the same of ${second.of}` : ''}`;
  return wrap(text, width).map(paint.muted);
}
