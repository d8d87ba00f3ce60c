import { visibleHistogram } from '../../present/svg/histogram.ts';
import { histogramLines } from '../../present/text/histogram.ts';
import { layerLines } from '../../present/text/layers.ts';
import { type Paint, paintWith } from '../../present/text/paint.ts';
import { quantities } from '../../present/text/quantities.ts';
import { table } from '../../present/text/table.ts';
import { truncate, wrap } from '../../present/text/wrap.ts';
import { classExpectationOf, classFindingOf } from '../../results/classFinding.ts';
import { expectationOf, traceOf } from '../../results/finding.ts';
import { barePercent, count, duration, percent, plain, plural, roundToError, zScore } from '../../results/format.ts';
import { namesOf } from '../../results/names.ts';
import type { BlockLimit, Measurement, Prediction } from '../../results/schema.ts';

export interface TerminalOptions {
  /** Whether to write escape codes for colours; the environment is never asked. */
  readonly colour: boolean;
  /** Columns to stay within, from 60 on; 100 are used at most. */
  readonly width: number;
}

const NOTE = 'note: ';
/** A comparison leaves out the agreement on narrower terminals. */
const WIDE = 78;

/** A measurement: the finding as a sentence, the table, the guess law as a histogram, the layers, the notes. */
export function renderMeasurement(m: Measurement, options: TerminalOptions): string {
  const { paint, width } = setting(options);
  return blocks([
    finding(m.summary, width, paint),
    numbers(m, paint),
    guessLaw(m, width, paint),
    m.byClass ? wrap(classFindingOf({ ...m, byClass: m.byClass }), width) : [],
    layerLines(
      traceOf(m).map(({ layer, gamma, standardError, theory }) => ({
        layer,
        measured: { gamma, standardError },
        theory,
      })),
      width,
      paint,
    ),
    limits(m.prediction.limits, width),
    notes([...m.notes, ...m.prediction.notes], width, paint),
    wrap(effort(m), width).map(paint.muted),
  ]);
}

/** A prediction: what theory expects as a sentence, its numbers, the layers, the limits, the notes. */
export function renderPrediction(p: Prediction, options: TerminalOptions): string {
  const { paint, width } = setting(options);
  const share = p.maxFraction === null ? '–' : roundToError(p.maxFraction, p.maxFractionError);
  const rows = [
    ['agreement', plain(p.agreement)],
    ['max fraction', share],
    ['sd', plain(p.sd)],
    ['gamma', plain(p.gamma)],
    ['correlation', plain(p.correlation)],
    ['phase', p.phase ?? '–'],
  ];
  const [header, ...lines] = table(
    ['', 'theory'],
    rows.map(([name, value]) => [String(name), typeof value === 'string' ? { value, error: '' } : value]),
  );
  return blocks([
    finding(expectationOf(p), width, paint),
    [paint.muted(header), ...lines],
    layerLines(
      p.layers.map(({ layer, gamma }) => ({ layer, theory: gamma })),
      width,
      paint,
    ),
    p.byClass ? wrap(classExpectationOf({ ...p, byClass: p.byClass }), width) : [],
    limits(p.limits, width),
    notes(p.notes, width, paint),
  ]);
}

/** Several measurements below one another: favourite's share and agreement against theory and a fair guess. */
export function renderComparison(measurements: readonly Measurement[], options: TerminalOptions): string {
  const { paint, width } = setting(options);
  const names = namesOf(measurements);
  const wide = width >= WIDE;
  const rows = measurements.map((m, row) => [
    String(row + 1),
    percent(m.maxFraction.mean, m.maxFraction.standardError),
    m.maxFraction.theory === null ? '–' : barePercent(m.maxFraction.theory),
    zScore(m.maxFraction.z),
    barePercent(1 / m.classes),
    ...(wide ? [roundToError(m.agreement.mean, m.agreement.standardError), zScore(m.agreement.z)] : []),
  ]);
  const columns = ['', 'favourite', 'theory', 'z', 'fair guess', ...(wide ? ['agreement', 'z'] : [])];
  const [header, ...lines] = table(columns, rows);
  const indent = String(measurements.length).length + 2;
  const legend = names.flatMap((name, row) =>
    wrap(name, width - indent).map(
      (line, index) => `${index === 0 ? String(row + 1).padEnd(indent) : ' '.repeat(indent)}${line}`,
    ),
  );
  return blocks([legend, [paint.muted(header), ...lines]]);
}

