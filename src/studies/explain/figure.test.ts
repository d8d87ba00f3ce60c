import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { bare, framed } from '../../present/svg/picture.ts';
import { svgText } from '../../present/svg/svg.ts';
import { byCustomProperties } from '../../present/svg/theme.ts';
import { inventedExplanation } from '../../present/testing/explanation.fixture.ts';
import { blame } from './figure.ts';
import { explanationHtml } from './page.ts';

describe.each([
  ['seven layers', inventedExplanation()],
  ['forty layers', inventedExplanation({ layers: 40 })],
  ['one layer without theory', inventedExplanation({ theory: false, layers: 1 })],
])('the figure of an explanation of %s', (_name, explanation) => {
  it('is a whole SVG file with a row a layer', () => {
    const svg = svgText((document) => framed(blame(explanation), { document }));
    expect(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement?.localName).toBe('svg');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toMatch(/<title>.+<\/title><desc>.+<\/desc>/);
    for (const [index, { layer }] of explanation.layers.entries()) {
      expect(svg).toContain(`>${index + 1}</text>`);
      expect(svg).toContain(`>${layer.slice(0, 8)}`);
    }
  });

  it('tells roles apart by shape as well as by colour', () => {
    const svg = svgText((document) => bare(blame(explanation), { document }));
    const shapes = new Set([...svg.matchAll(/<path d="([^"]+)" transform/g)].map(([, d]) => d));
    expect(shapes.size).toBe(new Set(explanation.layers.map(({ role }) => role)).size);
  });

  it('shows worths in ln γ where agreement is near 1', () => {
    const { measurement } = explanation;
    const saturated = {
      ...explanation,
      measurement: { ...measurement, agreement: { ...measurement.agreement, mean: 0.998 } },
    };
    const [usual, near] = [explanation, saturated].map((each) =>
      svgText((document) => bare(blame(each), { document })),
    );
    const some = explanation.layers.some(({ worth }) => worth !== null);
    expect([usual.includes('worth in ln γ'), near.includes('worth in ln γ')]).toEqual([false, some]);
  });

  it('follows the colours of the page', () => {
    const svg = svgText((document) => bare(blame(explanation), { document, palette: byCustomProperties }));
    expect(svg).not.toMatch(/#[0-9a-f]{6}/);
  });

  it('stands in a page that needs nothing from outside', () => {
    const page = explanationHtml(explanation);
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/NaN|undefined|\[object|>null<|<of>/);
    expect(page).not.toMatch(/<(script|link|img|iframe)|@import|url\(|src=/);
    expect(page).toContain('firstguess explain');
  });
});
