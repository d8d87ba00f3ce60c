import type { PlotOptions } from '@observablehq/plot';
import * as Plot from '@observablehq/plot';
import { fontFamily, type Palette } from './theme.ts';

/** What pictures are drawn on. */
export interface Canvas {
  /** The browser's document, or one made by `svg.ts` where there is no browser. */
  readonly document: Document;
  readonly palette: Palette;
}

/** An svg element that says what it shows, holding the given elements. */
export function root(
  { document, palette }: Canvas,
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
export function plot({ document, palette }: Canvas, options: PlotOptions): SVGSVGElement {
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

/** A label of a vertical mark: right of it, or left where it would pass the end. */
export function besideMark(document: Document, content: string, x: number, y: number, fill: string, end: number) {
  const toLeft = x + 8 + content.length * 6.3 > end;
  const anchor = { x: toLeft ? x - 5 : x + 5, 'text-anchor': toLeft ? 'end' : 'start' };
  return text(document, content, { ...anchor, y, 'font-size': 11, fill });
}

/** A group of elements, moved to a place if there is one. */
export function group(document: Document, children: readonly SVGElement[], x?: number, y = 0): SVGElement {
  const made = element(document, 'g', x === undefined ? {} : { transform: `translate(${x} ${y})` });
  made.append(...children);
  return made;
}

/** Panels of one size side by side in rows, each drawn in the width it has. */
export function gridOf<Item>(
  document: Document,
  items: readonly Item[],
  { columns, width, height, gap }: Readonly<Record<'columns' | 'width' | 'height' | 'gap', number>>,
  draw: (item: Item, width: number) => readonly SVGElement[],
): { readonly element: SVGElement; readonly height: number } {
  const own = (width - gap * (columns - 1)) / columns;
  const panels = items.map((item, index) =>
    group(document, draw(item, own), (index % columns) * (own + gap), Math.floor(index / columns) * (height + gap)),
  );
  return { element: group(document, panels), height: Math.ceil(items.length / columns) * (height + gap) - gap };
}

type Attributes = Readonly<Record<string, string | number>>;

const SVG = 'http://www.w3.org/2000/svg';

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
