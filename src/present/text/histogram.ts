import { plain } from '../../results/format.ts';
import { type VisibleHistogram, visibleHeight } from '../svg/histogram.ts';
import type { Paint } from './paint.ts';

const HEIGHT = 7;
const BLOCKS = ' ▁▂▃▄▅▆▇█';
const THEORY = '•';

/**
 * A histogram in block characters: measured bars, theory as dots on them, an axis in percent below.
 *
 * @param width columns to stay within; bins are merged, or drawn wider, to fill most of them
 * @param unit of the axis below
 */
export function histogramLines(histogram: VisibleHistogram, width: number, paint: Paint, unit = ' %'): string[] {
  const gutter = 7;
  const { merged, columns } = fitInto(histogram, width - gutter - 4);
  const { top, cut } = visibleHeight(merged);
  const rows = Array.from({ length: HEIGHT }, (_, index) => {
    const row = HEIGHT - 1 - index;
    const cells = merged.measured.map((height, bin) => {
      const expected = merged.theory?.[bin];
      const theoryRow = expected === undefined ? -1 : Math.min(HEIGHT - 1, Math.floor((expected / top) * HEIGHT));
      if (theoryRow === row && (expected ?? 0) > 0.002 * top) return paint.theory(THEORY.repeat(columns));
      const filled = Math.round(8 * (HEIGHT * Math.min(1, height / top) - row));
      // A bin that is not empty never looks empty.
      const eighths = row === 0 && height > 0 ? Math.max(1, filled) : filled;
      const block = BLOCKS[Math.max(0, Math.min(8, eighths))];
      return block === ' ' ? ' '.repeat(columns) : paint.measured(block.repeat(columns));
    });
    const tick = row === HEIGHT - 1 ? `${plain(top, 2)} %` : row === 0 ? '0 %' : '';
    return `${paint.muted(`${tick.padStart(gutter - 1)} │`)}${cells.join('')}`.trimEnd();
  });
  const axis = axisLines(merged, columns, gutter, unit);
  const higher =
    cut === null
      ? []
      : [
          paint.muted(
            `${' '.repeat(gutter)} off scale: the bar at ${plain(merged.edges[cut], 3)}${unit} is ${plain(merged.measured[cut], 3)} %`,
          ),
        ];
  return [...rows, ...axis.map(paint.muted), ...higher];
}

/** Merges neighbouring bins until they fit, or finds how many columns each may take. */
function fitInto({ edges, measured, theory }: VisibleHistogram, room: number) {
  const by = Math.ceil(measured.length / room);
  const merge = (heights: readonly number[]) =>
    Array.from({ length: Math.ceil(heights.length / by) }, (_, bin) =>
      heights.slice(bin * by, (bin + 1) * by).reduce((sum, height) => sum + height, 0),
    );
  const bins = Math.ceil(measured.length / by);
  const merged: VisibleHistogram = {
    edges: Array.from({ length: bins + 1 }, (_, edge) => edges[Math.min(edge * by, edges.length - 1)]),
    measured: merge(measured),
    theory: theory && merge(theory),
  };
  return { merged, columns: Math.max(1, Math.min(Math.floor(room / bins), Math.ceil(50 / bins))) };
}

/** The foot of the plot and a label under every quarter of it. */
function axisLines({ edges }: VisibleHistogram, columns: number, gutter: number, unit: string): string[] {
  const size = (edges.length - 1) * columns;
  const ticks = Math.max(1, Math.min(4, Math.floor(size / 9)));
  const foot = [...'─'.repeat(size + 1)];
  const labels = [...' '.repeat(gutter + size + 8)];
  for (let tick = 0; tick <= ticks; tick++) {
    const at = Math.round((size * tick) / ticks);
    const share = edges[0] + ((edges[edges.length - 1] - edges[0]) * tick) / ticks;
    const number = plain(share, 3);
    const label = tick === ticks ? number + unit : number;
    foot[at] = tick === 0 ? '└' : '┴';
    const from = gutter + at - Math.floor(number.length / 2);
    for (const [offset, character] of [...label].entries()) labels[from + offset] = character;
  }
  return [' '.repeat(gutter) + foot.join(''), labels.join('').trimEnd()];
}
