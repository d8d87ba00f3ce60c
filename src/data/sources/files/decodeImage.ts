import type { Sharp } from 'sharp';
import { UserError } from '../../../errors.ts';
import { resizeImage } from '../../formats/images/resizeImage.ts';

/** What an image file says of itself, before its pixels are unpacked. */
export interface ImageFile {
  readonly path: string;
  readonly height: number;
  readonly width: number;
  /** Black and white, with or without transparency. */
  readonly grey: boolean;
  /** As it lies on the disk. */
  readonly bytes: number;
}

/** A larger image takes hundreds of megabytes to unpack, whatever is made of it. */
const MAX_PIXELS = 2 ** 26;
/** What sharp reads and people keep as single images; no vector graphics, which have no pixels. */
const FORMATS = ['png', 'jpeg', 'webp', 'gif', 'tiff', 'heif'];

/** @throws UserError `data` for a file that is not an image, has a damaged header, or of too many pixels */
export async function inspectImage(path: string, bytes: number): Promise<ImageFile> {
  const image = await open(path);
  const { format, space, autoOrient } = await image.metadata().catch(() => {
    throw noImage(path);
  });
  if (!FORMATS.includes(format)) throw noImage(path);
  const { height, width } = autoOrient;
  if (height * width > MAX_PIXELS) {
    const size = `${height}×${width}, more than ${MAX_PIXELS.toLocaleString('en-US')} pixels`;
    throw new UserError('data', `${path} claims to be an image of ${size}`, [], 'make it smaller first');
  }
  return { path, height, width, grey: space === 'b-w' || space === 'grey16', bytes };
}

/**
 * The pixels of an image, plane by plane. It is turned the way it was taken; what is transparent shows white, as in a
 * browser; 16 bits become 8; of an animation, the first picture counts.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param size [height, width] of the result; other images are resized
 * @returns channels × height × width bytes
 * @throws UserError `data` for an image that cannot be unpacked
 */
export async function decodeImage(
  { path, height, width }: ImageFile,
  channels: 1 | 3,
  size: readonly [number, number],
): Promise<Uint8Array> {
  const image = (await open(path))
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' });
  const { data, info } = await image.toBuffer({ resolveWithObject: true }).catch(() => {
    throw noImage(path);
  });
  if (info.height !== height || info.width !== width || info.channels !== channels) throw noImage(path);
  const planes = new Uint8Array(data.length);
  const pixels = height * width;
  for (let i = 0; i < data.length; i++) planes[(i % channels) * pixels + Math.floor(i / channels)] = data[i];
  if (height === size[0] && width === size[1]) return planes;
  return Uint8Array.from(resizeImage(planes, [channels, height, width], size), Math.round);
}

async function open(path: string): Promise<Sharp> {
  const sharp = await import('sharp').catch(() => {
    throw new UserError('data', 'images are read by sharp, which is not installed', [], 'npm install sharp');
  });
  // Warnings of the libraries are ignored, missing pixels are errors. The number of pixels is checked above.
  return sharp.default(path, { failOn: 'error', limitInputPixels: false, pages: 1 });
}

function noImage(path: string): UserError {
  const remedy = 'PNG, JPEG, WebP, GIF and TIFF are read: convert or remove it';
  return new UserError('data', `${path} is damaged or not an image`, [], remedy);
}
