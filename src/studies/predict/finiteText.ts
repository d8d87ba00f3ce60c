import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import { layerLines } from '../../present/text/layers.ts';
import { theoryBeside } from '../../present/text/quantities.ts';
import { headedTable } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import type { Compared, FinitePrediction } from '../../results/finiteSchema.ts';
import { count, fixed, plain, plural, type Rounded, roundToError, times, zScore } from '../../results/format.ts';

/** A finite prediction: the finding as a sentence, the numbers beside those of infinite width, the layers, the notes. */
export function renderFinitePrediction(p: FinitePrediction, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const rows = [row('agreement', p.agreement), row('sd', p.sd), row('gamma', p.gamma)];
  return blocks([
    finding(p.summary, width, paint),
    headedTable(['', 'finite', 'infinite width', 'difference', 'z'], rows, paint),
    layerLines(
      p.layers.map(({ layer, gamma, standardError, infinite }) => ({
        layer,
        measured: { gamma, standardError },
        theory: infinite,
      })),
      width,
      paint,
      { measured: 'finite', theory: 'infinite width' },
    ),
    notes(p.notes, width, paint),
    wrap(effort(p), width).map(paint.muted),
  ]);
}

function row(name: string, { mean, standardError, infinite, infiniteError, difference, z }: Compared) {
  const finite = roundToError(mean, standardError);
  return [name, finite, theoryBeside(infinite, infiniteError, finite), differenceText(difference, finite), zScore(z)];
}

function differenceText(difference: number | null, { decimals }: Rounded): string {
  return difference === null || decimals === null ? plain(difference) : fixed(difference, decimals);
}

/** "48 pairs of points of gaussian(dim=1000), seed 0; without control variates 120× as many pairs would be needed". */
function effort({ draws, data, points, seed, gain }: FinitePrediction): string {
  const from = points === null ? '' : ` among ${count(points)}`;
  const worth = gain > 1.5 ? `; without control variates ${times(gain)} as many pairs would be needed` : '';
  return `${plural(draws, 'pair')} of points of ${data}${from}, each in a network of its own, seed ${seed}${worth}`;
}
