import { plain } from '../../results/format.ts';
import { truncate, wrap } from '../text/wrap.ts';
import { type Canvas, element, text } from './figure.ts';

/** A table of shares as a grid of cells, the darker the more. */
export interface HeatMap {
  readonly heading: string;
  /** What the cells hold, with the unit. */
  readonly caption: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Shares in [0, 1], row by row; null where there is none. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Percentages at which cells are blank and full. */
  readonly domain: readonly [low: number, high: number];
  /** Said below the cells. */
  readonly footnote?: string;
}

const LONGEST_NAME = 14;
/** Pixels of a letter in names and in sentences at 11 pixels, and of a line. */
const LETTER = 6.6;
const LETTER_OF_PROSE = 6.2;
const LINE = 16;
const HEADING = 44;
const WIDEST_CELL = 52;
/** Cells from these widths on hold percentages without and with a decimal. */
const ROOM = 19;
const ROOM_FOR_DECIMAL = 25;
const LEGEND = { width: 110, height: 8, steps: 22 };

/** Height of the names over the columns: maps side by side take that of the highest. */
export function headroomOf(map: HeatMap, width: number): number {
  const { leans, lean } = columnsOf(map, width);
  return leans ? lean + 12 : LINE;
}

function columnsOf({ rows, columns }: HeatMap, width: number) {
  const nameWidth = LETTER * Math.max(...rows.map((name) => Math.min(LONGEST_NAME, name.length)));
  const longest = LETTER * Math.max(...columns.map((name) => Math.min(LONGEST_NAME, name.length)));
  const left = nameWidth + 8;
  // Names too long to stand side by side lean to the right, beyond the last column.
  const room = (width - left) / columns.length;
  const leans = longest > Math.min(WIDEST_CELL, room) - 4 && columns.some((name) => name.length > 3);
  const lean = leans ? 0.71 * longest : 0;
  return { left, leans, lean, cell: Math.min(WIDEST_CELL, (width - left - lean) / columns.length) };
}

/** How a map is laid out in a given width. */
function layoutOf(map: HeatMap, width: number, headroom: number) {
  const row = map.rows.length > 12 ? 16 : 26;
  const top = HEADING + headroom;
  const foot = top + row * map.rows.length;
  const lines = map.footnote ? wrap(map.footnote, Math.floor(width / LETTER_OF_PROSE)) : [];
  return { ...columnsOf(map, width), row, top, foot, lines, height: foot + 14 + LINE * (1 + lines.length) };
}

/** Draws a map; the group is as high as stated. */
export function heatMap(
  canvas: Canvas,
  map: HeatMap,
  width: number,
  headroom = headroomOf(map, width),
): { readonly element: SVGElement; readonly height: number } {
  const { document, palette } = canvas;
  const layout = layoutOf(map, width, headroom);
  const { left, cell, row, top, foot, lines, height } = layout;
  const group = element(document, 'g', { 'font-size': 11 });
  const write = (content: string, x: number, y: number, attributes = {}) =>
    group.append(text(document, content, { x, y, fill: palette.ink, ...attributes }));
  write(map.heading, 0, 14, { 'font-size': 13, 'font-weight': 'bold' });
  write(map.caption, 0, 31, { fill: palette.muted });
  columnNames(map, layout).forEach(({ name, x }) => {
    const turned = layout.leans ? { transform: `rotate(-45 ${x} ${top - 6})` } : { 'text-anchor': 'middle' };
    write(name, x, top - 6, { fill: palette.muted, ...turned });
  });
  map.rows.forEach((name, r) => {
    const y = top + r * row;
    write(truncate(name, LONGEST_NAME), left - 8, y + row / 2 + 4, { 'text-anchor': 'end', fill: palette.muted });
    map.values[r].forEach((value, c) => {
      const x = left + c * cell;
      const opacity = value === null ? 0 : intensity(100 * value, map.domain);
      const box = { x: x + 0.5, y: y + 0.5, width: cell - 1, height: row - 1 };
      group.append(element(document, 'rect', { ...box, fill: palette.heat, 'fill-opacity': opacity.toFixed(3) }));
      const number = numberIn(value, cell);
      if (number) write(number, x + cell / 2, y + row / 2 + 4, { 'text-anchor': 'middle' });
    });
  });
  const frame = { x: left, y: top, width: cell * map.columns.length, height: row * map.rows.length };
  group.append(element(document, 'rect', { ...frame, fill: 'none', stroke: palette.line }));
  group.append(...legend(canvas, map.domain, left, foot + 10));
  lines.forEach((line, index) => {
    write(line, 0, foot + 22 + LINE * (index + 1), { fill: palette.muted });
  });
  return { element: group, height };
}

/** Names over the columns; of numbers that stand too close only some. */
function columnNames({ columns }: HeatMap, { left, leans, cell }: ReturnType<typeof layoutOf>) {
  const every = leans ? 1 : Math.ceil((LETTER * Math.max(...columns.map(({ length }) => length)) + 4) / cell);
  return columns.flatMap((name, c) => {
    if (every > 1 && c > 0 && (c + 1) % every !== 0) return [];
    return [{ name: truncate(name, LONGEST_NAME), x: left + (c + 0.5) * cell }];
  });
}

/** The percentage as far as it fits into a cell. */
function numberIn(value: number | null, cell: number): string {
  if (cell < ROOM) return '';
  if (value === null) return plain(null);
  const percentage = 100 * value;
  const decimals = cell >= ROOM_FOR_DECIMAL && percentage < 99.95 ? 1 : 0;
  return percentage.toFixed(cell < 32 && percentage >= 9.95 ? 0 : decimals);
}

/** Blank cells, full cells and those between. */
function legend({ document, palette }: Canvas, domain: HeatMap['domain'], x: number, y: number): SVGElement[] {
  const { width, height, steps } = LEGEND;
  const [low, high] = domain.map((percentage) => `${plain(percentage)} %`);
  const start = x + LETTER * low.length + 4;
  const label = (content: string, at: number) => text(document, content, { x: at, y: y + 8, fill: palette.muted });
  const boxes = Array.from({ length: steps }, (_, i) => {
    const box = { x: start + (i * width) / steps, y, width: width / steps, height };
    return element(document, 'rect', { ...box, fill: palette.heat, 'fill-opacity': (i / (steps - 1)).toFixed(3) });
  });
  const frame = element(document, 'rect', { x: start, y, width, height, fill: 'none', stroke: palette.line });
  return [label(low, x), ...boxes, frame, label(high, start + width + 6)];
}

function intensity(percentage: number, [low, high]: HeatMap['domain']): number {
  return Math.min(1, Math.max(0, (percentage - low) / (high - low)));
}
