import { describe, expect, it } from 'vitest';
import { asFloat64, type Dataset, dataset } from '../../data/dataset.ts';
import { pairMoments } from '../../data/pairMoments.ts';
import { digits } from '../../data/sources/digits.ts';
import { gaussian } from '../../data/sources/gaussian.ts';
import { tokens } from '../../data/sources/tokens.ts';
import { normsOfPoints } from '../../kernel/dataset/points.ts';
import { predict } from '../../theory/predict.ts';
import { dataSummaryHtml } from './page.ts';
import { lookAt, summariseData } from './run.ts';
import { dataSummarySchema } from './schema.ts';
import { renderDataSummary } from './text.ts';

const RELU = 'dense(1000), relu, dense(10)';

describe('a summary of digits', () => {
  const summary = summariseData('digits');

  it('follows its schema, and begins with what the data are and do', () => {
    expect(dataSummarySchema.parse(summary)).toEqual(summary);
    expect(summary.summary).toMatch(
      /^1,797 images of 1×8×8 in 10 classes\. Two digits overlap by 0\.69 on average, so even a linear network would be biased: gamma 2\.2 \(prejudiced\); centring removes it\./,
    );
  });

  it('counts classes, constant pixels and values', () => {
    expect(summary.classes?.map(({ points }) => points)).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    expect(summary.features).toMatchObject({ count: 64, constant: 3 });
    expect(summary.values).toMatchObject({ min: 0, max: 16 });
    expect(summary.values.histogram.edges).toHaveLength(18);
    expect([summary.duplicates, summary.zeroPoints, summary.available]).toEqual([0, 0, 1797]);
  });

  it('has the overlaps and moments of a loop over all pairs', () => {
    const { values, labels, points } = digits();
    let [cov, overlap, same, pairsOfOneClass, nearest] = [0, 0, 0, 0, 0];
    const norms = normsOfPoints(asFloat64(values), points, 64);
    for (let i = 0; i < points; i++) {
      for (let j = 0; j < i; j++) {
        let product = 0;
        for (let k = 0; k < 64; k++) product += values[64 * i + k] * values[64 * j + k];
        const c = product / (64 * Math.sqrt(norms[i] * norms[j]));
        cov += product / 64;
        overlap += c;
        nearest = Math.max(nearest, c);
        if (labels![i] === labels![j]) [same, pairsOfOneClass] = [same + c, pairsOfOneClass + 1];
      }
    }
    const { overlaps, moments } = summary;
    expect(overlaps.pairs).toBe(1_613_706);
    expect(moments.cov / (cov / overlaps.pairs)).toBeCloseTo(1, 11);
    expect(overlaps.all.mean).toBeCloseTo(overlap / overlaps.pairs, 11);
    expect(overlaps.sameClass?.mean).toBeCloseTo(same / pairsOfOneClass, 11);
    expect(overlaps.nearest[0].overlap).toBeCloseTo(nearest, 11);
  });

  it('has the bias ratio and the agreements that theory predicts over all pairs', () => {
    const { overlaps, theory } = summariseData('digits', { points: 300 });
    const { agreements } = theory;
    expect(overlaps.gamma / predict('dense(2)', 'digits', { points: 300 }).gamma!).toBeCloseTo(1, 12);
    expect(agreements[3].network).toBe(RELU);
    for (const { network, allPairs } of agreements) {
      expect(Math.abs(allPairs - predict(network, 'digits', { points: 300 }).agreement!)).toBeLessThan(1e-6);
    }
  });
});

