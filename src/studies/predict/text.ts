import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import { layerLines } from '../../present/text/layers.ts';
import { limits } from '../../present/text/limits.ts';
import { headedTable } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { choiceInWords } from '../../results/choiceInWords.ts';
import { classExpectationOf } from '../../results/classFinding.ts';
import { expectationOf } from '../../results/finding.ts';
import { plain, roundToError } from '../../results/format.ts';
import { headQuantityName, isArgmax } from '../../results/headFinding.ts';
import type { Prediction } from '../../results/schema.ts';

/** A prediction: what theory expects as a sentence, its numbers, the layers, the limits, the notes. */
export function renderPrediction(p: Prediction, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const exactly = (value: string) => ({ value, error: '' });
  const ofArgmax = [
    ['agreement', exactly(plain(p.agreement))],
    ['max fraction', p.maxFraction === null ? exactly('–') : roundToError(p.maxFraction, p.maxFractionError)],
    ['sd', exactly(plain(p.sd))],
    ['gamma', exactly(plain(p.gamma))],
    ['correlation', exactly(plain(p.correlation))],
    ['phase', exactly(p.phase ?? '–')],
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
      p.layers.map(({ layer, gamma }) => ({ layer, theory: gamma })),
      width,
      paint,
    ),
    p.byClass && isArgmax(head) ? wrap(classExpectationOf({ ...p, byClass: p.byClass }), width) : [],
    limits(p.limits, width),
    notes([...p.notes, ...(isArgmax(head) ? choiceInWords(p) : [])], width, paint),
  ]);
}
