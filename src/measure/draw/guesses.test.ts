import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WeightGenerator } from '../../random/generator.ts';
import { agreementsOf, deviationsOf, maxFractionsOf } from '../tally/fractions.ts';
import { GuessCounter, type Guesses } from './guessCounter.ts';
import { classOrders } from './guesses.ts';

const generator = new WeightGenerator(1);

const nothing = (readouts: number, classes: number): Guesses => ({
  counts: new Uint32Array(readouts * classes),
  tied: 0,
  notNumbers: 0,
});

/** Scores as points × (readouts × units), in batches of a given number of points. */
function counted(
  scores: Float32Array,
  readouts: number,
  units: number,
  orders: readonly Uint32Array[],
  { batch = scores.length / (readouts * units), wanted = readouts, first = 0 } = {},
): Guesses {
  const classes = Math.max(units, 2);
  const points = scores.length / (readouts * units);
  const into = nothing(first + wanted, classes);
  const counter = new GuessCounter(generator, { units, classes }, batch, readouts);
  const buffer = generator.reserve(batch * readouts * units);
  counter.begin();
  for (let from = 0; from < points; from += batch) {
    const size = Math.min(batch, points - from);
    buffer.values.set(scores.subarray(from * readouts * units, (from + size) * readouts * units));
    counter.add(into, buffer, from, { points: size, readouts, wanted, first }, orders);
  }
  counter.end(into, { first, wanted });
  return into;
}

/** Guesses of one network whose order of tied classes is given. */
function guessesOf(scores: readonly (readonly number[])[], order: readonly number[]): Guesses {
  return counted(Float32Array.from(scores.flat()), 1, scores[0].length, [Uint32Array.from(order)]);
}

describe('a guess', () => {
  it('is the class of the largest score', () => {
    const scores = fc.array(fc.uniqueArray(fc.integer({ min: -99, max: 99 }), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(scores, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (rows, order) => {
        const expected = [0, 0, 0, 0];
        for (const row of rows) expected[row.indexOf(Math.max(...row))]++;
        const { counts, tied, notNumbers } = guessesOf(rows, order);
        expect([...counts]).toEqual(expected);
        expect([tied, notNumbers]).toEqual([0, 0]);
      }),
    );
  });

  it('among tied classes is the first in the order, and is counted as tied', () => {
    const rows = [
      [1, 3, 3],
      [2, 2, 2],
      [5, 1, 1],
      [-0, 0, -1],
    ];
    expect(guessesOf(rows, [2, 1, 0])).toEqual({ counts: Uint32Array.from([1, 1, 2]), tied: 3, notNumbers: 0 });
    expect(guessesOf(rows, [0, 1, 2])).toEqual({ counts: Uint32Array.from([3, 1, 0]), tied: 3, notNumbers: 0 });
  });

  it('on outputs that are no numbers goes to the first class of the order, and is counted', () => {
    const rows = [
      [Number.NaN, 1, 2],
      [1, Number.NaN, 2],
      [1, 2, Number.NaN],
      [1, 2, Number.POSITIVE_INFINITY],
      [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0],
    ];
    const { counts, tied, notNumbers } = guessesOf(rows, [1, 2, 0]);
    expect([[...counts], tied, notNumbers]).toEqual([[0, 3, 2], 0, 3]);
  });

  it('of a sigmoid head is class 1 above zero and class 0 below', () => {
    const { counts, tied, notNumbers } = guessesOf([[2], [-1], [1e-30], [0], [-0], [Number.NaN]], [1, 0]);
    expect([[...counts], tied, notNumbers]).toEqual([[1, 5], 2, 1]);
  });

  it('of a constant network is one everywhere: full agreement', () => {
    const orders = classOrders(7, 0, 5, 10);
    const { counts, tied } = counted(new Float32Array(20 * 5 * 10), 5, 10, orders);
    expect([...agreementsOf(counts, 10, 20)]).toEqual([1, 1, 1, 1, 1]);
    expect([...maxFractionsOf(counts, 10, 20)]).toEqual([1, 1, 1, 1, 1]);
    expect(tied).toBe(100);
    expect(orders.map((order, readout) => counts[readout * 10 + order[0]])).toEqual([20, 20, 20, 20, 20]);
  });
});

describe('guesses of several readouts', () => {
  const scores = Float32Array.from({ length: 6 * 4 * 3 }, (_, i) => Math.round(3 * Math.sin(i * i)));
  const orders = classOrders(1, 2, 6, 3);
  const whole = counted(scores, 4, 3, orders);

  it('are added batch by batch, the last perhaps in part', () => {
    expect(whole.tied).toBeGreaterThan(0);
    for (const batch of [1, 2, 4, 5]) expect(counted(scores, 4, 3, orders, { batch })).toEqual(whole);
  });

  it('begin at the first readout, and leave unwanted copies alone', () => {
    const shifted = counted(scores, 4, 3, [...orders.slice(4), ...orders], { wanted: 3, first: 2 });
    expect([...shifted.counts]).toEqual([...new Array(6).fill(0), ...whole.counts.subarray(0, 9)]);
    expect(shifted.tied).toBeLessThan(whole.tied);
  });
});

describe('the order of tied classes', () => {
  it('is a permutation of its own for every seed, initialisation and readout', () => {
    const keyed = (seed: number, initialisation: number) => classOrders(seed, initialisation, 3, 20).map(String);
    expect(keyed(1, 2)).toEqual(keyed(1, 2));
    expect(new Set([...keyed(1, 2), ...keyed(1, 3), ...keyed(2, 2)]).size).toBe(9);
    expect([...classOrders(1, 2, 1, 20)[0]].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it('does not depend on how many readouts there are', () => {
    expect(classOrders(5, 1, 8, 4).slice(0, 3)).toEqual(classOrders(5, 1, 3, 4));
  });

  it('puts every class first equally often', () => {
    const first = [0, 0, 0];
    for (const [c] of classOrders(3, 0, 3000, 3)) first[c]++;
    for (const count of first) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(3000 * (2 / 9)));
  });
});

describe('fractions of guesses', () => {
  const counts = Uint32Array.from([4, 0, 0, 2, 1, 1, 0, 2, 2]);

  it('have the unbiased agreement of each network', () => {
    expect([...agreementsOf(counts, 3, 4)]).toEqual([1, 1 / 6, 1 / 3]);
  });

  it('have a favourite class', () => {
    expect([...maxFractionsOf(counts, 3, 4)]).toEqual([1, 0.5, 0.5]);
  });

  it('deviate from a fair share', () => {
    const [all, some, half] = deviationsOf(counts, 3, 4);
    expect(all).toBeCloseTo(((2 / 3) ** 2 + 2 * (1 / 3) ** 2) / 3, 14);
    expect(some).toBeCloseTo(((1 / 6) ** 2 + 2 * (1 / 12) ** 2) / 3, 14);
    expect(half).toBeCloseTo(((1 / 3) ** 2 + 2 * (1 / 6) ** 2) / 3, 14);
  });
});
