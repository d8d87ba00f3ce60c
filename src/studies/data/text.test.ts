import { describe, expect, it } from 'vitest';
import { dataset } from '../../data/dataset.ts';
import { thumbnailsOf } from '../../present/svg/thumbnails.ts';
import { PICTURE_SIZE } from '../../present/text/pictures.ts';
import { lookAt } from './run.ts';
import { renderDataSummary } from './text.ts';

const ESCAPE = String.fromCharCode(27);
const codes = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g');

const digits = lookAt('digits', { points: 200 });
const coloured = lookAt('gaussian(shape=3x31x40)', { points: 20 });
const looks = {
  digits,
  coloured,
  vectors: lookAt('gaussian(dim=7, mean=1e7)', { points: 30 }),
  'a hundred classes': lookAt(
    dataset(
      Float64Array.from({ length: 400 }, (_, i) => Math.sin(i)),
      { shape: [2], labels: Array.from({ length: 200 }, (_, i) => i % 100) },
    ),
  ),
  'points that are all zero': lookAt(dataset(new Float32Array(12), { shape: [3] })),
};

function render({ summary, points }: typeof digits, width: number, colour = false): string {
  return renderDataSummary(summary, thumbnailsOf(points, PICTURE_SIZE), { colour, width });
}

describe('a summary of data in the terminal', () => {
  it('is a sentence first, then tables, then the overlaps', () => {
    const text = render(digits, 80);
    expect(text).toMatch(/^200 of 1,797 images of 1×8×8 in 10 classes\.\nTwo digits overlap by 0\.\d\d on average/);
    expect(text).toMatch(/ min +25 % +median +75 % +max +mean +sd\n/);
    expect(text).toMatch(/^overlaps +0\.\d+ .*\nin one class .*\nacross classes/m);
    expect(text).toMatch(/overlap of two points in 19,900 pairs of 200 points/);
    expect(text).toMatch(/agreement +all pairs +average pair +off by\nlinear, 2 classes +0\.\d{4}/);
  });

  it.each(Object.entries(looks))('of %s keeps within its width', (_name, look) => {
    for (const colour of [true, false]) {
      for (const width of [60, 80, 100]) {
        const text = render(look, width, colour).replace(codes, '');
        expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
        expect(text.split('\n').filter((line) => [...line].length > width)).toEqual([]);
      }
    }
  });

  it('shows images in colour only, one a class or the first ones, as many as fit', () => {
    expect(render(digits, 80)).not.toContain('▀');
    expect(render(digits, 80)).not.toContain(ESCAPE);
    const pictures = (look: typeof digits, width: number) =>
      render(look, width, true)
        .replace(codes, '')
        .split('\n')
        .filter((line) => line.includes('▀'));
    expect(pictures(digits, 80)).toEqual(Array(4).fill(Array(9).fill('▀'.repeat(8)).join(' ')));
    // Of 31×40 pixels 12×16 are left.
    expect(pictures(coloured, 60)).toEqual(Array(6).fill(Array(3).fill('▀'.repeat(16)).join(' ')));
  });
});
