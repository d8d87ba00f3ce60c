import { describe, expect, it } from 'vitest';
import { lowerRow } from '../../numerics/linear/cholesky.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { factorInto, GramRunner } from './centredGram.ts';

const normals = (count: number, seed = 1) => {
  const normal = seededRandom(seed).normal;
  return Float32Array.from({ length: count }, () => normal());
};

/** Numbers that stand for points of a given number of features. */
async function factorOf(rows: Float32Array, points: number, width: number): Promise<Float32Array> {
  const runner = await GramRunner.open(new WeightGenerator(0), points, width, undefined);
  runner.rows.values.set(rows);
  const factor = new Float32Array(points * points);
  factorInto(factor, new Float64Array(lowerRow(points)), await runner.run());
  await runner.release();
  return factor;
}

/** x_i·x_j, or ‖x_i − x_j‖² of rows of a given length. */
function dot(rows: Float32Array, width: number, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) sum += rows[i * width + k] * rows[j * width + k];
  return sum;
}
function squaredDistance(rows: Float32Array, width: number, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) sum += (rows[i * width + k] - rows[j * width + k]) ** 2;
  return sum;
}

const [points, width] = [12, 200];
const pairs = Array.from({ length: points }, (_, i) => Array.from({ length: i }, (_, j) => [i, j] as const)).flat();

describe('the factor of a Gram matrix', () => {
  it('has the inner products of the points', async () => {
    const rows = normals(points * width);
    const factor = await factorOf(rows, points, width);
    for (let i = 0; i < points; i++) {
      for (let j = 0; j <= i; j++) {
        expect(Math.abs(dot(factor, points, i, j) - dot(rows, width, i, j))).toBeLessThan(1e-3);
      }
    }
  });

  it('keeps the distances of points that share all but a thousandth', async () => {
    const common = normals(width, 2);
    const rows = normals(points * width).map((x, at) => 10 * common[at % width] + 0.01 * x);
    const factor = await factorOf(rows, points, width);
    for (const [i, j] of pairs) {
      const ratio = squaredDistance(factor, points, i, j) / squaredDistance(rows, width, i, j);
      expect(Math.abs(ratio - 1)).toBeLessThan(2e-3);
    }
  });

  it.each([1e-25, 1e25])('scales with the points, by %s as well', async (scale) => {
    const rows = normals(points * width);
    const [plain, scaled] = await Promise.all(
      [rows, rows.map((x) => x * scale)].map((x) => factorOf(x, points, width)),
    );
    scaled.forEach((x, at) => {
      expect(Math.abs(x / scale - plain[at])).toBeLessThan(1e-3);
    });
  });

  it('gives equal points equal numbers, and points of nothing but zeros nothing', async () => {
    const rows = normals(points * width);
    rows.copyWithin(5 * width, 0, width);
    rows.fill(0, 7 * width, 8 * width);
    const factor = await factorOf(rows, points, width);
    expect(squaredDistance(factor, points, 0, 5) / dot(factor, points, 0, 0)).toBeLessThan(1e-5);
    expect(dot(factor, points, 7, 7)).toBe(0);
    for (const [i, j] of pairs) {
      expect(Math.abs(dot(factor, points, i, j) - dot(rows, width, i, j))).toBeLessThan(2e-3);
    }
  });

  it('stays bounded where all points lie in a plane', async () => {
    const [a, b] = [normals(width, 3), normals(width, 4)];
    const angles = Array.from({ length: points }, (_, i) => i + 1);
    const rows = Float32Array.from(
      angles.flatMap((t) => Array.from(a, (x, k) => Math.cos(t) * x + Math.sin(t) * b[k])),
    );
    const factor = await factorOf(rows, points, width);
    for (const [i, j] of pairs) {
      expect(Math.abs(dot(factor, points, i, j) - dot(rows, width, i, j))).toBeLessThan(0.05);
    }
  });

  it('is not a number where a point is none', async () => {
    const rows = normals(points * width);
    rows[3 * width] = Number.POSITIVE_INFINITY;
    const factor = await factorOf(rows, points, width);
    expect(factor.subarray(3 * points, 4 * points).some((x) => Number.isNaN(x))).toBe(true);
  });
});
