import { describe, expect, it } from 'vitest';
import { RunningRatio } from '../../../measure/tally/estimate.ts';
import { seededRandom } from '../../../numerics/sampling/seeded.ts';
import { jackknife } from './jackknife.ts';

describe('the jackknife', () => {
  const { normal } = seededRandom(1);
  const rows = Array.from({ length: 200 }, () => {
    const shared = normal();
    return [3 + shared + normal(), 5 + shared];
  });

  it('gives a mean its usual error', () => {
    const { mean, standardError } = jackknife([[1], [2], [4]], ([x]) => x);
    expect(mean).toBeCloseTo(7 / 3, 12);
    expect(standardError).toBeCloseTo(Math.sqrt((16 / 9 + 1 / 9 + 25 / 9) / 6), 12);
  });

  it('gives a ratio of means the error of the delta method, up to what that leaves out', () => {
    const ratio = new RunningRatio();
    for (const [top, bottom] of rows) ratio.add(top, bottom);
    const { mean, standardError } = ratio.value();
    const found = jackknife(rows, ([top, bottom]) => top / bottom);
    expect(found.mean).toBeCloseTo(mean, 12);
    expect(found.standardError / standardError).toBeCloseTo(1, 1);
  });

  it('knows that what varies together cancels', () => {
    expect(jackknife(rows, ([, x]) => (2 * x) / x).standardError).toBeCloseTo(0, 12);
  });
});
