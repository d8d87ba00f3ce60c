import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import { fractionBiases } from './fractionBiases.ts';
import { classMoments, type LogitArray } from './logits.ts';
import { meanBiases } from './meanBiases.ts';
import { changedLogits, countsOf, tiedIn, withBiases } from './outputChange.ts';
import { wholeTargets } from './priors.ts';
import { scaledBiases } from './scaledBiases.ts';

/** Logits with a mean and a deviation of their own for every class. */
function randomLogits(seed: number, points: number, classes: number, bias = 3): Float32Array {
  const random = seededRandom(seed);
  const means = Array.from({ length: classes }, () => bias * random.normal());
  const deviations = Array.from({ length: classes }, () => Math.exp(random.normal()));
  return Float32Array.from({ length: points * classes }, (_, at) => {
    return means[at % classes] + deviations[at % classes] * random.normal();
  });
}

const priorsOf = (parts: readonly number[]) => parts.map((part) => part / parts.reduce((sum, p) => sum + p, 0));
const seeds = fc.integer({ min: 1, max: 1e6 });
const sizes = fc.record({
  seed: seeds,
  classes: fc.integer({ min: 2, max: 12 }),
  each: fc.integer({ min: 1, max: 12 }),
});

describe('fractions of guesses', () => {
  it('are those asked for within one point, whatever the logits', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 11 }), ({ seed, classes, each }, more) => {
        const points = classes * each + more;
        const logits = randomLogits(seed, points, classes);
        const { shift, deviation } = fractionBiases(logits, classes);
        const counts = countsOf(withBiases(logits, { shift }), classes);
        for (const n of counts) expect(Math.abs(n - points / classes)).toBeLessThan(1);
        expect(deviation).toBeCloseTo(Math.max(...counts.map((n) => Math.abs(n / points - 1 / classes))), 12);
      }),
      { numRuns: 60 },
    );
  });

  it('are the priors within one point', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 8 }), (seed, parts) => {
        const priors = priorsOf(parts);
        const logits = randomLogits(seed, 150, parts.length);
        const counts = countsOf(withBiases(logits, fractionBiases(logits, parts.length, priors)), parts.length);
        for (const [k, n] of counts.entries()) expect(Math.abs(n - 150 * priors[k])).toBeLessThan(1);
      }),
      { numRuns: 40 },
    );
  });

  it('hold beyond the fit: on other points they vary as those of fair guesses do', () => {
    const logits = randomLogits(5, 4000, 10);
    const { shift } = fractionBiases(logits.subarray(0, 20_000), 10);
    const counts = countsOf(withBiases(logits.subarray(20_000), { shift }), 10);
    // Both halves have a standard deviation of √(.09/2000) = .0067.
    for (const n of counts) expect(Math.abs(n / 2000 - 0.1)).toBeLessThan(4 * Math.SQRT2 * 0.0067);
  });

  it.each([
    [2, 40_000],
    [100, 1000],
  ])('are reached for %i classes and %i points', (classes, points) => {
    expect(fractionBiases(randomLogits(2, points, classes), classes).deviation).toBeLessThan(1e-12);
  });

  it('cannot be fitted to a network that is constant, and this is said', () => {
    const one = [3, -1, 0.5];
    const noise = Float32Array.from({ length: 300 }, (_, at) => one[at % 3] * (1 + 1e-7 * Math.sin(at)));
    for (const logits of [noise, Float64Array.from({ length: 300 }, (_, at) => one[at % 3] + Math.floor(at / 3))]) {
      const found = fractionBiases(logits, 3);
      expect(found.constant).toBe(true);
    }
    const exact = Float32Array.from({ length: 300 }, (_, at) => one[at % 3]);
    expect(fractionBiases(exact, 3).deviation).toBeCloseTo(2 / 3, 6);
  });

  it('are missed where points are the same, and by how much is said', () => {
    const logits = Float32Array.from({ length: 60 }, (_, at) => (at < 40 ? at % 2 : -at % 7));
    const { shift, deviation, constant } = fractionBiases(logits, 2);
    expect(constant).toBe(false);
    expect(deviation).toBeGreaterThan(0.1);
    expect(withBiases(logits, { shift }).slice(0, 20)).toEqual(
      new Int32Array(20).fill(withBiases(logits, { shift })[0]),
    );
  });

  it('need a point for every class', () => {
    expect(() => fractionBiases(randomLogits(1, 9, 10), 10)).toThrow(/0\.9 of 9 points/);
    expect(() => fractionBiases(randomLogits(1, 100, 2), 2, [0.999, 0.001])).toThrow(/class 1 is to get 0\.1/);
    expect(() => fractionBiases(new Float32Array(3000 * 2001), 3000)).toThrow(/at most 2,000 classes/);
  });
});

