import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '../../checks/golden.json' with { type: 'json' };
import { DatasetState } from '../kernel/dataset/datasetState.ts';
import { Histogram, histogramEdges } from '../laws/histogram.ts';
import { normalCdf } from '../numerics/quadrature/normal.ts';
import { datasetFractionLaw, type FractionLaw, pairFractionLaw } from './fractionLaw.ts';

const total = (shares: readonly number[]) => shares.reduce((sum, share) => sum + share, 0);
const mean = (shares: readonly number[]) => shares.reduce((sum, share, i) => sum + (share * (i + 0.5)) / 50, 0);

describe('the histogram of fractions', () => {
  it('has 50 bins that share what lies on the edge between them', () => {
    const histogram = new Histogram();
    for (const edge of histogramEdges) histogram.add(edge);
    expect(histogramEdges).toHaveLength(51);
    const shares = histogram.shares();
    expect(shares).toHaveLength(50);
    expect([shares[0], shares[49]]).toEqual([1.5 / 51, 1.5 / 51]);
    expect(shares.slice(1, 49)).toEqual(new Array(48).fill(1 / 51));
  });

  it('is symmetric for a symmetric sample', () => {
    const points = fc.integer({ min: 1, max: 400 });
    const counts = points.chain((total) =>
      fc.record({ total: fc.constant(total), counts: fc.array(fc.nat(total), { minLength: 1 }) }),
    );
    fc.assert(
      fc.property(counts, ({ total, counts }) => {
        const histogram = new Histogram();
        for (const count of counts) for (const n of [count, total - count]) histogram.add(n / total);
        const shares = histogram.shares();
        expect(shares).toEqual(shares.toReversed());
      }),
    );
  });

  it('takes weights, and its shares sum to 1', () => {
    const value = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), weight: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const histogram = new Histogram();
        for (const { at, weight } of values) histogram.add(at, weight);
        expect(total(histogram.shares())).toBeCloseTo(1, 12);
      }),
    );
  });

  it('takes multiples of 1/50 made of counts for edges, in spite of rounding', () => {
    for (let count = 1; count < 50; count++) {
      const histogram = new Histogram();
      histogram.add((count * 7) / 350);
      expect(histogram.shares().slice(count - 1, count + 1)).toEqual([0.5, 0.5]);
    }
  });
});

describe('the fractionLaw for exchangeable points', () => {
  it.each(golden.kclass.filter(({ K }) => K <= 10))('of $K classes at γ = $gamma is the golden law', (row) => {
    const { agreement, maxFraction } = pairFractionLaw(row.K, row.gamma, null, 0);
    expect(agreement / row.A).toBeCloseTo(1, 11);
    expect(maxFraction.value / row.Emax).toBeCloseTo(1, 11);
    expect(maxFraction.error).toBe(0);
  });

  it('has symmetric bins for two classes', () => {
    const { fractions } = pairFractionLaw(2, 1.5, 100, 0).histograms()!;
    for (const [bin, share] of fractions.entries()) expect(share).toBeCloseTo(fractions[49 - bin], 12);
  });

  it('has the probability of every count for two classes, with the same moments', () => {
    const { pmf, agreement, maxFraction } = pairFractionLaw(2, 1.5, 60, 0);
    const law = pmf!();
    const moment = (f: (n: number) => number) => law.reduce((sum, p, n) => sum + p * f(n), 0);
    expect(law).toHaveLength(61);
    expect(moment(() => 1)).toBeCloseTo(1, 12);
    expect(moment((n) => (n * (n - 1) + (60 - n) * (59 - n)) / (60 * 59))).toBeCloseTo(agreement, 11);
    expect(moment((n) => Math.max(n, 60 - n) / 60)).toBeCloseTo(maxFraction.value, 11);
  });

  it('sorts two classes into bins by the law itself', () => {
    const gamma = 0.7;
    const { fractions, maxFraction } = pairFractionLaw(2, gamma, null, 0).histograms();
    // P(G < g) = Φ(Φ⁻¹(g)/√γ): here g = 0.7.
    const below = total(fractions.slice(0, 35));
    const quantile = 0.5244005127080407; // Φ⁻¹(0.7)
    expect(below).toBeCloseTo(normalCdf(quantile / Math.sqrt(gamma)), 3);
    expect(total(fractions)).toBeCloseTo(1, 12);
    expect(total(maxFraction)).toBeCloseTo(1, 12);
    expect(total(maxFraction.slice(0, 25))).toBe(0);
    expect(fractions[3]).toBeCloseTo(fractions[46], 3);
  });

  it('samples the bins of many classes, around the means that are known', () => {
    const fractionLaw = pairFractionLaw(10, 0.5, 200, 3);
    const { fractions, maxFraction } = fractionLaw.histograms();
    expect(fractionLaw.pmf).toBeUndefined();
    expect(total(fractions)).toBeCloseTo(1, 12);
    expect(Math.abs(mean(fractions) - 0.1)).toBeLessThan(0.012);
    expect(Math.abs(mean(maxFraction) - fractionLaw.maxFraction.value)).toBeLessThan(0.015);
  });

  it('knows the extremes: no bias, and nothing but bias', () => {
    const fair = pairFractionLaw(10, 0, null, 0);
    expect([fair.agreement, fair.maxFraction.value]).toEqual([expect.closeTo(0.1, 12), expect.closeTo(0.1, 12)]);
    for (const classes of [2, 3]) {
      const { agreement, maxFraction, histograms } = pairFractionLaw(classes, Number.POSITIVE_INFINITY, 50, 0);
      expect([agreement, maxFraction.value]).toEqual([1, expect.closeTo(1, 12)]);
      const { fractions, maxFraction: favourites } = histograms();
      expect([fractions[0], fractions[49], favourites[49]]).toEqual([
        expect.closeTo(1 - 1 / classes, 9),
        expect.closeTo(1 / classes, 9),
        expect.closeTo(1, 12),
      ]);
    }
  });
});

describe('the fractionLaw for given points', () => {
  it('has the exact agreement, and bins from draws around its largest fraction', () => {
    const values = Float64Array.from({ length: 90 }, (_, i) => 1 + Math.sin(i * i));
    const kernel = DatasetState.fromPoints(values, 30, 3);
    const known = (seed: number) => datasetFractionLaw(4, kernel, seed) as FractionLaw;
    const { agreement, maxFraction, histograms, pmf } = known(0);
    const { fractions, maxFraction: favourites } = histograms();
    expect(pmf).toBeUndefined();
    expect(agreement).toBeGreaterThan(0.25);
    expect(maxFraction.error).toBeGreaterThan(0);
    expect(mean(fractions)).toBeCloseTo(0.25, 1);
    expect(Math.abs(mean(favourites) - maxFraction.value)).toBeLessThan(0.05);
    expect(known(0).maxFraction).toEqual(maxFraction);
    expect(known(1).maxFraction.value).not.toBe(maxFraction.value);
  });
});
