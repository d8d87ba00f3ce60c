import { describe, expect, it } from 'vitest';
import { guessLaw } from '../../laws/guessLaw.ts';
import { drawCounts } from '../../numerics/sampling/discreteSampler.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import type { Draw } from './assignment.ts';
import { componentsOf, varianceOf } from './pointsVariance.ts';

const [few, many] = [64, 256] as const;
const classes = 3;
const readouts = 8;

const drawOf = (initialisation: number, counts: readonly Int32Array[]): Draw => ({
  initialisation,
  counts: Uint32Array.from(counts.flatMap((network) => [...network])),
  tied: 0,
  notNumbers: 0,
  correlation: 0,
  complement: 1,
});

/** Guesses by networks whose fractions follow the law, points drawn for each network on its own: none of their noise is shared. */
function drawn(initialisations: number, gammaOf: (initialisation: number) => number) {
  const random = seededRandom(7);
  const sum = (a: Int32Array, b: Int32Array) => a.map((count, c) => count + b[c]);
  const pairs = Array.from({ length: initialisations }, (_, i) => {
    const law = guessLaw(classes, gammaOf(i));
    const networks = Array.from({ length: readouts }, () => {
      const fractions = law.sample(random);
      const first = drawCounts(fractions, few, random);
      return { first, all: sum(first, drawCounts(fractions, many - few, random)) };
    });
    return { few: networks.map(({ first }) => first), many: networks.map(({ all }) => all) };
  });
  return {
    few: pairs.map((pair, i) => drawOf(i, pair.few)),
    many: pairs.map((pair, i) => drawOf(i, pair.many)),
    points: [few, many] as const,
    classes,
    readouts,
    exact: false,
  };
}

describe('the variance of agreement', () => {
  const components = componentsOf(drawn(2000, () => 1));

  it('has nothing between hidden draws and nothing shared where networks and their points are independent', () => {
    const { hidden, readout, shared, first } = components;
    expect(readout).toBeGreaterThan(0.005);
    expect(hidden).toBeLessThan(0.02 * readout);
    expect(shared).toBeLessThan(0.05 * first);
  });

  it('comes out at numbers of points and readouts that no pilot had', () => {
    const random = seededRandom(8);
    const law = guessLaw(classes, 1);
    const values = Array.from({ length: 20_000 }, () => {
      const counts = drawCounts(law.sample(random), 32, random);
      return counts.reduce((sum, n) => sum + n * (n - 1), 0) / (32 * 31);
    });
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
    // Both variances are known to 2 %, the components to leading order in 1/32.
    expect(varianceOf(components, 32, 1, 0) / variance).toBeCloseTo(1, 1);
    expect(varianceOf(components, 32, 4, 0)).toBeLessThan(0.3 * varianceOf(components, 32, 1, 0));
  });

  it('lies between hidden draws where these differ', () => {
    const { hidden, readout } = componentsOf(drawn(2000, (i) => (i % 2 === 0 ? 0.1 : 10)));
    const half = (guessLaw(classes, 10).agreement - guessLaw(classes, 0.1).agreement) / 2;
    expect(Math.abs(hidden / half ** 2 - 1)).toBeLessThan(0.1);
    expect(readout).toBeGreaterThan(0);
  });

  it('of features falls with the points looked at, and not with readouts', () => {
    const known = { hidden: 1, readout: 8, shared: 20, first: 40, second: 10 };
    expect(varianceOf(known, 100, 4, 10)).toBe(3);
    expect(varianceOf(known, 100, 64, 10)).toBe(3);
    expect(varianceOf(known, 100, 4, 20)).toBe(2);
    expect(varianceOf(known, 100, 4, 0)).toBeCloseTo(1 + 0.2 + (8 + 0.2 + 0.001) / 4, 12);
  });

  it('is shared where the features themselves differ by the points', () => {
    const nested = drawn(400, () => 1);
    const random = seededRandom(9);
    // Agreement of n points as the mean of n numbers of variance 0.04, whatever the network.
    const noise = () => 0.2 * random.normal();
    const mean = (count: number) => noise() / Math.sqrt(count);
    const told = nested.many.map((draw, i) => {
      const [first, rest] = [mean(few), mean(many - few)];
      const all = (few * first + (many - few) * rest) / many;
      return { few: { ...nested.few[i], agreement: 0.5 + first }, many: { ...draw, agreement: 0.5 + all } };
    });
    const { shared, hidden } = componentsOf({
      ...nested,
      few: told.map((pair) => pair.few),
      many: told.map((pair) => pair.many),
      exact: true,
    });
    expect(Math.abs(shared / 0.04 - 1)).toBeLessThan(0.3);
    expect(hidden).toBeLessThan(1e-4);
  });
});
