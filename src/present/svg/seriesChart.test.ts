import { describe, expect, it } from 'vitest';
import { type Series, seriesChart, seriesStyle } from './seriesChart.ts';
import { svgText } from './svg.ts';
import { light } from './theme.ts';

const AXIS = { name: 'depth', domain: [0, 41] } as const;

/** A number of series, each a curve through as many values. */
function chartOf(count: number, values: number): string {
  const series = Array.from({ length: count }, (_, index): Series => {
    const curve = Array.from({ length: values }, (_, place) => ({ x: place + 1, y: index + 1 }));
    const measured = [{ x: 1, mean: index + 1, low: index + 0.9, high: index + 1.1 }];
    return { name: `run ${index}`, ...seriesStyle(index, count, light), measured, theory: [], curve };
  });
  const y = { name: 'γ', domain: [0, count + 1] } as const;
  return svgText(
    (document) => seriesChart({ series, x: AXIS, y, references: [] }, { document, palette: light }, 760).element,
  );
}

/** The attributes of the groups that hold lines of theory. */
const lines = (svg: string) => [...svg.matchAll(/<g aria-label="line"[^>]*>/g)].map(([group]) => group);

describe('a curve of theory', () => {
  it('through few values marks them, and joins them by a thin line', () => {
    const svg = chartOf(1, 3);
    expect(lines(svg)).toEqual([expect.not.stringContaining('stroke-width')]);
    expect(svg.match(/d="M-10,-1.5h20v3h-20Z"/g)).toHaveLength(3);
  });

  it('through many is a line alone', () => {
    const svg = chartOf(1, 40);
    expect(lines(svg)).toEqual([expect.stringContaining('stroke-width="2.5"')]);
    expect(svg).not.toContain('M-10,-1.5h');
  });
});

describe('twelve series', () => {
  const styles = Array.from({ length: 12 }, (_, index) => seriesStyle(index, 12, light));

  it('are told apart by colour and dash, and by colour and shape', () => {
    const seen = (pick: (style: (typeof styles)[number]) => unknown) => new Set(styles.map(pick).map(String)).size;
    expect(seen(({ colours, dash }) => [colours.measured, dash])).toBe(12);
    expect(seen(({ colours, shape }) => [colours.measured, shape])).toBe(12);
  });

  it('have dashes whose ends leave the gaps free, and a sample before each name', () => {
    const svg = chartOf(12, 40);
    const dashed = lines(svg).filter((line) => line.includes('stroke-dasharray'));
    expect(dashed).toHaveLength(8);
    for (const line of dashed) expect(line).not.toContain('stroke-linecap');
    expect(svg.match(/d="M-9,0L9,0"/g)).toHaveLength(12);
  });

  it('have no samples where colours do', () => {
    expect(chartOf(4, 40)).not.toContain('M-9,0L9,0');
  });
});
