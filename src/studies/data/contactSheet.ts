import {
  element,
  FIGURE_WIDTH,
  type FigureOptions,
  figure,
  INNER_WIDTH,
  root,
  text,
} from '../../present/svg/figure.ts';
import { dataAddress, pngBytes } from '../../present/svg/pngBytes.ts';
import { light } from '../../present/svg/theme.ts';
import type { Thumbnail, Thumbnails } from '../../present/svg/thumbnails.ts';
import { truncate } from '../../present/text/wrap.ts';
import { plain } from '../../results/format.ts';

/** Images are shown on squares of this side, each pixel a whole number of times as large. */
export const TILE = 64;
const GAP = 6;
const LETTER = 7;
const LONGEST_NAME = 18;
/** A title needs some room. */
const NARROWEST = 420;

/** What the images are called beside the sheet: where they come from and how they were preprocessed. */
interface Origin {
  readonly data: string;
  readonly preprocess: string;
}

/** Images side by side, a row a class, as a picture as wide as it needs to be. */
export function contactSheet(thumbnails: Thumbnails, origin: Origin, options: FigureOptions): SVGSVGElement {
  const { data, preprocess } = origin;
  const steps = preprocess === 'none' ? [] : [preprocess];
  const width = Math.max(NARROWEST, widthOf(thumbnails) + FIGURE_WIDTH - INNER_WIDTH);
  return figure(
    { ...options, width },
    {
      title: contactSheetTitle(thumbnails),
      subtitle: [data, ...steps, contactSheetScale(thumbnails)].join(' · '),
      description: describe(thumbnails),
      key: [],
      content: [{ element: sheet(thumbnails, options), x: 0, y: 0 }],
      height: heightOf(thumbnails),
    },
  );
}

/** The same without title, for pages that give it themselves. */
export function contactSheetPlot(thumbnails: Thumbnails, options: FigureOptions): SVGSVGElement {
  const about = {
    title: contactSheetTitle(thumbnails),
    description: describe(thumbnails),
    width: widthOf(thumbnails),
    height: heightOf(thumbnails),
  };
  return root(options, about, [sheet(thumbnails, options)]);
}

export function contactSheetTitle({ rows, classes }: Thumbnails): string {
  if (classes === null) return `The first ${rows.reduce((sum, { images }) => sum + images.length, 0)} images`;
  const most = Math.max(...rows.map(({ images }) => images.length));
  if (classes > rows.length)
    return `The first ${most} images of each of the first ${rows.length} of ${classes} classes`;
  return `The first ${most} images of every class`;
}

/** "black is −1.2, white 16"; one scale for all images and channels. */
export function contactSheetScale({ black, white, channels, clipped }: Thumbnails): string {
  const [low, high] = [plain(black, 3), plain(white, 3)];
  const dark = channels === 3 ? 'no light' : 'black';
  const bright = channels === 3 ? 'full light' : 'white';
  const scale = clipped
    ? `${dark} is ${low} and less, ${bright} ${high} and more`
    : `${dark} is ${low}, ${bright} ${high}`;
  return channels === 1 || channels === 3 ? scale : `the first of ${channels} channels, ${scale}`;
}

function describe(thumbnails: Thumbnails): string {
  const names = thumbnails.rows.flatMap(({ name }) => name ?? []);
  return `${contactSheetTitle(thumbnails)}; ${contactSheetScale(thumbnails)}.${names.length > 0 ? ` Rows: ${names.join(', ')}.` : ''}`;
}

/** How often a pixel is repeated in either direction. */
function enlargement({ height, width }: Thumbnail): number {
  return Math.max(1, Math.floor(TILE / Math.max(height, width)));
}

/** Height and width of every image on the sheet. */
function tileOf({ rows }: Thumbnails): readonly [height: number, width: number] {
  const first = rows[0].images[0];
  const factor = enlargement(first);
  return [factor * first.height, factor * first.width];
}

function heightOf(thumbnails: Thumbnails): number {
  return thumbnails.rows.length * (tileOf(thumbnails)[0] + GAP) - GAP;
}

/** Left of the images, for the names of the classes. */
function namesWidth(thumbnails: Thumbnails): number {
  const longest = Math.max(...namesOf(thumbnails).map((name) => name.length));
  return longest === 0 ? 0 : longest * LETTER + 14;
}

function namesOf({ rows }: Thumbnails): string[] {
  return rows.map(({ name }) => truncate(name ?? '', LONGEST_NAME));
}

function gridWidth(thumbnails: Thumbnails): number {
  const columns = Math.max(...thumbnails.rows.map(({ images }) => images.length));
  return columns * (tileOf(thumbnails)[1] + GAP) - GAP;
}

function widthOf(thumbnails: Thumbnails): number {
  return namesWidth(thumbnails) + gridWidth(thumbnails);
}

function sheet(thumbnails: Thumbnails, { document, palette = light }: FigureOptions): SVGElement {
  const [tileHeight] = tileOf(thumbnails);
  const raster = rasterOf(thumbnails);
  const group = element(document, 'g', {});
  const left = namesWidth(thumbnails);
  namesOf(thumbnails).forEach((name, row) => {
    const y = row * (tileHeight + GAP) + tileHeight / 2 + 4;
    if (name) group.append(text(document, name, { x: left - 12, y, 'text-anchor': 'end', fill: palette.ink }));
  });
  group.append(
    element(document, 'image', {
      x: left,
      y: 0,
      width: raster.width,
      height: raster.height,
      href: dataAddress(pngBytes(raster.pixels, raster.width, raster.height)),
      // The older word for pixelated, and the only one that resvg knows.
      'image-rendering': 'optimizeSpeed',
    }),
  );
  return group;
}

/** All images as one grid of pixels, transparent between them. */
function rasterOf(thumbnails: Thumbnails) {
  const [tileHeight, tileWidth] = tileOf(thumbnails);
  const width = gridWidth(thumbnails);
  const height = heightOf(thumbnails);
  const pixels = new Uint8Array(4 * width * height);
  for (const [row, { images }] of thumbnails.rows.entries()) {
    for (const [column, image] of images.entries()) {
      const factor = enlargement(image);
      for (let y = 0; y < tileHeight; y++) {
        for (let x = 0; x < tileWidth; x++) {
          const from = 3 * (Math.floor(y / factor) * image.width + Math.floor(x / factor));
          const to = 4 * ((row * (tileHeight + GAP) + y) * width + column * (tileWidth + GAP) + x);
          pixels.set(image.colours.subarray(from, from + 3), to);
          pixels[to + 3] = 255;
        }
      }
    }
  }
  return { pixels, width, height };
}
