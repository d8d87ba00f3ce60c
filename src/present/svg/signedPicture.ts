import { plain } from '../../results/format.ts';
import { element, group } from './figure.ts';
import type { Picture } from './picture.ts';
import { dataAddress, pngBytes } from './pngBytes.ts';

/** Pixels of a picture's longer side, roughly: each number is a whole number of pixels wide. */
const SIDE = 128;
const GAP = 8;

/** One number a pixel, channels one after the other. */
export interface SignedPicture {
  readonly title: string;
  /** [channels, height, width]. */
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Colours of the least and the largest number, which the colour-blind can tell apart; 0 is white. */
const NEGATIVE = [0, 114, 178] as const;
const POSITIVE = [213, 94, 0] as const;

/** An image of signed numbers, its channels side by side on one scale: blue below zero, white at zero, orange above. */
export function signedPicture(picture: SignedPicture): Picture {
  const { title, shape, values } = picture;
  const [channels, rows, columns] = shape;
  const factor = Math.max(1, Math.round(SIDE / Math.max(rows, columns)));
  const [height, width] = [factor * rows, factor * columns];
  const total = channels * (width + GAP) - GAP;
  return {
    title,
    description: `${title}; ${signedScale(values)}.`,
    key: () => [],
    draw({ document, palette }) {
      const href = dataAddress(pngBytes(pixelsOf(picture, factor), total, height));
      // The older word for pixelated, and the only one that resvg knows.
      const look = { 'image-rendering': 'optimizeSpeed' };
      const image = element(document, 'image', { x: 0, y: 0, width: total, height, href, ...look });
      const frames = Array.from({ length: channels }, (_, channel) => {
        const inside = { x: channel * (width + GAP) + 0.5, y: 0.5, width: width - 1, height: height - 1 };
        return element(document, 'rect', { ...inside, fill: 'none', stroke: palette.line });
      });
      return { element: group(document, [image, ...frames]), width: total, height };
    },
  };
}

/** RGBA, each number `factor` pixels wide and high. */
function pixelsOf({ shape: [channels, rows, columns], values }: SignedPicture, factor: number): Uint8Array {
  const [height, width] = [factor * rows, factor * columns];
  const total = channels * (width + GAP) - GAP;
  const pixels = new Uint8Array(4 * total * height);
  const scale = largest(values);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = (channel * rows + Math.floor(y / factor)) * columns + Math.floor(x / factor);
        pixels.set(colourOf(scale > 0 ? values[from] / scale : 0), 4 * (y * total + channel * (width + GAP) + x));
      }
    }
  }
  return pixels;
}

/** "blue is −5.2, white 0, orange 5.2". */
export function signedScale(values: readonly number[]): string {
  const scale = plain(largest(values), 3);
  return `blue is −${scale}, white 0, orange ${scale}`;
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** @param level −1 to 1 */
function colourOf(level: number): [number, number, number, number] {
  const end = level < 0 ? NEGATIVE : POSITIVE;
  const [red, green, blue] = end.map((full) => Math.round(255 + (full - 255) * Math.abs(level)));
  return [red, green, blue, 255];
}
