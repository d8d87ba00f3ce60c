import { truncate, wrap } from '../text/wrap.ts';
import { type Canvas, element, group, root, symbol, text } from './figure.ts';
import { light, type Palette } from './theme.ts';

/** What a figure shows. A frame puts title and key around it; pages give these themselves and take the plot bare. */
export interface Picture {
  /** The finding, as a sentence without its full stop. */
  readonly title: string;
  /** What it is about: network and data. */
  readonly subtitle?: string;
  /** For those who cannot see the picture. */
  readonly description: string;
  /** Pixels between the key and the plot. */
  readonly top?: number;
  /** Pixels that labels of the plot take beyond it on either side. */
  readonly overhang?: number;
  /** Narrower figures have this layout, made smaller; default 680 pixels. */
  readonly narrowest?: number;
  readonly key: (palette: Palette) => readonly KeyEntry[];
  /** The plot alone, this many pixels wide. */
  readonly draw: (canvas: Canvas, width: number) => Drawn;
}

interface Drawn {
  readonly element: SVGElement;
  readonly height: number;
  /** Of a plot that is as wide as it needs to be, whatever was asked for. */
  readonly width?: number;
}

/** An entry of the key under the title. */
export interface KeyEntry {
  readonly label: string;
  readonly mark: 'bar' | 'line' | 'dot' | 'tick' | 'dash' | 'diamond' | 'up' | 'down' | 'disc';
  readonly colour: string;
}

/** Where a picture is drawn. */
export interface PictureOptions {
  readonly document: Document;
  /** Default: the colours for paper. */
  readonly palette?: Palette;
}

const MARGIN = 20;
/** Mean widths of a letter of DejaVu Sans, as a share of the font size, rounded up. */
const LETTER = 0.57;
const BOLD_LETTER = 0.6;
const FIGURE_WIDTH = 800;
const NARROWEST_LAYOUT = 680;
const KEY_LINE = 18;
/** A title needs some room. */
const NARROWEST = 420;

interface FrameOptions extends PictureOptions {
  /** Pixels. */
  readonly width?: number;
  /** Whether there are title and subtitle above the key. */
  readonly headline?: boolean;
}

/** A picture to stand alone: title, subtitle, key and ground around the plot. */
export function framed(
  picture: Picture,
  { document, palette = light, width: wanted = FIGURE_WIDTH, headline = true }: FrameOptions,
): SVGSVGElement {
  const canvas = { document, palette };
  const { title, subtitle, top = 0 } = picture;
  const laidOut = Math.max(wanted, picture.narrowest ?? NARROWEST_LAYOUT);
  const drawn = picture.draw(canvas, laidOut - 2 * MARGIN);
  const width = drawn.width === undefined ? laidOut : Math.max(headline ? NARROWEST : 0, drawn.width + 2 * MARGIN);
  const inner = width - 2 * MARGIN;
  const heading: SVGElement[] = [];
  let y = headline ? MARGIN + 14 : MARGIN;
  for (const line of headline ? wrap(title, Math.floor(inner / (16 * BOLD_LETTER))) : []) {
    heading.push(text(document, line, { x: MARGIN, y, 'font-size': 16, 'font-weight': 'bold', fill: palette.ink }));
    y += 22;
  }
  if (headline && subtitle) {
    const line = truncate(subtitle, Math.floor(inner / (12 * LETTER)));
    heading.push(text(document, line, { x: MARGIN, y, 'font-size': 12, fill: palette.muted }));
    y += 20;
  }
  const entries = picture.key(palette);
  if (entries.length > 0) {
    y += 8;
    const lines = keyLines(canvas, entries, y, inner);
    heading.push(...lines);
    y += (lines.length - 1) * KEY_LINE + 12;
  }
  const height = y + top + drawn.height + MARGIN;
  const ground = element(document, 'rect', { width, height, fill: palette.paper });
  const placed = group(document, [drawn.element], MARGIN, y + top);
  const svg = root(canvas, { ...picture, width, height }, [ground, ...heading, placed]);
  if (wanted < FIGURE_WIDTH && wanted !== width) {
    svg.setAttribute('width', String(wanted));
    svg.setAttribute('height', String((height * wanted) / width));
  }
  return svg;
}

/** The plot alone, for pages that give title and key themselves. */
export function bare(
  { overhang = 0, ...picture }: Picture,
  { document, palette = light, width = FIGURE_WIDTH }: PictureOptions & { readonly width?: number },
): SVGSVGElement {
  const canvas = { document, palette };
  const drawn = picture.draw(canvas, width - 2 * overhang);
  const placed = overhang === 0 ? drawn.element : group(document, [drawn.element], overhang);
  return root(canvas, { ...picture, width: drawn.width ?? width, height: drawn.height }, [placed]);
}

/** The entry of what was measured with its error. */
export function measuredKey(colour: string): KeyEntry {
  return { label: 'measured ± standard error', mark: 'dot', colour };
}

/** The entry of theory, as a line unless told otherwise; none where there is no theory. */
export function theoryKey(
  isThere: boolean,
  colour: string,
  mark: KeyEntry['mark'] = 'line',
  label = 'theory',
): KeyEntry[] {
  return isThere ? [{ label, mark, colour }] : [];
}

export function fairGuessKey({ muted }: Palette): KeyEntry {
  return { label: 'fair guess', mark: 'dash', colour: muted };
}

/** The key, in as many lines as it needs. */
function keyLines({ document, palette }: Canvas, entries: readonly KeyEntry[], top: number, width: number) {
  const lines: SVGElement[][] = [[]];
  let x = 0;
  for (const { label, mark, colour } of entries) {
    const own = 24 + label.length * 12 * LETTER;
    if (x > 0 && x + own > width) {
      lines.push([]);
      x = 0;
    }
    const name = text(document, label, { x: x + 24, y: 0, 'font-size': 12, fill: palette.ink });
    lines[lines.length - 1].push(swatch(document, mark, colour, x), name);
    x += own + 22;
  }
  return lines.map((parts, line) => group(document, parts, MARGIN, top + line * KEY_LINE));
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
    case 'dot':
      return group(document, [
        element(document, 'path', { d: `M${x} ${y}h18`, stroke: colour, 'stroke-width': 1.5 }),
        element(document, 'circle', { cx: x + 9, cy: y, r: 4.5, fill: colour }),
      ]);
  }
}
