import { deflateSync } from 'node:zlib';
import { crc32 } from '../bytes/crc32.ts';
import { join } from './encode.ts';
import type { Fixture } from './hostile.ts';

const [GREY, RGB, GREY_ALPHA, RGBA] = [0, 2, 4, 6];
const CHANNELS: Readonly<Record<number, number>> = { [GREY]: 1, [RGB]: 3, [GREY_ALPHA]: 2, [RGBA]: 4 };

// Written by sharp 0.35: what no few lines can encode.
const GREY_JPEG = decode(
  '/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAAIAAgBAREA' +
    '/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z',
);
const GREEN_WEBP = decode('UklGRhwAAABXRUJQVlA4TA8AAAAvAUAAAAfQ/4j+ByKi/wEA');
/** Red first, then blue. */
const ANIMATION = decode(
  'R0lGODlhAgACAIAAAExpcf8AACH/C05FVFNDQVBFMi4wAwEAAAAh+QQFCgAAACwAAAAAAgACAAACAoxTACH5BAUKAAAALAAAAAACAAIAgExpcQAA/wICjFMAOw==',
);

const grey = (...pixels: readonly number[]) => png(GREY, 8, 2, 2, pixels);
const colour = (...pixels: readonly number[]) => png(RGB, 8, 2, 2, pixels);
const green = colour(...[0, 1, 2, 3].flatMap(() => [0, 255, 0]));

/** Folders of images, as ../../../load/imageFolder.test.ts expects them; all names begin with that of the folder. */
export function hostileImageFolders(): Fixture[] {
  return [
    { file: 'classes/cat10/1.png', bytes: grey(1, 2, 3, 4) },
    { file: 'classes/cat9/2.png', bytes: grey(5, 6, 7, 8) },
    { file: 'classes/cat9/10.PNG', bytes: grey(9, 10, 11, 12) },
    { file: 'classes/cat9/notes.txt', bytes: join('passed over') },
    { file: 'classes/licence.txt', bytes: join('passed over') },
    { file: 'no-classes/b.png', bytes: grey(5, 6, 7, 8) },
    { file: 'no-classes/a.png', bytes: grey(1, 2, 3, 4) },
    { file: 'colours/a/grey.png', bytes: grey(1, 2, 3, 4) },
    { file: 'colours/a/rgb.png', bytes: colour(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) },
    { file: 'formats/a/animated.gif', bytes: ANIMATION },
    { file: 'formats/a/jpeg-or-so.jpg', bytes: GREEN_WEBP },
    { file: 'formats/a/named.png', bytes: GREEN_WEBP },
    { file: 'formats/a/real.webp', bytes: GREEN_WEBP },
    { file: 'jpeg-named-png/a/1.png', bytes: GREY_JPEG },
    { file: 'jpeg-named-png/a/2.jpg', bytes: GREY_JPEG },
    { file: 'sixteen-bits/a/1.png', bytes: png(GREY, 16, 2, 1, [0x80, 0x00, 0xff, 0xff]) },
    { file: 'sixteen-bits/a/2.png', bytes: png(GREY, 16, 2, 1, [0x01, 0x00, 0x02, 0xff]) },
    { file: 'sixteen-bits-colour/a/1.png', bytes: png(RGB, 16, 1, 1, [0x80, 0x00, 0xff, 0xff, 0x01, 0x00]) },
    { file: 'sixteen-bits-colour/a/2.png', bytes: png(RGB, 16, 1, 1, [0, 0, 0, 0, 0, 0]) },
    { file: 'transparent/a/1.png', bytes: png(RGBA, 8, 1, 1, [10, 20, 30, 0]) },
    { file: 'transparent/a/2.png', bytes: png(RGBA, 8, 1, 1, [10, 20, 30, 255]) },
    { file: 'transparent-grey/a/1.png', bytes: png(GREY_ALPHA, 8, 2, 1, [10, 0, 10, 255]) },
    { file: 'transparent-grey/a/2.png', bytes: png(GREY_ALPHA, 8, 2, 1, [20, 255, 20, 0]) },
    { file: 'one-pixel/a/1.png', bytes: png(GREY, 8, 1, 1, [7]) },
    { file: 'one-pixel/b/1.png', bytes: png(GREY, 8, 1, 1, [8]) },
    { file: 'sizes/a/1.png', bytes: grey(0, 4, 8, 12) },
    { file: 'sizes/b/1.png', bytes: png(GREY, 8, 1, 1, [8]) },
    { file: 'truncated/a/1.png', bytes: green },
    { file: 'truncated/a/2.png', bytes: green.subarray(0, green.length - 20) },
    { file: 'truncated-jpeg/a/1.jpg', bytes: GREY_JPEG },
    { file: 'truncated-jpeg/a/2.jpg', bytes: GREY_JPEG.subarray(0, 90) },
    { file: 'flipped/a/1.png', bytes: green.map((byte, i) => (i === 45 ? byte ^ 0xff : byte)) },
    { file: 'flipped/a/2.png', bytes: green },
    { file: 'bomb/a/1.png', bytes: png(GREY, 8, 2 ** 30, 2 ** 30, [0]) },
    { file: 'bomb/a/2.png', bytes: green },
    { file: 'large-claims/a/1.png', bytes: png(GREY, 8, 8000, 8000, [0]) },
    { file: 'large-claims/a/2.png', bytes: png(GREY, 8, 8000, 8000, [0]) },
    { file: 'large-claims/a/3.png', bytes: png(GREY, 8, 8000, 8000, [0]) },
    { file: 'large-claims/a/4.png', bytes: png(GREY, 8, 8000, 8000, [0]) },
    { file: 'text/a/1.jpg', bytes: join('no image at all') },
    { file: 'text/a/2.png', bytes: green },
    { file: 'drawing/a/1.png', bytes: join('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>') },
    { file: 'drawing/a/2.png', bytes: green },
    { file: 'nothing/a/1.png', bytes: join() },
    { file: 'nothing/a/2.png', bytes: green },
    { file: 'empty-class/a/1.png', bytes: green },
    { file: 'empty-class/b/notes.txt', bytes: join('no image') },
    { file: 'deep/train/a/1.png', bytes: green },
    { file: 'beside/a/1.png', bytes: green },
    { file: 'beside/2.png', bytes: green },
    { file: 'no-images/notes.txt', bytes: join('no image') },
    { file: 'single/a/1.png', bytes: green },
  ];
}

/** A PNG whose rows are not filtered; of too few pixels, on request. */
function png(type: number, depth: number, width: number, height: number, pixels: readonly number[]): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, type], 8);
  const row = (width * CHANNELS[type] * depth) / 8;
  const rows: number[] = [];
  for (let at = 0; at < pixels.length; at += row) rows.push(0, ...pixels.slice(at, at + row));
  const begin = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const body = new Uint8Array(deflateSync(Uint8Array.from(rows)));
  return join(begin, chunk('IHDR', header), chunk('IDAT', body), chunk('IEND', new Uint8Array(0)));
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const content = join(name, body);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  checksum.writeUInt32BE(crc32(content));
  return join(length, content, checksum);
}

function decode(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
