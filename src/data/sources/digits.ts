import { inflateSync } from 'fflate';
import { type Dataset, dataset } from '../dataset.ts';
import { DIGITS_BASE64 } from './digitsBytes.ts';

const POINTS = 1797;
const PIXELS = 64;

/**
 * 1,797 handwritten digits: 8×8 images of one channel with pixels 0 to 16, in ten classes of 174 to 183.
 * It comes with the package, so a first look needs no download.
 * Source: E. Alpaydin & C. Kaynak, https://doi.org/10.24432/C50P49, CC BY 4.0.
 */
export function digits(): Dataset {
  const bytes = inflateSync(Uint8Array.from(atob(DIGITS_BASE64), (character) => character.charCodeAt(0)));
  const values = new Float64Array(POINTS * PIXELS);
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    for (let point = 0; point < POINTS; point++) values[point * PIXELS + pixel] = bytes[pixel * POINTS + point];
  }
  return dataset(values, {
    name: 'digits',
    shape: [1, 8, 8],
    labels: bytes.subarray(PIXELS * POINTS),
    classNames: Array.from('0123456789'),
    licence: 'CC BY 4.0, E. Alpaydin & C. Kaynak, doi 10.24432/C50P49',
  });
}
