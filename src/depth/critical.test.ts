import { describe, expect, it } from 'vitest';
import { edgeOfChaos, isBounded, neutralityLine, varianceKept } from './critical.ts';

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

describe('a deep GELU network', () => {
  // Roberts, Yaida and Hanin, The Principles of Deep Learning Theory, 2022, §5.3.4: C_b = 0.17292, C_W = 1.98305.
  it('has its edge of chaos only with biases, from the half-stable point of Roberts et al. on', () => {
    expect(edgeOfChaos('gelu, dense(64)', 0.173)).toBeCloseTo(1.98305, 3);
    expect(() => edgeOfChaos('gelu, dense(64)', 0.15)).toThrow(/no edge of chaos/);
    // There the variance fades below σ_w² = 2.36 and grows above: χ₁ − 1 jumps over 0.
    expect(() => edgeOfChaos('gelu, dense(64)')).toThrow(/no edge of chaos/);
  });
});

describe('correlations that no scale changes', () => {
  it.each(['tanh', 'hardTanh', 'linear', 'gelu'])('are no line of neutrality: %s without biases', (activation) => {
    expect(() => neutralityLine(`${activation}, dense(64)`, [0])).toThrow(/no line of neutrality/);
  });
});

describe('the variance of a repeated block', () => {
  it.each([
    ['relu', 2, 0, true],
    ['relu', 2, 0.05, false],
    ['relu', 2.1, 0, false],
    ['tanh', 4, 0.3, true],
    ['gelu', 1.9706718, 0.2, true],
    ['softplus', 2, 0.05, false],
  ] as const)('of %s at σ_w² = %d, σ_b² = %d is bounded: %s', (activation, sigmaW2, sigmaB2, expected) => {
    expect(isBounded(`${activation}, dense(64)`, { sigmaW2, sigmaB2 })).toBe(expected);
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