describe('a summary of drawn points', () => {
  it('has the agreement of the average pair that theory predicts for the law, up to chance', () => {
    const { theory, moments, drawn, available } = summariseData('gaussian(dim=400, mean=1)', { points: 500 });
    expect([drawn, available, theory.mode]).toEqual([true, null, 'pair']);
    // The mean of 400 features has a standard error of 1/√(400·500), the scatter of cov over them twice as much.
    expect(Math.abs(moments.cov - 1)).toBeLessThan(4 * (2 / Math.sqrt(400 * 500)));
    expect(theory.agreements[3].averagePair).toBeCloseTo(predict(RELU, 'gaussian(dim=400, mean=1)').agreement!, 2);
  });

  it('is of the points that a measurement of the same seed sees first, the same each time', () => {
    const law = gaussian({ dim: 20 });
    const [first, again, other] = [4, 4, 5].map((seed) => lookAt(law, { seed, points: 50 }).points.values);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('says why theory does not follow some of them', () => {
    const { theory } = summariseData('gaussian(dim=9)', { preprocess: 'minmax', points: 20 });
    expect(theory.assumption).toMatch(/^Theory does not follow these data: the range of Gaussian data/);
  });
});

describe('overlaps that scatter about zero', () => {
  // Two groups of points, alike within and opposed across: c is +1 or −1, and averages to nearly 0.
  const opposed = dataset([1, 2, -1, -2, 2, 4, -3, -6], { shape: [2], name: 'opposed' });

  it('matter although their mean does not', () => {
    const { moments, theory, overlaps } = summariseData(opposed);
    expect(overlaps.all.sd).toBeGreaterThan(0.9);
    expect(moments.gamma).toBeLessThan(0);
    const { allPairs, averagePair } = theory.agreements[1];
    expect(allPairs - averagePair).toBeGreaterThan(0.2);
    expect(summariseData(opposed).summary).toContain('would miss up to');
  });
});

describe('of many points', () => {
  const many = dataset(
    Float64Array.from({ length: 2100 * 3 }, (_, i) => Math.sin(i * i)),
    { shape: [3], name: 'many', labels: Array.from({ length: 2100 }, (_, i) => i % 2) },
  );

  it('the pairs of a sample are taken, and a note says so', () => {
    const { overlaps, directions, points, notes, moments } = summariseData(many);
    expect([points, overlaps.points, overlaps.pairs, directions.points]).toEqual([2100, 2000, 1_999_000, 2000]);
    expect(notes[0]).toContain('random sample of 2,000 points');
    expect(moments).toEqual(pairMoments(many));
  });

  it('pairs are named by their places in the source', () => {
    const { overlaps } = summariseData(many, { points: 40, seed: 2 });
    for (const { first, second, overlap, classes } of overlaps.nearest) {
      expect(overlap).toBeCloseTo(overlapOf(many, first, second), 12);
      expect(classes).toEqual([String(first % 2), String(second % 2)]);
    }
  });
});

describe('odd data', () => {
  it('that are all the same are said to be', () => {
    const { summary, moments, duplicates, overlaps } = summariseData(dataset([1, 2, 1, 2, 1, 2], { shape: [2] }));
    expect(summary).toContain('All points are equal, so that every network gives them one guess.');
    expect([moments.gamma, overlaps.gamma, duplicates, overlaps.nearest]).toEqual([Infinity, Infinity, 2, []]);
  });

  it('of very unequal norms bring the bias that a linear network has on them', () => {
    // Three points alike and one across, so long that cov/spread knows of no other.
    const unequal = dataset([1, 0, 1, 0.1, 1, -0.1, 0, 1000], { shape: [2] });
    const { overlaps, moments } = summariseData(unequal);
    expect(overlaps.gamma / predict('dense(2)', unequal).gamma!).toBeCloseTo(1, 12);
    expect(overlaps.gamma).toBeCloseTo(1, 1);
    expect(moments.gamma).toBeLessThan(0.01);
  });

  it('that are all zero have no direction, and are alike', () => {
    const { zeroPoints, overlaps, theory } = summariseData(dataset(new Uint8Array(8), { shape: [2] }));
    expect([zeroPoints, overlaps.all.mean]).toEqual([4, 1]);
    for (const { allPairs, averagePair } of theory.agreements) {
      expect(allPairs).toBeCloseTo(1, 14);
      expect(averagePair).toBe(1);
    }
  });

  it('of two points, one feature and one class have a summary, too', () => {
    const tiny = dataset([1, -1], { shape: [1], labels: [0, 0], classNames: ['only'] });
    const summary = summariseData(tiny);
    expect(dataSummarySchema.parse(summary)).toEqual(summary);
    expect(summary.summary).toMatch(/^2 points of 1 feature in 1 class\./);
    expect(summary.overlaps.differentClasses).toBeNull();
  });

  it('that are too large to square are refused with a remedy', () => {
    const huge = dataset([1e200, 1, 2, 3], { shape: [2], name: 'huge' });
    expect(() => summariseData(huge)).toThrow(/squared norm of point 0 of huge/);
  });

  it('in bytes are stored as bytes', () => {
    const { storage, values } = summariseData(dataset(Uint8Array.of(0, 255, 7, 9), { shape: [2] }));
    expect([storage, values.max]).toEqual(['uint8', 255]);
  });
});

function overlapOf({ values, shape: [size] }: Dataset, first: number, second: number): number {
  const [x, y] = [first, second].map((i) => Array.from(values.subarray(i * size, (i + 1) * size)));
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

describe('token ids', () => {
  const summary = summariseData('tokens(length=3, vocabulary=50, points=40)');

  it('are sequences of names, without advice for numbers', () => {
    expect(summary.summary).toMatch(
      /^40 sequences of 3 token ids out of 50\. Ids are names, .* only their equal tokens, [\d.]+ % of all pairs of tokens\.$/,
    );
    expect(summary.summary).not.toMatch(/centring|gamma|overlap/);
    expect(summary.theory).toMatchObject({ agreements: [], assumption: expect.stringContaining('measured only') });
  });

  it('have in common what pairs of tokens of two sequences say, one by one', () => {
    const { values } = tokens({ length: 3, vocabulary: 50, points: 40 });
    let [equal, pairs] = [0, 0];
    for (let i = 0; i < values.length; i++) {
      for (let j = 0; j < values.length; j++) {
        if (Math.floor(i / 3) === Math.floor(j / 3)) continue;
        pairs++;
        if (values[i] === values[j]) equal++;
      }
    }
    expect(summary.tokens).toEqual({ vocabulary: 50, equal: expect.closeTo(equal / pairs, 12) });
  });

  it('have no table of sizes in the text or on the page', () => {
    const text = renderDataSummary(summary, null, { colour: false, width: 80 });
    expect(text).not.toMatch(/squared norms|overlap of two|off by/);
    const page = dataSummaryHtml(summary, null);
    expect(page).not.toMatch(/squared norms|Bias ratio|NaN|undefined/);
  });
});
