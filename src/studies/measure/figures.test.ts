import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { visibleHeight, visibleHistogram } from '../../present/svg/histogram.ts';
import { bare, framed } from '../../present/svg/picture.ts';
import { pngOf } from '../../present/svg/png.ts';
import { svgText } from '../../present/svg/svg.ts';
import { byCustomProperties, dark, light } from '../../present/svg/theme.ts';
import { labelledMeasurement, labelledMeasurements } from '../../present/testing/classes.fixture.ts';
import {
  allMeasurements,
  digitsMeasurement,
  inventedMeasurement,
  neutralMeasurement,
  twoClassMeasurement,
} from '../../present/testing/measurements.fixture.ts';
import { percent } from '../../results/format.ts';
import { namesOf } from '../../results/names.ts';
import type { Measurement } from '../../results/schema.ts';
import { comparison } from '../compare/figure.ts';
import { confusion, confusionPanels, confusionTitle, hasConfusion } from './confusion.ts';
import { guessLaw, guessLawPanels } from './guessLaw.ts';
import { layerTrace } from './layerTrace.ts';

const figures: [string, (m: Measurement) => string][] = [
  ['guess law', (m) => svgText((document) => framed(guessLaw(m), { document }))],
  ['one panel', (m) => svgText((document) => bare(guessLawPanels(m)[1], { document }))],
  ['layer trace', (m) => svgText((document) => framed(layerTrace(m), { document }))],
  ['layer trace alone', (m) => svgText((document) => bare(layerTrace(m), { document }))],
  ['comparison', (m) => svgText((document) => framed(comparison([m, digitsMeasurement]), { document }))],
  ['comparison alone', (m) => svgText((document) => bare(comparison([m, digitsMeasurement]), { document }))],
];

describe.each(figures)('the %s', (_figure, draw) => {
  it.each(Object.entries(allMeasurements))('of "%s" is a whole SVG file', (_name, m) => {
    const svg = draw(m);
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    expect(root?.localName).toBe('svg');
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+" viewBox="0 0 \d+ \d+" role="img"/,
    );
    expect(svg).toMatch(/<title>.+<\/title><desc>.+<\/desc>/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).not.toMatch(/&(?!#\d+;)/);
  });
});

describe('the guess law', () => {
  it('states the finding and labels axes with units', () => {
    const { mean, standardError } = digitsMeasurement.maxFraction;
    const svg = svgText((document) => framed(guessLaw(digitsMeasurement), { document }));
    expect(svg).toContain(
      `The favourite class gets ${percent(mean, standardError)} of the digits; a fair guess is 10 %`,
    );
    expect(svg).toContain('share of the data guessed as the favourite class (%)');
    expect(svg).toContain('>fair 10 %<');
  });

  it('of two classes shows G₀', () => {
    expect(svgText((document) => framed(guessLaw(twoClassMeasurement), { document }))).toContain('G₀ (%)');
  });

  it('draws to round shares when all networks lie low', () => {
    expect(visibleHistogram(neutralMeasurement, 'maxFraction').edges.at(-1)).toBeCloseTo(30, 9);
    expect(visibleHistogram(digitsMeasurement, 'maxFraction').edges.at(-1)).toBe(100);
  });

  it('cuts a bar that towers over the others', () => {
    expect(visibleHeight({ edges: [0, 10, 20, 30], measured: [80, 12, 8], theory: null })).toEqual({ top: 24, cut: 0 });
    expect(visibleHeight({ edges: [0, 10, 20], measured: [40, 60], theory: [50, 50] })).toEqual({ top: 63, cut: null });
  });
});

describe('the confusion of true classes', () => {
  const drawn = Object.entries(labelledMeasurements).filter(([, m]) => hasConfusion(m));

  it.each(drawn)('of "%s" is a whole SVG file, and two for pages', (_name, m) => {
    const panels = [0, 1].map((which) => svgText((document) => bare(confusionPanels(m)[which], { document })));
    for (const svg of [svgText((document) => framed(confusion(m), { document })), ...panels]) {
      expect(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement?.localName).toBe('svg');
      expect(svg).toMatch(/<title>.+<\/title><desc>.+<\/desc>/);
      expect(svg).not.toMatch(/NaN|undefined|Infinity|null/);
      expect(svg).not.toMatch(/&(?!#\d+;)/);
    }
  });

  it('is drawn where there are labels of few classes', () => {
    expect(drawn).toHaveLength(Object.keys(labelledMeasurements).length - 1);
    expect(Object.values(allMeasurements).some(hasConfusion)).toBe(false);
  });

  it('names the classes that the favourite guess gets most and least of', () => {
    expect(confusionTitle(labelledMeasurement)).toBe(
      'The most popular guess gets between 32.0 % (class “9”) and 50.0 % (class “0”) of a class',
    );
  });

  it('has a cell for every class and guess and every two classes, with its percentage where there is room', () => {
    const svg = svgText((document) => framed(confusion(labelledMeasurement), { document }));
    const legends = 2 * 22;
    expect(svg.match(/fill-opacity/g)).toHaveLength(100 + 100 + legends);
    expect(svg).toContain('>50.0<');
    const crowded = svgText((document) =>
      framed(confusion(labelledMeasurements['32 classes, 64 guesses']), { document }),
    );
    expect(crowded.match(/fill-opacity/g)).toHaveLength(32 * 64 + 32 * 32 + legends);
    expect(crowded).not.toContain('>50.0<');
  });

  it('stays within its width, whatever the names', () => {
    for (const [, m] of drawn) {
      const svg = svgText((document) => framed(confusion(m), { document }));
      const rights = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, w]) => +x + +w);
      expect(Math.max(...rights)).toBeLessThanOrEqual(761);
    }
  });

  it('says how far from theory it lies, where there is theory', () => {
    const text = (name: string) => svgText((document) => framed(confusion(labelledMeasurements[name]), { document }));
    expect(text('ten classes')).toContain('farthest from theory: 0 and 0, z 0.7 (of 55 pairs)');
    expect(text('no theory')).not.toContain('theory');
  });
});

