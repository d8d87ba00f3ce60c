import * as Plot from '@observablehq/plot';
import { axisX, axisY, dotted, margins } from '../../present/svg/axes.ts';
import { type Canvas, plot } from '../../present/svg/figure.ts';
import { gammaAxis, powerOfTen } from '../../present/svg/gammaAxis.ts';
import { measuredKey, type Picture, theoryKey } from '../../present/svg/picture.ts';
import { originOf } from '../../results/finding.ts';
import { plain } from '../../results/format.ts';
import { titleOf } from '../../results/headline.ts';
import type { Measurement } from '../../results/schema.ts';
import { layerName } from '../../results/words.ts';

const PLOT_HEIGHT = 330;

/**
 * The bias ratio γ after each layer on a logarithmic axis: measured with error bars, theory as a line. A dashed line at
 * γ = 1 parts neutral from prejudiced. Zero (and what is as good as zero) stands at the foot of the axis as "0",
 * infinity at its head as "∞".
 */
export function layerTrace(measurement: Measurement): Picture {
  const { layers, network, data } = measurement;
  const values = layers.map(({ layer, gamma }, index) => `${index + 1} ${layer} ${plain(gamma, 3)}`);
  return {
    title: titleOf(originOf(layers)) || 'The bias ratio after each layer',
    subtitle: `${network} on ${data}`,
    narrowest: 320,
    description: `Measured bias ratio gamma after each layer: ${values.join(', ')}.`,
    top: 8,
    key: (palette) => [
      measuredKey(palette.measured),
      ...theoryKey(
        layers.some(({ theory }) => theory !== null),
        palette.theory,
      ),
    ],
    draw: (canvas, width) => ({ element: trace(measurement, canvas, width), height: PLOT_HEIGHT }),
  };
}

function trace({ layers }: Measurement, canvas: Canvas, width: number): SVGSVGElement {
  const { palette } = canvas;
  const values = layers.flatMap(({ gamma, theory }) => (theory === null ? [gamma] : [gamma, theory]));
  const { low, high, place, decades, ends } = gammaAxis(values);
  const measured = layers.map(({ gamma, standardError }, index) => {
    const error = Number.isFinite(standardError) ? standardError : 0;
    return { index: index + 1, y: place(gamma), y1: place(gamma - error), y2: place(gamma + error), gamma };
  });
  const theory = layers.map((layer, index) => ({
    index: index + 1,
    y: layer.theory === null ? NaN : place(layer.theory),
  }));
  const labelled = layers.length <= 24;
  const slanted = layers.length > 9;
  return plot(canvas, {
    width,
    height: PLOT_HEIGHT,
    ...margins({ left: 62, right: 92, top: 14, bottom: slanted && labelled ? 76 : 52 }),
    x: { domain: [0.5, layers.length + 0.5] },
    y: { type: 'log', domain: [low, high] },
    marks: [
      Plot.gridY(decades, { stroke: palette.line, strokeOpacity: 1 }),
      1 > low && 1 < high ? thresholdMarks(layers.length, palette.muted) : null,
      Plot.ruleY([low], { stroke: palette.muted }),
      Plot.line(measured, { x: 'index', y: 'y', stroke: palette.measuredSoft, strokeWidth: 1.5 }),
      Plot.line(theory, { x: 'index', y: 'y', stroke: palette.theory, strokeWidth: 2.5, strokeOpacity: 0.9 }),
      Plot.ruleX(measured, { x: 'index', y1: 'y1', y2: 'y2', stroke: palette.measured, strokeWidth: 1.5 }),
      Plot.dot(measured, {
        x: 'index',
        y: 'y',
        ...dotted(palette, palette.measured, layers.length > 40 ? 2.5 : 4.5),
      }),
      Plot.text(ends, {
        x: 0.5,
        y: 'y',
        text: 'text',
        dx: -9,
        textAnchor: 'end',
        fontSize: 12,
        fill: palette.muted,
        frameAnchor: 'left',
      }),
      axisY(palette, {
        ticks: [...decades],
        tickFormat: powerOfTen,
        label: 'bias ratio γ after the layer',
        labelOffset: 54,
      }),
      axisX(palette, {
        ticks: labelled ? layers.map((_, index) => index + 1) : sparse(layers.length),
        tickFormat: (index: number) =>
          labelled && !slanted
            ? `${index}\n${layerName(layers[index - 1].layer)}`
            : labelled
              ? `${index} ${layerName(layers[index - 1].layer)}`
              : `${index}`,
        tickRotate: labelled && slanted ? -40 : 0,
        label: 'layer',
        labelOffset: slanted && labelled ? 72 : 48,
      }),
    ],
  });
}

/** The line γ = 1 and, right of the plot, what lies on either side of it. */
function thresholdMarks(count: number, colour: string): Plot.Markish {
  const side = { x: count + 0.5, y: 1, textAnchor: 'start', dx: 8, fontSize: 11, fill: colour } as const;
  return [
    Plot.ruleY([1], { stroke: colour, strokeDasharray: '4 3', strokeWidth: 1.2 }),
    Plot.text(['prejudiced'], { ...side, dy: -11 }),
    Plot.text(['neutral'], { ...side, dy: 11 }),
  ];
}

/** About ten round layer numbers. */
function sparse(count: number): number[] {
  const step =
    [5, 10, 20, 50, 100, 200, 500, 1000].find((candidate) => count / candidate <= 12) ?? Math.ceil(count / 10);
  return [1, ...Array.from({ length: Math.floor(count / step) }, (_, index) => (index + 1) * step)];
}
