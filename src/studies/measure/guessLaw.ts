import * as Plot from '@observablehq/plot';
import { type FigureOptions, figure, INNER_WIDTH, type KeyEntry, plot, root, text } from '../../present/svg/figure.ts';
import { type VisibleHistogram, visibleHeight, visibleHistogram } from '../../present/svg/histogram.ts';
import { light } from '../../present/svg/theme.ts';
import { pointsOf } from '../../results/finding.ts';
import { barePercent, count, percent, plain } from '../../results/format.ts';
import type { Measurement } from '../../results/schema.ts';

const GAP = 24;
const PANEL_HEIGHT = 290;
/** Heights of the labels of the vertical marks. */
const UPPER_LABEL = 39;
const LOWER_LABEL = 54;
const MARGINS = { left: 52, right: 12, top: 66, bottom: 46 };

/** The two laws: of the guess fraction of any class, and of the favourite's. */
export type Law = 'fractions' | 'maxFraction';

/**
 * The guess law over the draw of all weights, as a picture: what was measured as bars, theory as a stepped line, for
 * the share of any class and for that of the favourite. For two classes the first is the law of G₀ (docs/theory §1).
 */
export function guessLaw(measurement: Measurement, options: FigureOptions): SVGSVGElement {
  const width = (INNER_WIDTH - GAP) / 2;
  return figure(options, {
    title: guessLawTitle(measurement),
    subtitle: `${measurement.network} on ${measurement.data}`,
    description: describe(measurement),
    key: guessLawKey(measurement, options),
    content: [
      { element: panel(measurement, 'fractions', options, width), x: 0, y: 0 },
      { element: panel(measurement, 'maxFraction', options, width), x: width + GAP, y: 0 },
    ],
    height: PANEL_HEIGHT,
  });
}

/** One of the two laws as a picture of its own, for pages that give the title and the key themselves. */
export function guessLawPanel(measurement: Measurement, law: Law, options: FigureOptions): SVGSVGElement {
  const { width = 420 } = options;
  const about = { title: headingOf(measurement, law), description: describe(measurement), width, height: PANEL_HEIGHT };
  return root(options, about, [panel(measurement, law, options, width)]);
}

/** The finding of the figure. */
function guessLawTitle({ classes, data, maxFraction }: Measurement): string {
  const share = percent(maxFraction.mean, maxFraction.standardError);
  return `The favourite class gets ${share} of the ${pointsOf(data)}; a fair guess is ${barePercent(1 / classes)}`;
}

export function guessLawKey(measurement: Measurement, { palette = light }: Pick<FigureOptions, 'palette'>): KeyEntry[] {
  const networks = measurement.initialisations * measurement.readouts;
  const key: KeyEntry[] = [
    { label: `measured, ${count(networks)} networks`, mark: 'bar', colour: palette.measuredSoft },
  ];
  if (measurement.histogram.maxFraction.theory) key.push({ label: 'theory', mark: 'line', colour: palette.theory });
  key.push({ label: 'fair guess', mark: 'dash', colour: palette.muted });
  return key;
}

function headingOf({ classes }: Measurement, law: Law): string {
  if (law === 'maxFraction') return 'The favourite class';
  return classes === 2 ? 'Either class' : 'Any class';
}

function describe({ classes, data, maxFraction, agreement }: Measurement): string {
  return (
    `Histograms over random initialisations of the share of ${data} guessed as any of ${classes} classes, and of the ` +
    `share of the favourite class. Mean share of the favourite ${percent(maxFraction.mean, maxFraction.standardError)}` +
    `${maxFraction.theory === null ? '' : `, theory ${barePercent(maxFraction.theory)}`}; ` +
    `agreement ${plain(agreement.mean)}.`
  );
}

function panel(measurement: Measurement, law: Law, options: FigureOptions, width: number): SVGSVGElement {
  const { document, palette = light } = options;
  const histogram = visibleHistogram(measurement, law);
  const { edges, measured, theory } = histogram;
  const { top, cut } = visibleHeight(histogram);
  const right = edges[edges.length - 1];
  const bars = measured.map((height, bin) => ({ x1: edges[bin], x2: edges[bin + 1], y: Math.min(height, top) }));
  const steps = theory?.flatMap((height, bin) => {
    const y = Math.min(height, top);
    return [
      { x: edges[bin], y },
      { x: edges[bin + 1], y },
    ];
  });
  const fair = 100 / measurement.classes;
  const svg = plot(options, {
    width,
    height: PANEL_HEIGHT,
    marginLeft: MARGINS.left,
    marginRight: MARGINS.right,
    marginTop: MARGINS.top,
    marginBottom: MARGINS.bottom,
    x: { domain: [0, right] },
    y: { domain: [0, top] },
    marks: [
      Plot.gridY({ ticks: 4, stroke: palette.line, strokeOpacity: 1 }),
      Plot.rectY(bars, { x1: 'x1', x2: 'x2', y: 'y', fill: palette.measuredSoft, inset: 0.4, insetBottom: 0 }),
      steps
        ? Plot.line(steps, { x: 'x', y: 'y', stroke: palette.theory, strokeWidth: 2, strokeLinejoin: 'miter' })
        : null,
      Plot.ruleX([fair], { stroke: palette.muted, strokeDasharray: '4 3', strokeWidth: 1.5, insetTop: -6 }),
      ...(law === 'maxFraction' ? meanMarks(measurement, top, palette.measured) : []),
      ...(cut === null ? [] : cutMarks(histogram, cut, top, palette.ink, palette.paper)),
      Plot.ruleY([0], { stroke: palette.muted }),
      Plot.axisX({
        ticks: 6,
        tickSize: 4,
        color: palette.muted,
        label: law === 'maxFraction' ? 'share of the data guessed as the favourite class (%)' : shareLabel(measurement),
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 38,
        fontSize: 11,
      }),
      Plot.axisY({
        ticks: 4,
        tickSize: 0,
        color: palette.muted,
        label:
          law === 'maxFraction' || measurement.classes === 2 ? 'networks in each bin (%)' : 'classes in each bin (%)',
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 44,
        fontSize: 11,
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
    svg.append(label(document, fairText, scale(fair), LOWER_LABEL, palette.muted, width));
    return svg;
  }
  // The line of the mean rises past the lower label, which makes room for it.
  const mean = scale(100 * measurement.maxFraction.mean);
  const meanText = `mean ${percent(measurement.maxFraction.mean, measurement.maxFraction.standardError)}`;
  const room = mean > scale(fair) + 4 ? mean : width;
  svg.append(
    label(document, fairText, scale(fair), LOWER_LABEL, palette.muted, room),
    label(document, meanText, mean, UPPER_LABEL, palette.measured, width),
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
      text: () => `goes on to ${plain(measured[bin], 3)} %`,
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

/** A label of a vertical mark: right of it, or left where it would pass the end. */
function label(document: Document, content: string, x: number, y: number, fill: string, end: number): SVGElement {
  const toLeft = x + 8 + content.length * 6.3 > end;
  return text(document, content, {
    x: toLeft ? x - 5 : x + 5,
    y,
    'font-size': 11,
    'text-anchor': toLeft ? 'end' : 'start',
    fill,
  });
}
