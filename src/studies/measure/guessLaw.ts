import * as Plot from '@observablehq/plot';
import { axisX, axisY, dashed, gridY, margins, stepped } from '../../present/svg/axes.ts';
import { besideMark, type Canvas, gridOf, plot, text } from '../../present/svg/figure.ts';
import { type VisibleHistogram, visibleHeight, visibleHistogram } from '../../present/svg/histogram.ts';
import { fairGuessKey, type Picture, theoryKey } from '../../present/svg/picture.ts';
import { barePercent, count, plain } from '../../results/format.ts';
import { favouriteTitle, shareOf } from '../../results/headline.ts';
import type { Measurement } from '../../results/schema.ts';

const GAP = 24;
/** Pixels that a panel needs. */
const NARROWEST = 380;
const PANEL_HEIGHT = 290;
/** Heights of the labels of the vertical marks. */
const UPPER_LABEL = 39;
const LOWER_LABEL = 54;
const MARGINS = { left: 52, right: 12, top: 66, bottom: 46 };

/** The two laws: of the guess fraction of any class, and of the favourite's. */
const LAWS = ['fractions', 'maxFraction'] as const;
type Law = (typeof LAWS)[number];

/**
 * The guess law over the draw of all weights, as a picture: what was measured as bars, theory as a stepped line, for
 * the share of any class and for that of the favourite. For two classes the first is the law of G₀ (docs/theory §1).
 */
export function guessLaw(measurement: Measurement): Picture {
  const panels = guessLawPanels(measurement);
  return {
    ...panels[0],
    narrowest: NARROWEST,
    title: favouriteTitle(measurement),
    subtitle: `${measurement.network} on ${measurement.data}`,
    draw(canvas, width) {
      const columns = width < 2 * NARROWEST ? 1 : 2;
      const layout = { columns, width, height: PANEL_HEIGHT, gap: GAP };
      return gridOf(canvas.document, panels, layout, (one, own) => [one.draw(canvas, own).element]);
    },
  };
}

/** Each of the two laws as a picture of its own. */
export function guessLawPanels(measurement: Measurement): Picture[] {
  return LAWS.map((law) => ({
    title: headingOf(measurement, law),
    description: describe(measurement),
    key: (palette) => [
      {
        label: `measured, ${count(measurement.initialisations * measurement.readouts)} networks`,
        mark: 'bar',
        colour: palette.measuredSoft,
      },
      ...theoryKey(measurement.histogram.maxFraction.theory !== null, palette.theory),
      fairGuessKey(palette),
    ],
    draw: (canvas, width) => ({ element: panel(measurement, law, canvas, width), height: PANEL_HEIGHT }),
  }));
}

function headingOf({ classes }: Measurement, law: Law): string {
  if (law === 'maxFraction') return 'The favourite class';
  return classes === 2 ? 'Either class' : 'Any class';
}

function describe({ classes, data, maxFraction, agreement }: Measurement): string {
  return (
    `Histograms over random initialisations of the share of ${data} guessed as any of ${classes} classes, and of the ` +
    `share of the favourite class. Mean share of the favourite ${shareOf(maxFraction)}` +
    `${maxFraction.theory === null ? '' : `, theory ${barePercent(maxFraction.theory)}`}; ` +
    `agreement ${plain(agreement.mean)}.`
  );
}

