import { unzlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bare } from './picture.ts';
import { signedPicture, signedScale } from './signedPicture.ts';
import { svgText } from './svg.ts';

describe('a picture of signed numbers', () => {
  it('is blue below zero, white at zero and orange above, on one scale for all channels', () => {
    const pixels = pixelsOf([2, 1, 2], [-4, 0, 2, 4]);
    expect(pixels.at(0, 0)).toEqual([0, 114, 178, 255]);
    expect(pixels.at(64, 0)).toEqual([255, 255, 255, 255]);
    const second = 128 + 8;
    expect(pixels.at(second, 63)).toEqual([234, 175, 128, 255]);
    expect(pixels.at(second + 127, 63)).toEqual([213, 94, 0, 255]);
    expect(pixels.at(130, 0)[3]).toBe(0);
  });

  it('states its scale, and is white where all is zero', () => {
    expect(signedScale([-0.25, 5.125])).toBe('blue is −5.13, white 0, orange 5.13');
    expect(pixelsOf([1, 1, 1], [0]).at(5, 5)).toEqual([255, 255, 255, 255]);
  });
});

/** The pixels in the PNG file of the picture, whose rows are stored as differences from the row above. */
function pixelsOf(shape: number[], values: number[]) {
  const svg = svgText((document) => bare(signedPicture({ title: 'a picture', shape, values }), { document }));
  const file = Buffer.from(/base64,([^"]+)"/.exec(svg)![1], 'base64');
  const width = file.readUInt32BE(16);
  const rows = unzlibSync(file.subarray(file.indexOf('IDAT') + 4));
  const stride = 4 * width + 1;
  const at = (x: number, y: number) =>
    Array.from({ length: 4 }, (_, k) => {
      let value = 0;
      for (let row = 0; row <= y; row++) value += rows[row * stride + 1 + 4 * x + k];
      return value % 256;
    });
  return { at };
}
