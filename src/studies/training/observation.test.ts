import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf, splitOf } from './batches.ts';
import { observe, observedSteps } from './observation.ts';
import { persistenceOf } from './persistence.ts';

const order = Uint32Array.of(2, 0, 1);
const labels = Int32Array.of(0, 1, 1, 2);
const split = { learned: Uint32Array.of(0, 1), heldOut: Uint32Array.of(2, 3) };

describe('what is seen of a network', () => {
  it('counts guesses, over all points, and losses apart for what is learned and held out', () => {
    const scores = Float32Array.from([0, 5, 0, /**/ 0, 0, 0, /**/ 0, 5, 0, /**/ 0, 5, 0]);
    const seen = observe(7, scores, labels, split, order);
    // The second point is a tie, which goes to class 2.
    expect(seen.guesses).toEqual([0, 3, 1]);
    expect(seen.maxFraction).toBe(0.75);
    expect(seen.recall).toEqual([0, 0.5, 0]);
    expect([seen.accuracy, seen.heldOutAccuracy]).toEqual([0, 0.5]);
    const sum = Math.log(2 + Math.exp(5));
    expect(seen.loss).toBeCloseTo((sum + Math.log(3)) / 2, 6);
    expect(seen.heldOutLoss).toBeCloseTo((sum - 5 + sum) / 2, 6);
  });

  it('has a loss without overflow for scores however large', () => {
    const scores = Float32Array.from([1e30, 0, 0, /**/ 0, 0, 0, /**/ 0, 0, 0, /**/ 0, 0, 0]);
    expect(observe(0, scores, labels, split, order).loss).toBeCloseTo(Math.log(3) / 2, 6);
  });

  it('is looked at ever more rarely, from before the first step to after the last', () => {
    expect(observedSteps(16)).toEqual([0, 1, 2, 3, 4, 6, 8, 11, 16]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (steps) => {
        const seen = observedSteps(steps);
        expect([seen[0], seen.at(-1)]).toEqual([0, steps]);
        expect(seen.every((step, i) => i === 0 || step > seen[i - 1])).toBe(true);
      }),
    );
  });
});

describe('the bias of an initialisation', () => {
  const seen = (step: number, maxFraction: number) => ({ step, maxFraction, recall: new Array<number>(4).fill(0) });
  const lasts = (...fractions: number[]) => persistenceOf(fractions.map((f, step) => seen(step, f)) as never);

  it('lasts until no class has more than twice its fair share', () => {
    expect(lasts(1, 0.8, 0.5, 0.9)).toEqual({ steps: 2, outlasts: false });
    expect(lasts(0.3, 0.9)).toEqual({ steps: 0, outlasts: false });
    expect(lasts(1, 0.9, 0.8)).toEqual({ steps: 2, outlasts: true });
  });
});

describe('batches', () => {
  it('take every point at most once an epoch, in another order for each initialisation', () => {
    const { learned, heldOut } = splitOf(103, 0.2, 5);
    expect(heldOut.length).toBe(21);
    expect(new Set([...learned, ...heldOut]).size).toBe(103);
    const epochs = [0, 1].map((initialisation) => {
      const batches = batchesOf(learned, 16, 5, initialisation);
      return Array.from({ length: 10 }, () => [...(batches.next().value as Uint32Array)]);
    });
    for (const batches of epochs) {
      expect(new Set(batches.slice(0, 5).flat()).size).toBe(80);
      expect(new Set(batches.slice(5).flat()).size).toBe(80);
    }
    expect(epochs[0]).not.toEqual(epochs[1]);
  });
});
