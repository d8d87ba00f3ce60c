import { visibleHistogram } from '../../present/svg/histogram.ts';
import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import { histogramLines } from '../../present/text/histogram.ts';
import { layerLines } from '../../present/text/layers.ts';
import { limits } from '../../present/text/limits.ts';
import type { Paint } from '../../present/text/paint.ts';
import { quantities } from '../../present/text/quantities.ts';
import { table } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { choiceInWords } from '../../results/choiceInWords.ts';
import { classFindingOf } from '../../results/classFinding.ts';
import { traceOf } from '../../results/finding.ts';
import { count, duration, plural } from '../../results/format.ts';
import { isArgmax } from '../../results/headFinding.ts';
import type { Measurement } from '../../results/schema.ts';
import { quantityTable } from './tables.ts';

/** A measurement: the finding as a sentence, the table, the guess law as a histogram, the layers, the notes. */
export function renderMeasurement(m: Measurement, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  return blocks([
    finding(m.summary, width, paint),
    numbers(m, paint),
    isArgmax(m.head) ? guessLaw(m, width, paint) : [],
    m.byClass && isArgmax(m.head) ? wrap(classFindingOf({ ...m, byClass: m.byClass }), width) : [],
    measuredLayers(m, width, paint),
    limits(m.prediction.limits, width),
    notes([...m.notes, ...m.prediction.notes, ...(isArgmax(m.head) ? choiceInWords(m.prediction) : [])], width, paint),
    wrap(effort(m), width).map(paint.muted),
  ]);
}

function numbers(m: Measurement, paint: Paint): string[] {
  const scores = quantities(m).map(({ z }) => z);
  const [header, ...lines] = table(['', 'measured', 'theory', 'z'], quantityTable(m).rows);
  return [
    paint.muted(header),
    ...lines.map((line, row) => (Math.abs(scores[row] ?? 0) >= 4 ? paint.warning(line) : line)),
  ];
}

/** The bias ratio after each traced layer. */
export function measuredLayers(m: Measurement, width: number, paint: Paint): string[] {
  const layers = traceOf(m).map(({ layer, gamma, standardError, theory, theoryError }) => {
    return { layer, measured: { gamma, standardError }, theory, theoryError };
  });
  return layerLines(layers, width, paint);
}

/** Two classes have one law, that of G₀; of more, the favourite's share says most. */
export function guessLaw(m: Measurement, width: number, paint: Paint): string[] {
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

type Effort = Pick<Measurement, 'initialisations' | 'readouts' | 'points' | 'data' | 'seed' | 'seconds' | 'engine'>;

/** "200 initialisations × 16 readouts on 1,797 points of digits, seed 1, in 12 s on onnxruntime-node". */
export function effort(m: Effort & Partial<Pick<Measurement, 'status'>>): string {
  const interrupted = m.status === 'interrupted' ? 'interrupted after ' : '';
  return (
    `${interrupted}${plural(m.initialisations, 'initialisation')} × ${plural(m.readouts, 'readout')} on ` +
    `${plural(m.points, 'point')} of ${m.data}, seed ${m.seed}, in ${duration(m.seconds)} on ${m.engine}`
  );
}
