import { type Canvas, element, group, text } from '../../present/svg/figure.ts';
import type { Picture } from '../../present/svg/picture.ts';
import { dataAddress, pngBytes } from '../../present/svg/pngBytes.ts';
import type { Thumbnail, Thumbnails } from '../../present/svg/thumbnails.ts';
import { truncate } from '../../present/text/wrap.ts';
import { plain } from '../../results/format.ts';

/** Images are shown on squares of this side, each pixel a whole number of times as large. */
export const TILE = 64;
const GAP = 6;
const LETTER = 7;
const LONGEST_NAME = 18;

/** What the images are called beside the sheet: where they come from and how they were preprocessed. */
interface Origin {
  readonly data: string;
  readonly preprocess: string;
}

/** Images side by side, a row a class, as a picture as wide as it needs to be. */
export function contactSheet(thumbnails: Thumbnails, { data, preprocess }: Origin): Picture {
  const steps = preprocess === 'none' ? [] : [preprocess];
  const [title, scale] = [contactSheetTitle(thumbnails), contactSheetScale(thumbnails)];
  const names = thumbnails.rows.flatMap(({ name }) => name ?? []);
  return {
    title,
    subtitle: [data, ...steps, scale].join(' · '),
    description: `${title}; ${scale}.${names.length > 0 ? ` Rows: ${names.join(', ')}.` : ''}`,
    key: () => [],
    draw: (canvas) => ({
      element: sheet(thumbnails, canvas),
      width: namesWidth(thumbnails) + gridWidth(thumbnails),
      height: heightOf(thumbnails),
    }),
  };
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

function sheet(thumbnails: Thumbnails, { document, palette }: Canvas): SVGElement {
  const [tileHeight] = tileOf(thumbnails);
  const { pixels, width, height } = rasterOf(thumbnails);
  const left = namesWidth(thumbnails);
  const names = namesOf(thumbnails).flatMap((name, row) => {
    const y = row * (tileHeight + GAP) + tileHeight / 2 + 4;
    return name ? [text(document, name, { x: left - 12, y, 'text-anchor': 'end', fill: palette.ink })] : [];
  });
  const href = dataAddress(pngBytes(pixels, width, height));
  // The older word for pixelated, and the only one that resvg knows.
  const look = { 'image-rendering': 'optimizeSpeed' };
  return group(document, [...names, element(document, 'image', { x: left, y: 0, width, height, href, ...look })]);
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
