import { describe, expect, it } from 'vitest';
import { normalCdf } from '../quadrature/normal.ts';
import { sobolNormals } from './sobol.ts';

describe('scrambled Sobol normals', () => {
  it('put one point of 2^m into each of 2^m equal slices, along every axis', () => {
    const [dimensions, count] = [60, 256];
    const normals = sobolNormals(dimensions, count, 3);
    for (let d = 0; d < dimensions; d++) {
      const slices = new Set<number>();
      for (let i = 0; i < count; i++) slices.add(Math.floor(normalCdf(normals[i * dimensions + d]) * count));
      expect(slices.size).toBe(count);
    }
  });

  it('fill the elementary boxes of the first two dimensions evenly, whatever their form', () => {
    const normals = sobolNormals(2, 64, 5);
    for (let bits = 0; bits <= 6; bits++) {
      const boxes = new Set<string>();
      for (let i = 0; i < 64; i++) {
        const [x, y] = [normalCdf(normals[2 * i]), normalCdf(normals[2 * i + 1])];
        boxes.add(`${Math.floor(x * 2 ** bits)},${Math.floor(y * 2 ** (6 - bits))}`);
      }
      expect(boxes.size).toBe(64);
    }
  });

  it('repeat themselves for the same scramble and differ for any other', () => {
    expect(sobolNormals(3, 16, 1)).toEqual(sobolNormals(3, 16, 1));
    expect(sobolNormals(3, 16, 1)).not.toEqual(sobolNormals(3, 16, 2));
  });

  it('integrate a product over eight dimensions far better than independent normals, without bias', () => {
    // E Π (1 + z_d/2) = 1; independent normals have variance 1.25⁸ − 1 ≈ 5.
    const [dimensions, count, scrambles] = [8, 4096, 32];
    const means = Array.from({ length: scrambles }, (_, scramble) => {
      const normals = sobolNormals(dimensions, count, scramble);
      let sum = 0;
      for (let i = 0; i < count; i++) {
        let product = 1;
        for (let d = 0; d < dimensions; d++) product *= 1 + normals[i * dimensions + d] / 2;
        sum += product;
      }
      return sum / count;
    });
    const centre = means.reduce((sum, mean) => sum + mean, 0) / scrambles;
    const deviation = Math.sqrt(means.reduce((sum, mean) => sum + (mean - 1) ** 2, 0) / scrambles);
    expect(deviation).toBeLessThan(Math.sqrt((1.25 ** 8 - 1) / count) / 3);
    expect(Math.abs(centre - 1)).toBeLessThan((4 * deviation) / Math.sqrt(scrambles));
  });

  it('do not tie dimensions beyond the fiftieth to the first ones', () => {
    const [dimensions, count] = [54, 4096];
    const normals = sobolNormals(dimensions, count, 1);
    for (let d = 0; d < 4; d++) {
      let product = 0;
      for (let i = 0; i < count; i++) product += normals[i * dimensions + d] * normals[i * dimensions + 50 + d];
      expect(Math.abs(product / count)).toBeLessThan(4 / Math.sqrt(count));
    }
  });
});
