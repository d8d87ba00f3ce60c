import { describe, expect, it } from 'vitest';
import { seededRandom } from './seeded.ts';

describe('the seeded generator', () => {
  it('repeats itself for the same seed and differs for any other', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed).uniform);
    expect(draw(7)).toEqual(draw(7));
    for (const other of [8, -7, 7.000000001, 7 + 2 ** 40]) expect(draw(other)).not.toEqual(draw(7));
  });

  it('draws uniforms with the moments 1/2, 1/3 and 1/4', () => {
    expectMoments(seededRandom(1).uniform, [1 / 2, 1 / 3, 1 / 4]);
  });

  it('draws normals with the moments 0, 1, 0 and 3', () => {
    expectMoments(seededRandom(2).normal, [0, 1, 0, 3]);
  });

  it('draws unrelated streams from neighbouring seeds', () => {
    const n = 2000;
    let product = 0;
    for (let seed = 0; seed < n; seed++) product += seededRandom(seed).normal() * seededRandom(seed + 1).normal();
    expect(Math.abs(product / n)).toBeLessThan(4 / Math.sqrt(n));
  });
});

/** Every raw moment within four standard errors. */
function expectMoments(draw: () => number, moments: number[]) {
  const n = 200_000;
  const sample = Array.from({ length: n }, draw);
  moments.forEach((moment, i) => {
    const powers = sample.map((x) => x ** (i + 1));
    const mean = powers.reduce((sum, x) => sum + x, 0) / n;
    const variance = powers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
    expect(Math.abs(mean - moment)).toBeLessThan(4 * Math.sqrt(variance / n));
  });
}
