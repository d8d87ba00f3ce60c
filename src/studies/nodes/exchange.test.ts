import { describe, expect, it } from 'vitest';
import { Running } from '../../measure/tally/estimate.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { distanceIfSymmetric, distanceOf } from './exchange.ts';
import { lastingVariance } from './lasting.ts';

/** Counts of 100 points in two bins, all of them pushed by what their draw pushes them. */
function draw(normal: () => number, bias: number): Int32Array {
  const counts = [0, 0].map((_, node) => Math.round(50 + 20 * Math.tanh(normal() + (node === 0 ? bias : 0))));
  return Int32Array.of(counts[0] - counts[1], counts[1] - counts[0]);
}

const sumOf = (rows: readonly Int32Array[]) => [0, 1].map((bin) => rows.reduce((sum, row) => sum + row[bin], 0));

describe('the distance of two nodes', () => {
  it('is the largest difference of their distribution functions', () => {
    expect(distanceOf([3, 2, -1, -4], 10)).toBe(0.5);
    expect(distanceOf([0, 0], 10)).toBe(0);
  });

  it('is that of random swaps where the nodes are symmetric, however much the points of a draw have in common', () => {
    const { normal } = seededRandom(4);
    const scores = new Running();
    for (let trial = 0; trial < 60; trial++) {
      const rows = Array.from({ length: 40 }, () => draw(normal, 0));
      const { mean, deviation } = distanceIfSymmetric(rows, 4000, trial);
      scores.add((distanceOf(sumOf(rows), 4000) - mean) / deviation);
    }
    expect(Math.abs(scores.mean)).toBeLessThan(4 * scores.standardError);
    expect(scores.variance).toBeGreaterThan(0.5);
    expect(scores.variance).toBeLessThan(2);
  });

  it('is far from that of random swaps where one node is larger', () => {
    const { normal } = seededRandom(5);
    const rows = Array.from({ length: 200 }, () => draw(normal, 1));
    const { mean, deviation } = distanceIfSymmetric(rows, 20_000, 0);
    expect(distanceOf(sumOf(rows), 20_000)).toBeGreaterThan(mean + 4 * deviation);
  });
});

describe('the variance between nodes that lasts', () => {
  const rows = (normal: () => number, own: readonly number[]) =>
    Array.from({ length: 30 }, () => Float64Array.from(own, (mean) => mean + normal()));

  it('is 0 within its error for symmetric nodes', () => {
    const { normal } = seededRandom(6);
    const scores = new Running();
    for (let trial = 0; trial < 200; trial++) {
      const { mean, standardError } = lastingVariance(rows(normal, new Array(10).fill(2)));
      scores.add(mean / standardError);
    }
    expect(Math.abs(scores.mean)).toBeLessThan(4 * scores.standardError);
    expect(scores.variance).toBeGreaterThan(0.6);
    expect(scores.variance).toBeLessThan(1.6);
  });

  it('is that of the nodes themselves where they differ', () => {
    const { normal } = seededRandom(7);
    const own = [0, 1, 2, 3, 4];
    const found = new Running();
    for (let trial = 0; trial < 200; trial++) found.add(lastingVariance(rows(normal, own)).mean);
    expect(Math.abs(found.mean - 2.5)).toBeLessThan(4 * found.standardError);
  });
});
