import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutputHead } from '../../setup/outputHead.ts';
import { headCounter } from './headCounter.ts';

/** What a head says of one network, by the names of its quantities. */
function said(head: OutputHead, rows: readonly (readonly number[])[], isShifted = false): Record<string, number> {
  const units = rows[0].length;
  const counter = headCounter(head, units, isShifted)!;
  counter.begin();
  const outputs = rows.flat();
  // In two batches, to see that nothing is lost between them.
  const first = Math.ceil(rows.length / 2);
  counter.add(outputs.slice(0, first * units), first, { from: 0, pointStride: units, unitStride: 1 });
  const rest = { from: first * units, pointStride: units, unitStride: 1 };
  counter.add(outputs, rows.length - first, rest);
  const values = counter.end();
  return Object.fromEntries(counter.quantities.map(({ name, part }, place) => [`${name}${part ?? ''}`, values[place]]));
}

describe('labels', () => {
  const rows = [
    [1, -1, 2],
    [3, -2, -1],
    [1, 0, 2],
    [2, -1, -4],
  ];

  it('are given where the output is above 0', () => {
    const { yes, agreement, favourite, constantLabels } = said({ kind: 'multilabel' }, rows);
    expect(yes).toBeCloseTo((1 + 0 + 0.5) / 3, 14);
    expect(agreement).toBeCloseTo((1 + 1 + 1 / 3) / 3, 14);
    expect(favourite).toBeCloseTo((1 + 1 + 0.5) / 3, 14);
    expect(constantLabels).toBe(2);
  });

  it('are listed one by one where fixed biases tell them apart', () => {
    expect(said({ kind: 'multilabel' }, rows, true)).toMatchObject({ yes0: 1, yes1: 0, yes2: 0.5, agreement0: 1 });
  });
});

describe('several heads', () => {
  it('guess on their own, and together', () => {
    const rows = [
      [1, 0, 5, 6, 4],
      [2, 0, 7, 6, 4],
      [0, 1, 5, 6, 4],
      [3, 0, 5, 6, 4],
    ];
    const found = said({ kind: 'several', sizes: [2, 3] }, rows);
    expect(found).toMatchObject({ favourite0: 0.75, favourite1: 0.75 });
    // Of the six pairs, heads agree in three and three, both in one.
    expect(found.agreement0).toBeCloseTo(0.5, 14);
    expect(found.agreement1).toBeCloseTo(0.5, 14);
    expect(found.jointAgreement).toBeCloseTo(1 / 6, 14);
  });
});

describe('sampled guesses', () => {
  it('have the mean of the softmax, whatever is added to all logits of a point', () => {
    const logit = fc.double({ min: -20, max: 20, noNaN: true });
    const rows = fc.array(fc.tuple(logit, logit, logit), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.double({ min: -50, max: 50, noNaN: true }), (points, shift) => {
        const found = said({ kind: 'sample' }, points);
        const softmax = points.map((row) => {
          const e = row.map((x) => Math.exp(x - Math.max(...row)));
          return e.map((x) => x / e.reduce((sum, y) => sum + y));
        });
        const means = [0, 1, 2].map((k) => softmax.reduce((sum, p) => sum + p[k] / points.length, 0));
        let same = 0;
        softmax.forEach((p, i) => {
          softmax.forEach((other, j) => {
            if (i !== j) same += p.reduce((sum, x, k) => sum + x * other[k], 0);
          });
        });
        expect(found.favourite).toBeCloseTo(Math.max(...means), 10);
        expect(found.agreement).toBeCloseTo(same / (points.length * (points.length - 1)), 10);
        expect(found.entropyOfMean).toBeGreaterThanOrEqual(found.meanEntropy - 1e-9);
        const moved = said(
          { kind: 'sample' },
          points.map((row) => row.map((x) => x + shift)),
        );
        expect(moved.agreement).toBeCloseTo(found.agreement, 8);
      }),
    );
  });

  it('of one output are those of two, of which the first is 0', () => {
    const one = said({ kind: 'sample' }, [[2], [-1], [0.3]]);
    const two = said({ kind: 'sample' }, [
      [0, 2],
      [0, -1],
      [0, 0.3],
    ]);
    for (const [name, value] of Object.entries(two)) expect(one[name]).toBeCloseTo(value, 12);
  });
});

it('an argmax needs counting only where fixed biases tell classes apart', () => {
  expect(headCounter({ kind: 'argmax' }, 3, false)).toBeUndefined();
  expect(headCounter({ kind: 'regression' }, 3, true)).toBeUndefined();
  expect(
    said(
      { kind: 'argmax' },
      [
        [1, 2, 0],
        [4, 2, 0],
      ],
      true,
    ),
  ).toEqual({ share0: 0.5, share1: 0.5, share2: 0 });
  expect(said({ kind: 'sigmoid' }, [[1], [-1], [-2], [-3]], true)).toEqual({ share0: 0.75, share1: 0.25 });
});
