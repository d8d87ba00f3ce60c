import { describe, expect, it } from 'vitest';
import golden from '../../checks/golden.json' with { type: 'json' };
import { controlledMean } from '../numerics/sampling/controlVariates.ts';
import { discreteSampler, drawCounts } from '../numerics/sampling/discreteSampler.ts';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import { entropyOf } from './entropy.ts';
import { finiteBinaryLaw } from './finiteBinaryLaw.ts';
import { agreementOfCounts, finiteGuessLaw } from './finiteSize.ts';
import { guessLaw } from './guessLaw.ts';
import { ksAgainstDiscreteLaw } from './kolmogorovSmirnov.ts';

const afterOneRelu = 1 / (Math.PI - 1);

describe('the guesses of two classes on N points', () => {
  it.each([
    [1, golden.binary_finiteN['N=10 gamma=1 pmf (=1/11)']],
    [afterOneRelu, golden.binary_finiteN['N=10 gamma=0.4669422069 pmf']],
    [4, golden.binary_finiteN['N=10 gamma=4 pmf']],
  ])('at γ = %f have their golden law', (gamma, pmf) => {
    finiteBinaryLaw(10, gamma).pmf.forEach((p, n) => {
      expect(Math.abs(p / pmf[n] - 1)).toBeLessThan(1e-12);
    });
    expect(finiteBinaryLaw(100, afterOneRelu).variance).toBeCloseTo(golden.binary_finiteN['var N=100 relu1'], 14);
  });

  it('are uniform on 0 … N at γ = 1, also for ten thousand points', () => {
    const { pmf } = finiteBinaryLaw(10_000, 1);
    for (const p of pmf) expect(Math.abs(p * 10_001 - 1)).toBeLessThan(1e-12);
  });

  it.each([0, 1e-300, 0.001, 0.4, 30, 1e5, 1e16, Infinity])(
    'have at γ = %f a law whose variance is the stated one',
    (gamma) => {
      for (const points of [1, 2, 50, 1797]) {
        const law = finiteBinaryLaw(points, gamma);
        let variance = 0;
        law.pmf.forEach((p, n) => {
          expect(p).toBeGreaterThanOrEqual(0);
          variance += p * (n / points - 0.5) ** 2;
        });
        expect(law.cdf[points]).toBeCloseTo(1, 12);
        expect(variance).toBeCloseTo(law.variance, 13);
      }
    },
  );

  it('are binomial without bias', () => {
    expect([...finiteBinaryLaw(4, 0).pmf]).toEqual([1, 4, 6, 4, 1].map((n) => expect.closeTo(n / 16, 15)));
  });
});

describe('the guesses of K classes on N points', () => {
  it('have the mean maximum, entropy, agreement and spread of a plain simulation', () => {
    for (const [classes, gamma, points] of [
      [3, 0.5, 30],
      [10, 1, 100],
    ]) {
      const law = guessLaw(classes, gamma);
      const random = seededRandom(77);
      const counts = Array.from({ length: 4000 }, () => drawCounts(law.sample(random), points, random));
      const simulate = (statistic: (n: Int32Array) => number) =>
        controlledMean(Float64Array.from(counts, statistic), []);
      const expected = finiteGuessLaw(classes, gamma, points);
      expectSame(
        simulate((n) => Math.max(...n) / points),
        expected.maxFraction,
      );
      expectSame(
        simulate((n) => entropyOf(Array.from(n, (count) => count / points))),
        expected.entropy,
      );
      expectSame(simulate(agreementOfCounts), { value: expected.agreement, error: 0 });
      expectSame(
        simulate((n) => (n[0] / points - 1 / classes) ** 2),
        { value: expected.sd ** 2, error: 0 },
      );
    }
  });

  it('look biased on a small sample even when they are not', () => {
    // K = 1000 classes on 1000 points, docs/theory §2: .0062 on average where the limit is .0026.
    const { maxFraction } = finiteGuessLaw(1000, 0.01, 1000, { draws: 60 });
    expect(maxFraction.value).toBeCloseTo(0.0062, 3);
    expect(guessLaw(1000, 0.01).maxFraction).toBeCloseTo(0.0026, 4);
  });

  it('are known to 3e−4 for ten classes and a test set of usual size', () => {
    const { maxFraction, entropy } = finiteGuessLaw(10, 1, 1797);
    expect(maxFraction.error).toBeLessThan(3e-4);
    expect(entropy.error).toBeLessThan(3e-4);
  });

  it('all agree on a single point', () => {
    for (const classes of [2, 3, 5]) {
      const { maxFraction, entropy } = finiteGuessLaw(classes, 1, 1);
      expectSame(maxFraction, { value: 1, error: 1e-12 });
      expectSame(entropy, { value: 0, error: 1e-12 });
    }
  });
});

describe('the distance of Kolmogorov and Smirnov', () => {
  const law = finiteBinaryLaw(20, 0.5);

  it('exceeds its critical value about as often as the level says', () => {
    const draw = discreteSampler(law.pmf, seededRandom(3));
    let exceeded = 0;
    const trials = 300;
    for (let i = 0; i < trials; i++) {
      const observed = Array.from({ length: 100 }, draw);
      const { distance, criticalValue } = ksAgainstDiscreteLaw(observed, law.pmf, {
        level: 0.1,
        replicas: 400,
        seed: i,
      });
      if (distance > criticalValue) exceeded++;
    }
    expect(exceeded / trials).toBeGreaterThan(0.04);
    expect(exceeded / trials).toBeLessThan(0.16);
  });

  it('finds a wrong law out', () => {
    const draw = discreteSampler(finiteBinaryLaw(20, 1.5).pmf, seededRandom(3));
    const { distance, criticalValue } = ksAgainstDiscreteLaw(Array.from({ length: 1000 }, draw), law.pmf);
    expect(distance).toBeGreaterThan(2 * criticalValue);
  });

  it('refuses counts the law does not know', () => {
    expect(() => ksAgainstDiscreteLaw([3, 21], law.pmf)).toThrow(RangeError);
  });
});

interface Uncertain {
  value: number;
  error: number;
}

function expectSame(a: Uncertain, b: Uncertain) {
  expect(Math.abs(a.value - b.value)).toBeLessThan(4 * Math.hypot(a.error, b.error));
}
