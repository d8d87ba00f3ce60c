import { describe, expect, it } from 'vitest';
import { edgeOfChaos, neutralityLine, varianceKept } from './critical.ts';

describe('a deep ReLU network', () => {
  it('keeps its variance, and stands at the edge of chaos, at He scale', () => {
    expect(varianceKept('relu, dense(64)')).toBeCloseTo(2, 12);
    expect(edgeOfChaos('relu, dense(64)')).toBeCloseTo(2, 12);
  });

  it.each([
    ['relu, maxPool(2), dense(64)', (4 * Math.PI) / (3 * Math.PI + 2), 4 / 3],
    ['dense(64), maxPool(2), relu', (4 * Math.PI) / (3 * Math.PI + 2), 4 / 3],
    ['relu, avgPool(2), dense(64)', (4 * Math.PI) / (Math.PI + 1), 4],
  ])('of %s keeps its variance at one σ_w² and has its edge of chaos at another', (block, preserving, edge) => {
    expect(varianceKept(block)).toBeCloseTo(preserving, 12);
    expect(edgeOfChaos(block)).toBeCloseTo(edge, 12);
  });
});

describe('a deep tanh network with biases', () => {
  it.each([
    [0.01, 1.42421, 5],
    [0.02, 1.54419, 5],
    [0.05, 1.76095, 5],
    [0.1, 1.9860726411, 9],
    [0.15, 2.15048, 5],
    [0.2, 2.28515, 5],
  ])('at σ_b² = %d has its edge of chaos at σ_w² = %d', (sigmaB2, sigmaW2, digits) => {
    expect(Math.abs(edgeOfChaos('tanh, dense(64)', sigmaB2) - sigmaW2)).toBeLessThan(10 ** -digits);
  });

  it.each([
    [0.01, 1.6847],
    [0.05, 2.3783],
    [0.1, 2.9248],
    [0.2, 3.7611],
  ])('at σ_b² = %d turns neutral at σ_w² = %d', (sigmaB2, sigmaW2) => {
    expect(neutralityLine('tanh, dense(64)', [sigmaB2])[0].sigmaW2).toBeCloseTo(sigmaW2, 4);
  });
});

describe('a block without a critical σ_w²', () => {
  it.each(['dense(64, sigmaW2=1), relu', 'step, dense(64)', 'batchNorm, relu, dense(64)'])('%s is refused', (block) => {
    expect(() => edgeOfChaos(block)).toThrow(/no edge of chaos/);
  });

  it('that would keep its variance is refused', () => {
    expect(() => varianceKept('dense(64, sigmaW2=1), relu')).toThrow(/no sigmaW2 that keeps the variance/);
  });
});
