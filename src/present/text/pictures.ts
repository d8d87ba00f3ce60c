import type { Thumbnail, Thumbnails } from '../svg/thumbnails.ts';
import { truncate } from './wrap.ts';

/** Larger images would leave no room for a second one. */
export const PICTURE_SIZE = 16;

const ESCAPE = String.fromCharCode(27);

/**
 * The first image of each class, or the first ones without classes, side by side in 24-bit colour: one character shows
 * two pixels above each other, by the colour of an upper half block and that of its ground.
 *
 * @param width columns to stay within; images that do not fit are left out
 */
export function pictureLines({ rows }: Thumbnails, width: number): string[] {
  const labelled = rows[0].name !== null;
  const all = labelled ? rows.map(({ name, images }) => ({ name, image: images[0] })) : unnamed(rows[0].images);
  const columns = all[0].image.width;
  const pictures = all.slice(0, Math.max(1, Math.floor((width + 1) / (columns + 1))));
  const lines = Array.from({ length: Math.ceil(all[0].image.height / 2) }, (_, line) =>
    pictures.map(({ image }) => halfBlocks(image, line)).join(' '),
  );
  if (!labelled) return lines;
  const names = pictures.map(({ name }) => truncate(name ?? '', columns).padEnd(columns));
  return [names.join(' ').trimEnd(), ...lines];
}

function unnamed(images: readonly Thumbnail[]) {
  return images.map((image) => ({ name: null, image }));
}

function halfBlocks({ height, width, colours }: Thumbnail, line: number): string {
  const at = (y: number, x: number) => colours.subarray(3 * (y * width + x), 3 * (y * width + x) + 3).join(';');
  const cells = Array.from({ length: width }, (_, x) => {
    const ground = 2 * line + 1 < height ? `${ESCAPE}[48;2;${at(2 * line + 1, x)}m` : '';
    return `${ESCAPE}[38;2;${at(2 * line, x)}m${ground}▀${ground ? '' : `${ESCAPE}[0m`}`;
  });
  return `${cells.join('')}${ESCAPE}[0m`;
}
