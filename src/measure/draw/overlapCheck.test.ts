import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { overlapError } from './overlapCheck.ts';

/** As many points as numbers a point, which factors have. */
const points = 30;
const width = points;
const none = { along: new Float64Array(points), scale: new Float64Array(points).fill(1) };

function normals(count: number): Float32Array {
  const { normal } = seededRandom(1);
  return Float32Array.from({ length: count }, normal);
}

describe('the error of overlaps', () => {
  it('is none for the points themselves, whatever direction and scale were taken out of them', () => {
    const rows = normals(points * width);
    expect(overlapError(rows, rows, none)).toBe(0);
    const along = Float64Array.from({ length: points }, (_, i) => i - 10);
    const scale = Float64Array.from({ length: points }, (_, i) => 1 + i / 10);
    const rests = rows.subarray(0, points * (width - 1));
    const whole = Float32Array.from({ length: points * width }, (_, at) => {
      const [i, k] = [Math.floor(at / width), at % width];
      return k === 0 ? along[i] : scale[i] * rests[i * (width - 1) + k - 1];
    });
    expect(overlapError(whole, rests, { along, scale })).toBeLessThan(1e-7);
  });

  it('shows points that should differ by a thousandth and do not', () => {
    const rows = normals(points * width).map((x, at) => (at % width === 0 ? 1e3 : x));
    const same = rows.map((_, at) => rows[at % width]);
    const error = overlapError(same, rows, none);
    // √(1 − c) = |x − y|/√2|x| = √(2 · 29)/√2/1000
    expect(error).toBeGreaterThan(0.004);
    expect(error).toBeLessThan(0.007);
  });

  it('shows rows that are too long in one coordinate, and nothing of a common scale', () => {
    const rows = normals(points * width);
    expect(
      overlapError(
        rows.map((x) => 3 * x),
        rows,
        none,
      ),
    ).toBeLessThan(1e-6);
    const blown = rows.map((x, at) => (at % width === 0 ? 20 * x : x));
    expect(overlapError(blown, rows, none)).toBeGreaterThan(0.1);
  });

  it('counts points of zero norm as one, and is not a number where a point overflowed', () => {
    const zeros = new Float32Array(points * width);
    expect(overlapError(zeros, zeros, none)).toBe(0);
    expect(overlapError(zeros.fill(Number.NaN), zeros, none)).toBeNaN();
  });
});