describe('the layer trace', () => {
  it('names layers, marks γ = 1 and shows infinity and zero', () => {
    const svg = svgText((document) => framed(layerTrace(allMeasurements.constant), { document }));
    expect(svg).toContain('∞');
    expect(svg).toContain('prejudiced');
    expect(svgText((document) => framed(layerTrace(digitsMeasurement), { document }))).toContain('relu');
  });

  it('copes with a hundred layers, and with none', () => {
    for (const size of [100, 0]) {
      const layers = Array.from({ length: size }, (_, index) => ['relu', index] as const);
      const m = inventedMeasurement({ classes: 2, gamma: 1, layers });
      expect(svgText((document) => framed(layerTrace(m), { document }))).not.toMatch(/NaN|undefined/);
    }
  });
});

describe('names in a comparison', () => {
  it('tell measurements apart by what differs', () => {
    expect(namesOf([digitsMeasurement, { ...digitsMeasurement, seed: 2 }])).toEqual([
      '3*(dense(1000), relu), dense(10), seed 1',
      '3*(dense(1000), relu), dense(10), seed 2',
    ]);
  });
});

describe('a PNG', () => {
  it('is twice the size of the SVG', () => {
    const png = pngOf(svgText((document) => framed(guessLaw(digitsMeasurement), { document })));
    const header = new DataView(png.buffer, png.byteOffset);
    expect(header.getUint32(0)).toBe(0x89504e47);
    expect(header.getUint32(16)).toBe(1600);
  });
});

describe('colours', () => {
  it('of text stand out from the ground by 4.5 to 1 and more, in light and in dark', () => {
    for (const palette of [light, dark]) {
      for (const role of ['ink', 'muted', 'measured'] as const) {
        for (const ground of ['paper', 'raised'] as const)
          expect(contrast(palette[role], palette[ground])).toBeGreaterThan(4.5);
      }
      expect(contrast(palette.ink, palette.heat)).toBeGreaterThan(4.5);
      expect(contrast(palette.theory, palette.paper)).toBeGreaterThan(3);
    }
  });

  it('follow the page through custom properties', () => {
    const svg = svgText((document) => framed(guessLaw(digitsMeasurement), { document, palette: byCustomProperties }));
    expect(svg).toContain('var(--fg-measured-soft)');
    expect(svg).not.toMatch(/#[0-9a-f]{6}/);
  });
});

/** Contrast ratio by WCAG 2. */
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
