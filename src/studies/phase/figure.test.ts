import { describe, expect, it } from 'vitest';
import { framed } from '../../present/svg/picture.ts';
import { svgText } from '../../present/svg/svg.ts';
import { byCustomProperties, dark } from '../../present/svg/theme.ts';
import { phase } from './figure.ts';
import { phaseHtml } from './page.ts';
import { regionsOf } from './regions.ts';
import { phaseDiagram } from './run.ts';
import { renderPhase } from './text.ts';

const axes = { x: 'sigmaW2=0.5:4:21', y: 'sigmaB2=0:0.5:15', at: ['sigmaW2=1.5,sigmaB2=0.1'] };
const tanh = phaseDiagram('20*(dense(64), tanh), dense(10)', 'gaussian(64)', axes);
const wide = phaseDiagram('20*(dense(64), tanh), dense(10)', 'gaussian(64)', {
  x: 'sigmaW2=0.5:4:60',
  y: 'sigmaB2=0:0.39:40',
});
const curve = phaseDiagram('20*(dense(64), tanh), dense(10)', 'gaussian(64)', { x: 'depth=1:30' });

describe('the picture of a phase diagram', () => {
  it.each([
    ['γ', tanh, 'gamma', dark],
    ['χ₁', tanh, 'chi1', byCustomProperties],
    ['γ over one axis', curve, 'gamma', dark],
    ['χ₁ over one axis', curve, 'chi1', dark],
  ] as const)('of %s is a whole SVG file in the colours asked for', (_, diagram, shown, palette) => {
    const svg = svgText((document) => framed(phase(diagram, shown), { document, palette }));
    expect(svg).toMatch(/^<svg .*<title>.+<\/title><desc>.+<\/desc>/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toContain(palette.ink);
  });

  it('names its axes by their symbols, and the phases where they are', () => {
    const svg = svgText((document) => framed(phase(tanh, 'chi1'), { document }));
    for (const text of [
      'σ<tspan dy="3" font-size="8">w</tspan><tspan dy="-3">²</tspan>',
      '>persistent<',
      '>prejudiced<',
      '>neutral<',
      'edge of chaos',
    ]) {
      expect(svg).toContain(text);
    }
    const { x, y } = regionsOf(tanh, 'chi1').find(({ name }) => name === 'persistent')!;
    const [row, column] = [tanh.y!.values.indexOf(y), tanh.x.values.indexOf(x)];
    expect(tanh.limit!.phase[row]![column]).toBe('persistent');
  });
});

describe('a phase diagram in words', () => {
  it('stays within the width of the terminal and shows map, lines and point', () => {
    const text = renderPhase(tanh, { colour: false, width: 72 });
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(72);
    for (const part of ['ppppp', 'edge of chaos (chi1 = 1)', 'At sigmaW2 = 1.5 and sigmaB2 = 0.1', 'more neutral']) {
      expect(text).toContain(part);
    }
  });

  it.each([60, 80, 100])('maps every k-th row and names the axis between its ends, in %i columns', (width) => {
    const lines = renderPhase(wide, { colour: false, width }).split('\n');
    const map = lines.filter((line) => line.includes('│'));
    const steps = map.map((line) => Number.parseFloat(line));
    const gaps = steps.slice(1).map((value, row) => steps[row]! - value);
    for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0]!, 2);
    const foot = lines[lines.findIndex((line) => line.includes('└')) + 1];
    expect(foot).toMatch(/^ +0\.5 +sigmaW2 +\d\.?\d* *$/);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
  });

  it('is a table over one axis', () => {
    expect(renderPhase(curve, { colour: false, width: 80 })).toMatch(/depth +gamma +agreement/);
  });

  it('is a page with both pictures', () => {
    const page = phaseHtml(tanh);
    expect(page.match(/role="img"/g)).toHaveLength(2);
    expect(page).toContain('The edge of chaos');
  });
});
