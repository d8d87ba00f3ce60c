import { describe, expect, it } from 'vitest';
import { parseNetwork } from '../network/notation/parse.ts';
import { type Criterion, criticalSigmaW2 } from './pooledConstants.ts';

const critical = (block: string, criterion: Criterion, sigmaB2 = 0) =>
  criticalSigmaW2(parseNetwork(block), { criterion, sigmaB2 });

describe('a deep ReLU network', () => {
  it('keeps its variance, and stands at the edge of chaos, at He scale', () => {
    expect(critical('relu, dense(64)', 'variance')).toBeCloseTo(2, 12);
    expect(critical('relu, dense(64)', 'chi')).toBeCloseTo(2, 12);
  });

  it.each([
    ['relu, maxPool(2), dense(64)', (4 * Math.PI) / (3 * Math.PI + 2), 4 / 3],
    ['dense(64), maxPool(2), relu', (4 * Math.PI) / (3 * Math.PI + 2), 4 / 3],
    ['relu, avgPool(2), dense(64)', (4 * Math.PI) / (Math.PI + 1), 4],
  ])('of %s keeps its variance at one σ_w² and has its edge of chaos at another', (block, preserving, edge) => {
    expect(critical(block, 'variance')).toBeCloseTo(preserving, 12);
    expect(critical(block, 'chi')).toBeCloseTo(edge, 12);
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
    expect(Math.abs(critical('tanh, dense(64)', 'chi', sigmaB2) - sigmaW2)).toBeLessThan(10 ** -digits);
  });

  it.each([
    [0.01, 1.6847],
    [0.05, 2.3783],
    [0.1, 2.9248],
    [0.2, 3.7611],
  ])('at σ_b² = %d turns neutral at σ_w² = %d', (sigmaB2, sigmaW2) => {
    expect(critical('tanh, dense(64)', 'neutral', sigmaB2)).toBeCloseTo(sigmaW2, 4);
  });
});

describe('a block without a critical σ_w²', () => {
  it.each([
    ['dense(64, sigmaW2=1), relu', 'chi', /no critical sigmaW2/],
    ['step, dense(64)', 'chi', /jumps/],
    ['batchNorm, relu, dense(64)', 'chi', /no critical sigmaW2/],
  ] as const)('%s is refused', (block, criterion, message) => {
    expect(() => critical(block, criterion)).toThrow(message);
  });
});
