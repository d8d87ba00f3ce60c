import fc from 'fast-check';
import { unzlibSync } from 'fflate';
import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { dataset } from '../../data/dataset.ts';
import { digits } from '../../data/sources/digits.ts';
import { bare, framed } from '../../present/svg/picture.ts';
import { pngOf } from '../../present/svg/png.ts';
import { dataAddress, pngBytes } from '../../present/svg/pngBytes.ts';
import { svgText } from '../../present/svg/svg.ts';
import { byCustomProperties, dark } from '../../present/svg/theme.ts';
import { thumbnailsOf } from '../../present/svg/thumbnails.ts';
import { contactSheet, contactSheetScale, TILE } from './contactSheet.ts';
import { overlapSpectrum } from './overlapSpectrum.ts';
import { dataSummaryHtml } from './page.ts';
import { lookAt } from './run.ts';

const looks = {
  'ten classes of images': lookAt('digits', { points: 300 }),
  'images in colour': lookAt('gaussian(shape=3x5x7)', { points: 30 }),
  vectors: lookAt('gaussian(dim=6, mean=1)', { points: 50 }),
  'one class': lookAt(dataset([1, 2, 3, 4, 5, 7], { shape: [2], labels: [0, 0, 0] })),
  'two points': lookAt(dataset([1, 2, -1, 3], { shape: [2], labels: [0, 1] })),
  'points that are all the same': lookAt(dataset([1, 2, 1, 2, 1, 2], { shape: [1, 1, 2] })),
};

