import { margins } from '../../present/svg/axes.ts';
import { dashedMarks, estimateMarks, estimateRow } from '../../present/svg/estimateMarks.ts';
import { type Canvas, group, plot, text } from '../../present/svg/figure.ts';
import { fairGuessKey, measuredKey, type Picture, theoryKey } from '../../present/svg/picture.ts';
import { truncate } from '../../present/text/wrap.ts';
import { comparisonTitle, shareOf } from '../../results/headline.ts';
import { namesOf } from '../../results/names.ts';
import type { Estimate, Measurement } from '../../results/schema.ts';

const GAP = 36;
const ROW = 54;
const TOP = 44;
const BOTTOM = 4;
/** Of the marks of theory and of a fair guess, in rows. */
const HALF = 0.16;

/**
 * Several measurements below one another: the favourite's share and the agreement, measured with error bars, with marks
 * for theory and for a fair guess.
 */
export function comparison(measurements: readonly Measurement[]): Picture {
  const names = namesOf(measurements);
  return {
    title: comparisonTitle(measurements),
    description: measurements
      .map(({ maxFraction }, row) => `${names[row]}: favourite ${shareOf(maxFraction)}`)
      .join('; '),
    // Half a label sticks out on either side of the columns.
    overhang: 5,
    key: (palette) => [
      measuredKey(palette.measured),
      ...theoryKey(
        measurements.some(({ maxFraction }) => maxFraction.theory !== null),
        palette.theory,
        'tick',
      ),
      fairGuessKey(palette),
    ],
    draw: (canvas, width) => ({ element: columns(measurements, canvas, width), height: heightOf(measurements) }),
  };
}

function heightOf(measurements: readonly Measurement[]): number {
  return TOP + ROW * measurements.length + BOTTOM;
}

/** Two columns of plots that share their rows, and the name of each row above it. */
function columns(measurements: readonly Measurement[], canvas: Canvas, width: number): SVGElement {
  const { document, palette } = canvas;
  const half = (width - GAP) / 2;
  const titles = {
    maxFraction: "favourite class's share of the data (%)",
    agreement: 'pairs of inputs with the same guess (%)',
  };
  const [share, same] = (['maxFraction', 'agreement'] as const).map((quantity) =>
    column(measurements, (m) => m[quantity], titles[quantity], canvas, half),
  );
  const names = namesOf(measurements).map((name, row) => {
    const line = truncate(name, Math.floor(width / 7));
    return text(document, line, { x: 0, y: TOP + row * ROW + 18, 'font-size': 12, fill: palette.ink });
  });
  return group(document, [share, group(document, [same], half + GAP), ...names]);
}

function column(
  measurements: readonly Measurement[],
  quantity: (m: Measurement) => Estimate,
  label: string,
  canvas: Canvas,
  width: number,
): SVGSVGElement {
  const { palette } = canvas;
  const rows = measurements.map((m, row) => {
    // A row runs from `row` to `row + 1`; its name stands above, its marks in the lower part.
    return { ...estimateRow(row + 0.62, quantity(m), 100), fair: 100 / m.classes };
  });
  const most = Math.max(
    ...rows.flatMap(({ high, theory, fair }) => [high, theory, fair].filter((x) => !Number.isNaN(x))),
  );
  const svg = plot(canvas, {
    width,
    height: heightOf(measurements),
    ...margins({ left: 0, right: 14, top: TOP, bottom: BOTTOM }),
    x: { domain: [0, most > 40 ? 100 : 1.15 * most] },
    y: { domain: [0, measurements.length], range: [TOP, TOP + ROW * measurements.length], axis: null },
    marks: estimateMarks(rows, { palette, label, half: HALF, behind: [dashedMarks(rows, 'fair', HALF, palette)] }),
  });
  // Half a dot at 0 % and half a label at 100 % stick out.
  svg.setAttribute('overflow', 'visible');
  return svg;
}