function panel(measurement: Measurement, law: Law, canvas: Canvas, width: number): SVGSVGElement {
  const { document, palette } = canvas;
  const histogram = visibleHistogram(measurement, law);
  const { edges, measured, theory } = histogram;
  const { top, cut } = visibleHeight(histogram);
  const right = edges[edges.length - 1];
  const bars = measured.map((height, bin) => ({ x1: edges[bin], x2: edges[bin + 1], y: Math.min(height, top) }));
  const steps =
    theory &&
    stepped(
      theory.map((height) => Math.min(height, top)),
      edges,
    );
  const fair = 100 / measurement.classes;
  const svg = plot(canvas, {
    width,
    height: PANEL_HEIGHT,
    ...margins(MARGINS),
    x: { domain: [0, right] },
    y: { domain: [0, top] },
    marks: [
      gridY(palette, 4),
      Plot.rectY(bars, { x1: 'x1', x2: 'x2', y: 'y', fill: palette.measuredSoft, inset: 0.4, insetBottom: 0 }),
      steps
        ? Plot.line(steps, { x: 'x', y: 'y', stroke: palette.theory, strokeWidth: 2, strokeLinejoin: 'miter' })
        : null,
      Plot.ruleX([fair], { ...dashed(palette), insetTop: -6 }),
      ...(law === 'maxFraction' ? meanMarks(measurement, top, palette.measured) : []),
      ...(cut === null ? [] : cutMarks(histogram, cut, top, palette.ink, palette.paper)),
      Plot.ruleY([0], { stroke: palette.muted }),
      axisX(palette, {
        ticks: 6,
        label: law === 'maxFraction' ? 'share of the data guessed as the favourite class (%)' : shareLabel(measurement),
        labelOffset: 38,
      }),
      axisY(palette, {
        ticks: 4,
        label:
          law === 'maxFraction' || measurement.classes === 2 ? 'networks in each bin (%)' : 'classes in each bin (%)',
        labelOffset: 44,
      }),
    ],
  });
  const scale = (x: number) => MARGINS.left + (x / right) * (width - MARGINS.left - MARGINS.right);
  svg.append(
    text(document, headingOf(measurement, law), {
      x: 0,
      y: 18,
      'font-size': 13,
      'font-weight': 'bold',
      'text-anchor': 'start',
      fill: palette.ink,
    }),
  );
  const fairText = `fair ${barePercent(1 / measurement.classes)}`;
  if (law === 'fractions') {
    svg.append(besideMark(document, fairText, scale(fair), LOWER_LABEL, palette.muted, width));
    return svg;
  }
  // The line of the mean rises past the lower label, which makes room for it.
  const mean = scale(100 * measurement.maxFraction.mean);
  const meanText = `mean ${shareOf(measurement.maxFraction)}`;
  const room = mean > scale(fair) + 4 ? mean : width;
  svg.append(
    besideMark(document, fairText, scale(fair), LOWER_LABEL, palette.muted, room),
    besideMark(document, meanText, mean, UPPER_LABEL, palette.measured, width),
  );
  return svg;
}

/** The measured mean as a line up to its label, with a bar of one standard error on either side. */
function meanMarks({ maxFraction: { mean, standardError } }: Measurement, top: number, colour: string): Plot.Markish[] {
  const error = Number.isFinite(standardError) ? standardError : 0;
  return [
    Plot.ruleX([100 * mean], { stroke: colour, strokeWidth: 1.5, insetTop: -21 }),
    Plot.ruleY([top], { x1: 100 * (mean - error), x2: 100 * (mean + error), stroke: colour, strokeWidth: 5 }),
  ];
}

/** A gap near the top of a bar that is cut off, and its true height beside it. */
function cutMarks(
  { edges, measured }: VisibleHistogram,
  bin: number,
  top: number,
  ink: string,
  paper: string,
): Plot.Markish[] {
  const height = 0.9 * top;
  const toLeft = bin > measured.length / 2;
  return [
    Plot.rect([0], {
      x1: edges[bin],
      x2: edges[bin + 1],
      y1: height,
      y2: 0.925 * top,
      fill: paper,
      insetLeft: -2,
      insetRight: -2,
    }),
    Plot.text([0], {
      x: edges[toLeft ? bin : bin + 1],
      y: height,
      text: () => `off scale: ${plain(measured[bin], 3)} %`,
      textAnchor: toLeft ? 'end' : 'start',
      dx: toLeft ? -6 : 6,
      fontSize: 11,
      fill: ink,
      stroke: paper,
      strokeWidth: 5,
    }),
  ];
}

function shareLabel({ classes }: Measurement): string {
  return classes === 2
    ? 'share of the data guessed as one class, G₀ (%)'
    : 'share of the data guessed as one class (%)';
}