describe('any fit', () => {
  const fits: readonly [string, (logits: LogitArray, classes: number) => Parameters<typeof withBiases>[1]][] = [
    ['mean', meanBiases],
    ['scaled', scaledBiases],
    ['fractions', fractionBiases],
  ];

  it.each(fits)('of %s gives the same guesses where a number is added to all logits', (_, biases) => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: -64, max: 64 }), (seed, more) => {
        const logits = Float64Array.from(randomLogits(seed, 60, 4));
        const raised = logits.map((x) => x + more);
        expect(withBiases(raised, biases(raised, 4))).toEqual(withBiases(logits, biases(logits, 4)));
      }),
      { numRuns: 25 },
    );
  });

  it.each(fits)('of %s gives the same guesses where classes are biased beforehand', (_, biases) => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer({ min: -64, max: 64 }), { minLength: 4, maxLength: 4 }), (seed, more) => {
        const logits = Float64Array.from(randomLogits(seed, 60, 4));
        const biased = logits.map((x, at) => x + more[at % 4]);
        expect(withBiases(biased, biases(biased, 4))).toEqual(withBiases(logits, biases(logits, 4)));
      }),
      { numRuns: 25 },
    );
  });

  it.each(fits)('of %s refuses what is no set of logits', (_, biases) => {
    expect(() => biases(Float32Array.of(1, 2, NaN, 4), 2)).toThrow('the logit of class 0 at point 1 is NaN');
    expect(() => biases(Float32Array.of(1, Infinity), 2)).toThrow('is Infinity');
    expect(() => biases(Float32Array.of(1, 2, 3), 2)).toThrow('3 logits are not those of some points');
    expect(() => biases(new Float32Array(0), 2)).toThrow('0 logits');
    expect(() => biases(Float32Array.of(1, 2), 1)).toThrow('two classes and more');
  });
});

describe('the fit of means', () => {
  it('leaves every class a mean of 0, and of the logarithm of its prior', () => {
    const logits = Float64Array.from(randomLogits(3, 200, 3));
    const { mean } = classMoments(changedLogits(logits, meanBiases(logits, 3)), 3);
    for (const m of mean) expect(m).toBeCloseTo(0, 12);
    const { mean: prior } = classMoments(changedLogits(logits, meanBiases(logits, 3, [0.5, 0.3, 0.2])), 3);
    expect(prior[1]).toBeCloseTo(Math.log(0.3), 12);
  });

  it('makes the outputs of a constant network equal, so that every guess is a tie', () => {
    const logits = Float32Array.from({ length: 40 }, (_, at) => [1.5, -2, 0.25, 8][at % 4]);
    expect(tiedIn(logits, 4)).toBe(0);
    expect(tiedIn(changedLogits(logits, meanBiases(logits, 4)), 4)).toBe(10);
  });
});

describe('the scaled fit', () => {
  it('leaves every class a mean of 0 and a deviation of 1, but for one that never varies', () => {
    const logits = Float64Array.from(randomLogits(4, 200, 3));
    for (let at = 2; at < logits.length; at += 3) logits[at] = 5;
    const { mean, deviation } = classMoments(changedLogits(logits, scaledBiases(logits, 3)), 3);
    for (const m of mean) expect(m).toBeCloseTo(0, 12);
    expect(deviation[0]).toBeCloseTo(1, 12);
    expect(deviation[2]).toBeLessThan(1e-12);
  });
});

describe('whole numbers of points', () => {
  it('sum to all of them, and lie within one of their shares', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 5000 }), (all, points) => {
        const priors = Float64Array.from(priorsOf(all));
        const targets = wholeTargets(priors, points);
        expect(targets.reduce((sum, n) => sum + n, 0)).toBe(points);
        for (const [k, n] of targets.entries()) expect(Math.abs(n - points * priors[k])).toBeLessThan(1);
      }),
    );
  });
});

describe('priors', () => {
  const logits = randomLogits(1, 20, 2);
  it.each([
    [[0.5, 0.6], 'the priors sum to 1.1, not to 1'],
    [[0.5], '1 priors are given for 2 classes'],
    [[-0.5, 1.5], 'the prior of class 0 is -0.5'],
    [[0, 1], 'the prior of class 0 is 0'],
    [[Number.NaN, 1], 'the prior of class 0 is NaN'],
  ])('%j are refused', (priors, message) => {
    for (const biases of [meanBiases, scaledBiases, fractionBiases])
      expect(() => biases(logits, 2, priors)).toThrow(message);
  });

  it('that were rounded are made to sum to 1', () => {
    const three = [0.3333, 0.3333, 0.3333];
    const { shift } = meanBiases(new Float64Array(3), 3, three);
    expect(shift[0]).toBeCloseTo(-Math.log(3), 12);
  });
});
