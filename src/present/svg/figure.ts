import type { PlotOptions } from '@observablehq/plot';
import * as Plot from '@observablehq/plot';
import { truncate, wrap } from '../text/wrap.ts';
import { fontFamily, light, type Palette } from './theme.ts';

/** What every figure takes. */
export interface FigureOptions {
  /** The browser's document, or one made by `svg.ts` where there is no browser. */
  readonly document: Document;
  /** Default: the colours for paper. */
  readonly palette?: Palette;
  /** In pixels. */
  readonly width?: number;
}

/** A plot or a text at a place of the figure. */
interface Placed {
  readonly element: SVGElement;
  readonly x: number;
  readonly y: number;
}

/** An entry of the key under the title. */
export interface KeyEntry {
  readonly label: string;
  readonly mark: 'bar' | 'line' | 'dot' | 'tick' | 'dash' | 'diamond' | 'up' | 'down' | 'disc';
  readonly colour: string;
}

export interface FigureParts {
  /** The finding, as a sentence without its full stop. */
  readonly title: string;
  /** What it is about: network and data. */
  readonly subtitle?: string;
  /** For those who cannot see the picture. */
  readonly description: string;
  readonly key: readonly KeyEntry[];
  /** Placed below the title; y counts from there. */
  readonly content: readonly Placed[];
  /** Height of the content. */
  readonly height: number;
}

const MARGIN = 20;
/** Mean widths of a letter of DejaVu Sans, as a share of the font size, rounded up. */
const LETTER = 0.57;
const BOLD_LETTER = 0.6;

export const FIGURE_WIDTH = 800;
export const INNER_WIDTH = FIGURE_WIDTH - 2 * MARGIN;

/** One picture out of plots: title, subtitle, key and ground around them. */
export function figure(options: FigureOptions, parts: FigureParts): SVGSVGElement {
  const { document, palette = light, width = FIGURE_WIDTH } = options;
  const inner = width - 2 * MARGIN;
  const heading: SVGElement[] = [];
  let y = MARGIN + 14;
  for (const line of wrap(parts.title, Math.floor(inner / (16 * BOLD_LETTER)))) {
    heading.push(text(document, line, { x: MARGIN, y, 'font-size': 16, 'font-weight': 'bold', fill: palette.ink }));
    y += 22;
  }
  if (parts.subtitle) {
    const line = truncate(parts.subtitle, Math.floor(inner / (12 * LETTER)));
    heading.push(text(document, line, { x: MARGIN, y, 'font-size': 12, fill: palette.muted }));
    y += 20;
  }
  if (parts.key.length > 0) {
    y += 8;
    heading.push(key(document, parts.key, palette, MARGIN, y));
    y += 12;
  }
  const height = y + parts.height + MARGIN;
  const ground = element(document, 'rect', { width, height, fill: palette.paper });
  const content = parts.content.map((placed) => {
    const group = element(document, 'g', { transform: `translate(${MARGIN + placed.x} ${y + placed.y})` });
    group.append(placed.element);
    return group;
  });
  return root(options, { title: parts.title, description: parts.description, width, height }, [
    ground,
    ...heading,
    ...content,
  ]);
}

/** An svg element that says what it shows, holding the given elements. */
export function root(
  { document, palette = light }: FigureOptions,
  about: { readonly title: string; readonly description: string; readonly width: number; readonly height: number },
  children: readonly SVGElement[],
): SVGSVGElement {
  const { title, description, width, height } = about;
  const svg = element(document, 'svg', {
    xmlns: SVG,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': title,
    'font-family': fontFamily,
    'font-size': 12,
    color: palette.ink,
    fill: palette.ink,
  });
  const name = element(document, 'title', {});
  name.textContent = title;
  const account = element(document, 'desc', {});
  account.textContent = description;
  svg.append(name, account, ...children);
  return svg as SVGSVGElement;
}

/** A plot as a bare svg element in our fonts and colours, to be placed in a figure. */
export function plot({ document, palette = light }: FigureOptions, options: PlotOptions): SVGSVGElement {
  const svg = Plot.plot({ ...options, figure: false, document }) as SVGSVGElement;
  // Plot's style sheet names system fonts and a white ground; neither suits a file that stands alone or a dark page.
  for (const style of [...svg.querySelectorAll('style')]) style.remove();
  svg.removeAttribute('class');
  svg.setAttribute('font-family', fontFamily);
  svg.setAttribute('font-size', '12');
  svg.setAttribute('fill', palette.ink);
  svg.setAttribute('color', palette.ink);
  return svg;
}

export function text(document: Document, content: string, attributes: Attributes): SVGElement {
  const node = element(document, 'text', attributes);
  node.textContent = content;
  return node;
}

export function element(document: Document, name: string, attributes: Attributes): SVGElement {
  const node = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) node.setAttribute(attribute, String(value));
  return node as SVGElement;
}

type Attributes = Readonly<Record<string, string | number>>;

const SVG = 'http://www.w3.org/2000/svg';

function key(document: Document, entries: readonly KeyEntry[], palette: Palette, x: number, y: number): SVGElement {
  const group = element(document, 'g', { transform: `translate(${x} ${y})` });
  let at = 0;
  for (const { label, mark, colour } of entries) {
    group.append(swatch(document, mark, colour, at));
    group.append(text(document, label, { x: at + 24, y: 0, 'font-size': 12, fill: palette.ink }));
    at += 24 + label.length * 12 * LETTER + 22;
  }
  return group;
}

/** Shapes that can be told apart without their colour, within ± 6 pixels. */
const SYMBOLS = {
  diamond: 'M0,-6.5L6.5,0L0,6.5L-6.5,0Z',
  up: 'M0,-6L6,5L-6,5Z',
  down: 'M0,6L6,-5L-6,-5Z',
  disc: 'M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z',
} as const;

/** A symbol about its middle. */
export function symbol(
  document: Document,
  shape: keyof typeof SYMBOLS,
  { x, y, ...attributes }: { readonly x: number; readonly y: number } & Attributes,
): SVGElement {
  return element(document, 'path', { d: SYMBOLS[shape], transform: `translate(${x} ${y})`, ...attributes });
}

/** An 18 pixel wide sample of a mark on the line of the text. */
function swatch(document: Document, mark: KeyEntry['mark'], colour: string, x: number): SVGElement {
  const y = -4;
  switch (mark) {
    case 'bar':
      return element(document, 'rect', { x, y: y - 5, width: 18, height: 10, fill: colour });
    case 'line':
      return element(document, 'path', { d: `M${x} ${y}h18`, stroke: colour, 'stroke-width': 2.5 });
    case 'dash':
      return element(document, 'path', {
        d: `M${x} ${y}h18`,
        stroke: colour,
        'stroke-width': 1.5,
        'stroke-dasharray': '4 3',
      });
    case 'diamond':
    case 'up':
    case 'down':
    case 'disc':
      return symbol(document, mark, { x: x + 9, y, fill: colour });
    case 'tick':
      return element(document, 'path', { d: `M${x + 9} ${y - 7}v14`, stroke: colour, 'stroke-width': 3 });
    case 'dot': {
      const group = element(document, 'g', {});
      group.append(
        element(document, 'path', { d: `M${x} ${y}h18`, stroke: colour, 'stroke-width': 1.5 }),
        element(document, 'circle', { cx: x + 9, cy: y, r: 4.5, fill: colour }),
      );
      return group;
    }
  }
}
