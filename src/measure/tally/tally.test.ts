import { describe, expect, it } from 'vitest';
import { sdAtPoints } from '../../laws/sdAtPoints.ts';
import { zScore } from '../../numerics/sampling/zScore.ts';
import type { Draw } from '../plan/assignment.ts';
import { intraClassCorrelation, Running } from './estimate.ts';
import { RatioOfMeans } from './ratioOfMeans.ts';
import { Tally } from './tally.ts';

/** A hidden draw of networks that gave class 0 to this many of ten points, and class 1 to the others. */
const draw = (initialisation: number, networks: readonly number[], rest: Partial<Draw> = {}): Draw => ({
  initialisation,
  counts: Uint32Array.from(networks.flatMap((count) => [count, 10 - count])),
  tied: 0,
  notNumbers: 0,
  correlation: 0.25 + 0.01 * initialisation,
  complement: 0.75 - 0.01 * initialisation,
  ...rest,
});

const draws = [
  draw(0, [10, 5], { tied: 3, trace: [[0.5, 0.5]] }),
  draw(1, [8, 1], { notNumbers: 2, trace: [[0.6, 0.4]] }),
  draw(2, [4, 3]),
];

function tallied(): Tally {
  const tally = new Tally(2, 10, 2);
  for (const one of draws) tally.add(one);
  return tally;
}

const agreement = (n: number) => (n * (n - 1) + (10 - n) * (9 - n)) / 90;
const agreements = draws.map(({ counts }) => [agreement(counts[0]), agreement(counts[2])]);

describe('the tally', () => {
  it('has means over networks, with errors clustered by hidden draw', () => {
    const means = new Running();
    for (const [a, b] of agreements) means.add((a + b) / 2);
    const tally = tallied();
    expect(tally.draws).toBe(3);
    expect(tally.agreement.value()).toEqual({
      mean: expect.closeTo(means.mean, 14),
      standardError: expect.closeTo(means.standardError, 14),
    });
    expect(tally.maxFraction.mean).toBeCloseTo((1 + 0.5 + 0.8 + 0.9 + 0.6 + 0.7) / 6, 14);
  });

  it('takes agreement from the features where every draw has it, and keeps the count beside it', () => {
    const [both, some] = [new Tally(2, 10, 2), new Tally(2, 10, 2)];
    for (const [i, one] of draws.entries()) both.add({ ...one, agreement: 0.6 + 0.01 * i });
    for (const [i, one] of draws.entries()) some.add(i === 1 ? one : { ...one, agreement: 0.6 });
    expect(both.agreement.mean).toBeCloseTo(0.61, 14);
    expect(both.agreementCounted!.value()).toEqual(tallied().agreement.value());
    expect(some.agreement.value()).toEqual(tallied().agreement.value());
    expect(some.agreementCounted).toBeUndefined();
    expect(some.agreementGap()).toBeNull();
  });

  it('tells by how many errors of their difference the two part', () => {
    const tally = new Tally(2, 10, 2);
    const difference = new Running();
    for (const [i, one] of draws.entries()) {
      tally.add({ ...one, agreement: 0.3 + 0.01 * i });
      difference.add((agreements[i][0] + agreements[i][1]) / 2 - (0.3 + 0.01 * i));
    }
    expect(tally.agreementGap()).toBeCloseTo(zScore(difference.value(), 3, 0)!, 10);
  });

  it('knows the spread of a guess fraction about a fair share', () => {
    const squares = [0.5, 0, 0.3, 0.4, 0.1, 0.2].map((deviation) => deviation ** 2);
    expect(tallied().sd().mean).toBeCloseTo(Math.sqrt(squares.reduce((a, b) => a + b) / 6), 14);
    expect(tallied().sd().standardError).toBeGreaterThan(0);
    const fair = new Tally(2, 10, 1);
    fair.add(draw(0, [5]));
    fair.add(draw(1, [5]));
    expect(fair.sd()).toEqual({ mean: 0, standardError: 0 });
  });

  it('has γ of the readout and of every traced layer as ratios of means', () => {
    const [ratio, traced] = [new RatioOfMeans(), new RatioOfMeans()];
    for (const { correlation, complement, trace } of draws) {
      ratio.add(correlation, complement);
      if (trace) traced.add(trace[0][0], trace[0][1]);
    }
    expect(tallied().gamma()).toEqual(ratio.value());
    expect(tallied().layerGammas()).toEqual([traced.value()]);
  });

  it('finds how alike networks on the same hidden layers are', () => {
    const [means, within] = [new Running(), new Running()];
    for (const [a, b] of agreements) {
      means.add((a + b) / 2);
      within.add((a - b) ** 2 / 2);
    }
    expect(tallied().intraClassCorrelation()).toBeCloseTo(intraClassCorrelation(means.variance, within.mean, 2), 14);
    expect(new Tally(2, 10, 1).intraClassCorrelation()).toBeNull();
  });

  it('sorts fractions of all classes and of the favourite, and keeps the count of each first network', () => {
    const { fractions, favourites, firstCounts, tied, notNumbers } = tallied();
    expect(firstCounts).toEqual([10, 8, 4]);
    expect([tied, notNumbers]).toEqual([3, 2]);
    expect(fractions.shares().slice(24, 26)).toEqual([1 / 12, 1 / 12]);
    expect(favourites.shares()[49]).toBeCloseTo(1 / 6, 14);
    expect(favourites.shares()[45]).toBeCloseTo(1 / 6, 14);
  });
});

describe('the standard deviation of a fraction among N points', () => {
  it('adds the chance of the points to that of the network', () => {
    // Without any bias the count of one of K classes is binomial: variance (1/K)(1 − 1/K)/N.
    expect(sdAtPoints(0.1, 10, 50)).toBeCloseTo(Math.sqrt((0.1 * 0.9) / 50), 14);
    expect(sdAtPoints(1, 2, 50)).toBe(0.5);
    expect(sdAtPoints(0.6, 2, 1e12)).toBeCloseTo(Math.sqrt(0.6 / 2 - 0.25), 10);
  });
});
