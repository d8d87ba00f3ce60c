import { describe, expect, it } from 'vitest';
import golden from '../../checks/golden-2.json' with { type: 'json' };
import { accuracySpread } from './accuracySpread.ts';
import { agreement } from './agreement.ts';

/** Kernels of the golden dataset: the upper triangle of six points and two held out, by rows. */
function complementsOf(act: string): (i: number, j: number) => number {
  const net = golden.dataset.nets.find((each) => each.act === act)!;
  const entry = (i: number, j: number): number => {
    const [a, b] = [Math.min(i, j), Math.max(i, j)];
    return Number(net.K[a * 8 - (a * (a - 1)) / 2 + (b - a)]);
  };
  return (i, j) => 1 - entry(i, j) / Math.sqrt(entry(i, i) * entry(j, j));
}

describe('the luck of seeds', () => {
  it.each(golden.groups_and_accuracy)(
    'with $act on six points has its golden variance',
    ({ act, var_initial_accuracy_K3 }) => {
      const labels = golden.dataset.labels;
      const complement = complementsOf(act);
      const sums = { same: 0, other: 0, pairs: 0, others: 0 };
      for (let i = 0; i < 6; i++) {
        for (let j = 0; j < 6; j++) {
          if (i === j) continue;
          const value = agreement(3, complement(i, j));
          if (labels[i] === labels[j]) {
            sums.same += value;
            sums.pairs++;
          } else {
            sums.other += value;
            sums.others++;
          }
        }
      }
      const spread = accuracySpread(3, [2, 2, 2], { same: sums.same / sums.pairs, other: sums.other / sums.others });
      expect(Math.abs(spread ** 2 / var_initial_accuracy_K3 - 1)).toBeLessThan(1e-10);
    },
  );

  it('of one guess for all points is that of the class it falls on', () => {
    // Accuracy is N_a/N for a random class a: ½, ¼, ¼.
    const variance = (0.25 + 2 * 0.0625) / 3 - 1 / 9;
    expect(accuracySpread(3, [2, 1, 1], { same: 1, other: 1 })).toBeCloseTo(Math.sqrt(variance), 12);
  });
});
