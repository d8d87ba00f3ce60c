import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import { layerLines } from '../../present/text/layers.ts';
import { limits } from '../../present/text/limits.ts';
import { type Cell, headedTable } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { choiceInWords } from '../../results/choiceInWords.ts';
import { classExpectationOf } from '../../results/classFinding.ts';
import { expectationOf } from '../../results/finding.ts';
import { roundToError } from '../../results/format.ts';
import { headQuantityName, isArgmax } from '../../results/headFinding.ts';
import { lossNotes } from '../../results/lossFinding.ts';
import { phaseInWords } from '../../results/phase.ts';
import type { Prediction } from '../../results/schema.ts';

/** A prediction: what theory expects as a sentence, its numbers, the layers, the limits, the notes. */
export function renderPrediction(p: Prediction, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const exactly = (value: string) => ({ value, error: '' });
  const ofArgmax = [
    ['agreement', p.agreement === null ? exactly('–') : roundToError(p.agreement, p.agreementError)],
    ['max fraction', p.maxFraction === null ? exactly('–') : roundToError(p.maxFraction, p.maxFractionError)],
    ['sd', p.sd === null ? exactly('–') : roundToError(p.sd, p.sdError)],
    ['gamma', p.gamma === null ? exactly('–') : roundToError(p.gamma, p.gammaError)],
    ['correlation', p.correlation === null ? exactly('–') : roundToError(p.correlation, p.correlationError)],
    ['phase', exactly(phaseInWords(p.phase))],
    ...logitRows(p.step0),
  ];
  const { head } = p;
  const ofHead = head
    ? head.quantities.map((one) => [headQuantityName(head, one), roundToError(one.value ?? NaN, one.error)])
    : [];
  const rows = isArgmax(head) ? [...ofArgmax, ...ofHead] : ofHead;
  return blocks([
    finding(expectationOf(p), width, paint),
    headedTable(['', 'theory'], rows, paint),
    layerLines(
      p.layers.map(({ layer, gamma, gammaError }) => ({ layer, theory: gamma, theoryError: gammaError })),
      width,
      paint,
    ),
    p.byClass && isArgmax(head) ? wrap(classExpectationOf({ ...p, byClass: p.byClass }), width) : [],
    limits(p.limits, width),
    notes(
      [
        ...p.notes,
        ...(isArgmax(head) ? lossNotes(p.step0?.loss, p.classes, p.step0?.logitSd ?? 0) : []),
        ...(isArgmax(head) ? choiceInWords(p) : []),
      ],
      width,
      paint,
    ),
  ]);
}

function logitRows(step0: Prediction['step0']): [string, Cell][] {
  if (!step0) return [];
  const spread = step0.lossSpread;
  return [
    ['loss', roundToError(step0.loss, step0.lossError)],
    ...(spread === null ? [] : [['loss sd', roundToError(spread, step0.lossSpreadError)] as [string, Cell]]),
    ['points sd', roundToError(step0.logitSdPoints, step0.logitSdPointsError)],
    ['inits sd', roundToError(step0.logitSdInitialisations, step0.logitSdInitialisationsError)],
    ['confidence', roundToError(step0.topProbability ?? Number.NaN, step0.topProbabilityError)],
    ['entropy', roundToError(step0.entropy, step0.entropyError)],
  ];
}