describe.each(Object.entries(looks))('of %s', (_name, { summary, points }) => {
  const thumbnails = thumbnailsOf(points, TILE);

  it('the overlaps are a whole SVG file with axis labels, the mean marked', () => {
    const svg = svgText((document) => framed(overlapSpectrum(summary), { document, palette: dark }));
    expectWhole(svg);
    expect(svg).toContain('overlap of two points, c = x·y / (|x| |y|)');
    expect(svg).toMatch(/>mean −?\d\.\d\d</);
  });

  it('the images are a whole SVG file, if there are any', () => {
    expect(thumbnails === null).toBe(summary.shape.length !== 3);
    if (thumbnails === null) return;
    const svg = svgText((document) => framed(contactSheet(thumbnails, summary), { document }));
    expectWhole(svg);
    expect(svg).toContain('href="data:image/png;base64,');
  });

  it('the report is a page that needs nothing from outside and follows its colours', () => {
    const page = dataSummaryHtml(summary, thumbnails);
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/NaN|undefined|\[object|>null<|Infinity/);
    expect(page).not.toMatch(/<(script|link|img|iframe)|@import|url\(|href="(?!data:)/);
    expect(page).toContain('firstguess data ');
    const plots = [svgText((document) => bare(overlapSpectrum(summary), { document, palette: byCustomProperties }))];
    if (thumbnails)
      plots.push(
        svgText((document) => bare(contactSheet(thumbnails, summary), { document, palette: byCustomProperties })),
      );
    for (const plot of plots) expect(plot).not.toMatch(/"#[0-9a-f]{6}"/);
  });
});

describe('the overlaps', () => {
  it('of classes are told apart, and the title says by how much', () => {
    const { summary } = looks['ten classes of images'];
    const svg = svgText((document) => framed(overlapSpectrum(summary), { document }));
    expect(svg).toMatch(/Two points overlap by 0\.\d\d on average: of one class by 0\.\d\d, of different/);
    expect(svg).toContain('pairs of one class');
  });

  it('without classes have one histogram', () => {
    const svg = svgText((document) => framed(overlapSpectrum(looks.vectors.summary), { document }));
    expect(svg).toContain('all 1,225 pairs');
    expect(svg).not.toContain('class');
  });
});

describe('thumbnails', () => {
  it('are the first ten of each class, in grey from the least to the largest number', () => {
    const { values, labels } = digits();
    const { rows, black, white, clipped } = thumbnailsOf(digits(), TILE)!;
    expect([black, white, clipped]).toEqual([0, 16, false]);
    expect(rows.map(({ name, images }) => [name, images.length])).toEqual(
      Array.from('0123456789', (name) => [name, 10]),
    );
    const second = [...labels!.entries()].filter(([, label]) => label === 4)[1][0];
    const pixels = Array.from(values.subarray(64 * second, 64 * second + 64), (x) => Math.round((255 * x) / 16));
    expect(Array.from(rows[4].images[1].colours)).toEqual(pixels.flatMap((x) => [x, x, x]));
  });

  it('show three channels as red, green and blue', () => {
    const data = dataset([0, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 0], { shape: [3, 1, 2] });
    const [first] = thumbnailsOf(data, TILE)!.rows[0].images;
    expect(Array.from(first.colours)).toEqual([0, 102, 204, 51, 153, 255]);
  });

  it('of other channels show the first, and say so', () => {
    const thumbnails = thumbnailsOf(dataset([0, 9, 1, 9, 2, 9], { shape: [2, 1, 1] }), TILE)!;
    expect([thumbnails.black, thumbnails.white]).toEqual([0, 2]);
    expect(contactSheetScale(thumbnails)).toBe('the first of 2 channels, black is 0, white 2');
  });

  it('shrink large images and keep their proportions', () => {
    const data = dataset(new Float32Array(2 * 200 * 100).fill(1), { shape: [1, 200, 100] });
    const [{ height, width }] = thumbnailsOf(data, TILE)!.rows[0].images;
    expect([height, width]).toEqual([TILE, TILE / 2]);
  });

  it('do not let a few outliers leave all else in one grey', () => {
    const values = Float64Array.from({ length: 40 * 25 }, (_, i) => (i === 3 ? 1000 : Math.sin(i)));
    const thumbnails = thumbnailsOf(dataset(values, { shape: [1, 5, 5] }), TILE)!;
    expect(thumbnails.white).toBeLessThan(1.01);
    expect(contactSheetScale(thumbnails)).toMatch(/^black is −\S+ and less, white \S+ and more$/);
  });

  it('of more than ten classes are of the first ten', () => {
    const labels = Array.from({ length: 24 }, (_, i) => i % 12);
    const thumbnails = thumbnailsOf(dataset(new Uint8Array(24), { shape: [1, 1, 1], labels }), TILE)!;
    expect(thumbnails.rows).toHaveLength(10);
    const svg = svgText((document) => framed(contactSheet(thumbnails, looks.vectors.summary), { document }));
    expect(svg).toContain('The first 2 images of each of the first 10 of 12 classes');
  });
});

describe('a contact sheet', () => {
  it('of a hundred images of 28×28 stays small', () => {
    const values = Uint8Array.from({ length: 100 * 784 }, (_, i) => (i * 2654435761) >>> 24);
    const thumbnails = thumbnailsOf(dataset(values, { shape: [1, 28, 28] }), TILE)!;
    const svg = svgText((document) => framed(contactSheet(thumbnails, looks.vectors.summary), { document }));
    expect(svg.length).toBeLessThan(200_000);
  });

  it('has crisp pixels: as a PNG no greys but those of the images', () => {
    const checks = dataset([0, 255, 255, 0, 255, 0, 0, 255], { shape: [1, 2, 2] });
    const svg = svgText((document) =>
      bare(contactSheet(thumbnailsOf(checks, TILE)!, looks.vectors.summary), { document }),
    );
    expect(new Set(pixelsOf(pngOf(svg)).values)).toEqual(new Set([0, 255]));
  });
});

describe('PNG bytes', () => {
  it('give the pixels back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.infiniteStream(fc.nat(255)),
        (width, height, bytes) => {
          const pixels = Uint8Array.from({ length: 4 * width * height }, () => bytes.next().value);
          expect(pixelsOf(pngBytes(pixels, width, height))).toEqual({ width, height, values: pixels });
        },
      ),
      { seed: 1 },
    );
  });

  it('have the check sums that other readers ask for', () => {
    const address = dataAddress(pngBytes(Uint8Array.of(1, 2, 3, 255), 1, 1));
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><image width="1" height="1" href="${address}"/></svg>`;
    expect(Array.from(pixelsOf(pngOf(svg)).values.subarray(0, 4))).toEqual([1, 2, 3, 255]);
  });
});

function expectWhole(svg: string): void {
  expect(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement?.localName).toBe('svg');
  expect(svg).toMatch(/<title>.+<\/title><desc>.+<\/desc>/);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
}

/** The pixels of an RGBA file, whatever filters its rows have. Source: PNG specification (third edition), §9. */
function pixelsOf(png: Uint8Array): { width: number; height: number; values: Uint8Array } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    if (String.fromCharCode(...png.subarray(at + 4, at + 8)) !== 'IDAT') continue;
    parts.push(png.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const stream = Uint8Array.from(parts.flatMap((part) => Array.from(part)));
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const stride = 4 * width;
  const filtered = unzlibSync(stream);
  const values = new Uint8Array(height * stride);
  for (let row = 0; row < height; row++) {
    const filter = filtered[row * (stride + 1)];
    for (let k = 0; k < stride; k++) {
      const left = k >= 4 ? values[row * stride + k - 4] : 0;
      const above = row > 0 ? values[(row - 1) * stride + k] : 0;
      const corner = row > 0 && k >= 4 ? values[(row - 1) * stride + k - 4] : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      values[row * stride + k] = filtered[row * (stride + 1) + 1 + k] + guess;
    }
  }
  return { width, height, values };
}

function paeth(left: number, above: number, corner: number): number {
  const distances = [left, above, corner].map((x) => Math.abs(left + above - corner - x));
  const least = Math.min(...distances);
  return [left, above, corner][distances.indexOf(least)];
}
