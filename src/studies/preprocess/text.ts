import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import type { Paint } from '../../present/text/paint.ts';
import { type Cell, fitting, headedTable, table } from '../../present/text/table.ts';
import { truncate, wrap } from '../../present/text/wrap.ts';
import { duration, percentParts, plain, plural, type Rounded, roundToError } from '../../results/format.ts';
import { bestInWords } from './best.ts';
import { type ComparedQuantity, type ComparedValue, cellsOf, shownPipeline } from './comparedValues.ts';
import type { ComparedPipeline, ComparedResult, PreprocessingComparison } from './schema.ts';

/** A pipeline is cut to this many columns. */
const LONGEST_NAME = 24;

/** Pipelines side by side: what they do as sentences, then a table for each network, then one of the bias ratios. */
export function renderPreprocessing(comparison: PreprocessingComparison, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const { networks, summary } = comparison;
  return blocks([
    finding(summary, width, paint),
    dataTable(comparison, paint),
    ...networks.flatMap((network) => [
      heading(network, comparison, width, paint),
      ...tables(comparison, network, width, paint),
    ]),
    wrap(bestInWords(comparison), width),
    notes([...failuresOf(comparison), ...comparison.notes], width, paint),
    wrap(effort(comparison), width).map(paint.muted),
  ]);
}

/** The network above its tables, where there are several. */
function heading(network: string, { networks }: PreprocessingComparison, width: number, paint: Paint): string[] {
  return networks.length > 1 ? [paint.strong(truncate(network, width))] : [];
}

/** The average pair of points after each pipeline. */
function dataTable({ pipelines, sweep }: PreprocessingComparison, paint: Paint): string[] {
  const rows = pipelines.map(({ moments, ...pipeline }) => [
    nameOf(pipeline),
    ...[moments?.cov, moments?.spread, moments?.gamma].map((moment) => plain(moment, 3)),
  ]);
  return [
    paint.strong('the average pair of points'),
    ...headedTable([sweep ?? '', 'cov', 'spread', 'gamma'], rows, paint),
  ];
}

function nameOf({ preprocess, value }: Pick<ComparedPipeline, 'preprocess' | 'value'>): string {
  return value === null ? truncate(shownPipeline(preprocess), LONGEST_NAME) : plain(value);
}

/** In as few tables as the width allows. */
const GROUPINGS: readonly (readonly (readonly ComparedQuantity[])[])[] = [
  [['maxFraction', 'agreement', 'gamma', 'loss']],
  [
    ['maxFraction', 'agreement'],
    ['gamma', 'loss'],
  ],
  [['maxFraction'], ['agreement'], ['gamma'], ['loss']],
];

/** Measured, theory and z of all quantities, a row a pipeline. */
function tables(comparison: PreprocessingComparison, network: string, width: number, paint: Paint): string[][] {
  return fitting(GROUPINGS, width, paint, (quantities, colours) =>
    rowsOf(comparison, network, quantities, width, colours),
  );
}

const TITLES: Record<ComparedQuantity, string> = {
  maxFraction: 'favourite %',
  agreement: 'agreement',
  gamma: 'gamma',
  loss: 'loss',
};

/** A pipeline that failed says why in its row, as far as there is room; the note has the whole of it. */
function rowsOf(
  { pipelines, results, sweep }: PreprocessingComparison,
  network: string,
  quantities: readonly ComparedQuantity[],
  width: number,
  paint: Paint,
): string[] {
  const measured = results.some(({ measurement }) => measurement);
  const found = pipelines.map(({ preprocess }) =>
    results.find((result) => result.preprocess === preprocess && result.network === network),
  );
  const columns = quantities.flatMap((quantity) => [TITLES[quantity], ...(measured ? ['theory', 'z'] : [])]);
  const header = [sweep ?? '', ...columns];
  const rows = pipelines.map((pipeline, row): Cell[] => [
    nameOf(pipeline),
    ...quantities.flatMap((quantity) => cells(found[row], quantity, measured)),
  ]);
  const [head, ...lines] = table(header, rows);
  const start = head.length - head.slice(Math.max(...rows.map(([name]) => String(name).length))).trimStart().length;
  return [
    paint.muted(head),
    ...lines.map((line, row) => {
      const reason = found[row]?.reason;
      if (reason)
        return (
          line.slice(0, start).trimEnd().padEnd(start) +
          paint.warning(truncate(reason, Math.min(width, head.length) - start))
        );
      const far = quantities.some((quantity) => Math.abs(found[row]?.measurement?.[quantity]?.z ?? 0) >= 4);
      return far ? paint.warning(line) : line;
    }),
  ];
}

/** The favourite's share in percent, the others as they are. */
function cells(result: ComparedResult | undefined, quantity: ComparedQuantity, measured: boolean): Cell[] {
  const inPercent = quantity === 'maxFraction';
  const round = ({ mean, error }: ComparedValue) => (inPercent ? percentage(mean, error) : roundToError(mean, error));
  return cellsOf(result, quantity, measured, { round, scale: inPercent ? 100 : 1 });
}

function percentage(mean: number, error: number): Rounded {
  const { value, error: points } = percentParts(mean, error);
  return { value, error: points, decimals: points.split('.')[1]?.length ?? (points ? 0 : null) };
}

/** Why pipelines failed. */
function failuresOf({ results }: PreprocessingComparison): string[] {
  return results.flatMap(({ preprocess, reason }) =>
    reason === null ? [] : [`${shownPipeline(preprocess)}: ${reason}`],
  );
}

/** "5 pipelines × 200 initialisations × 32 readouts on 1,000 points of digits, seed 0, in 12 s". */
function effort({ results, data, experiment, seconds, status, pipelines }: PreprocessingComparison): string {
  const interrupted = status === 'interrupted' ? 'interrupted after ' : '';
  const [measurement] = results.flatMap((result) => result.measurement ?? []);
  const drawn = measurement ? ` × ${plural(measurement.initialisations, 'initialisation')}` : ' by theory alone';
  const points = measurement?.points ?? experiment.points;
  const on = points === null || points === undefined ? data : `${plural(points, 'point')} of ${data}`;
  return `${interrupted}${plural(pipelines.length, 'pipeline')}${drawn} on ${on}, seed ${experiment.seed}, in ${duration(seconds)}`;
}