export function setting({ colour, width }: TerminalOptions): { paint: Paint; width: number } {
  return { paint: paintWith(colour), width: Math.max(60, Math.min(100, width)) };
}

export function blocks(parts: readonly (readonly string[])[]): string {
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The first sentence, which says what the network does, stands out. */
export function finding(summary: string, width: number, paint: Paint): string[] {
  const end = summary.search(/\.\s/) + 1 || summary.length;
  return [
    ...wrap(summary.slice(0, end), width).map(paint.strong),
    ...(end < summary.length ? wrap(summary.slice(end), width) : []),
  ];
}

function numbers(m: Measurement, paint: Paint): string[] {
  const rows = quantities(m).map(({ name, measured, theory, z }) => ({
    z,
    cells: [name, measured, theory, zScore(z)],
  }));
  const [header, ...lines] = table(
    ['', 'measured', 'theory', 'z'],
    rows.map(({ cells }) => cells),
  );
  return [
    paint.muted(header),
    ...lines.map((line, row) => (Math.abs(rows[row].z ?? 0) >= 4 ? paint.warning(line) : line)),
  ];
}

/** Two classes have one law, that of G₀; of more, the favourite's share says most. */
function guessLaw(m: Measurement, width: number, paint: Paint): string[] {
  const law = m.classes === 2 ? 'fractions' : 'maxFraction';
  const what = m.classes === 2 ? 'share of the data guessed as one class' : 'share of the favourite class';
  const histogram = visibleHistogram(m, law);
  const dots = histogram.theory ? `   ${paint.theory('•')} theory` : '';
  return [
    `${paint.strong(what)} in ${count(m.initialisations * m.readouts)} networks`,
    `${paint.measured('█')} measured${dots}`,
    ...histogramLines(histogram, Math.min(width, 90), paint),
  ];
}

function limits(blockLimits: readonly BlockLimit[], width: number): string[] {
  return blockLimits.flatMap(({ block, gamma, chi1, phase }) => {
    const slope = chi1 === null ? '' : `, chi1 ${plain(chi1)}`;
    const kind = phase === null ? '' : `, ${phaseName(phase)}`;
    return wrap(`(${truncate(block, 60)}) repeated for ever: gamma ${plain(gamma)}${slope}${kind}`, width);
  });
}

/** The deep phases by their full name. */
export function phaseName(phase: NonNullable<BlockLimit['phase']>): string {
  return phase === 'neutral' || phase === 'prejudiced' ? phase : `${phase} deep prejudice`;
}

export function notes(texts: readonly string[], width: number, paint: Paint): string[] {
  return [...new Set(texts)].flatMap((note) =>
    wrap(note, width - NOTE.length).map(
      (line, index) => (index === 0 ? paint.theory(NOTE) : ' '.repeat(NOTE.length)) + line,
    ),
  );
}

/** "200 initialisations × 16 readouts on 1,797 points of digits, seed 1, in 12 s on onnxruntime-node". */
export function effort(m: Measurement): string {
  const interrupted = m.status === 'interrupted' ? 'interrupted after ' : '';
  return (
    `${interrupted}${plural(m.initialisations, 'initialisation')} × ${plural(m.readouts, 'readout')} on ` +
    `${plural(m.points, 'point')} of ${m.data}, seed ${m.seed}, in ${duration(m.seconds)} on ${m.engine}`
  );
}
