import { describe, expect, it } from 'vitest';
import { Confusion } from '../../laws/confusion.ts';
import type { TrueClasses } from '../../laws/trueClasses.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { type ClassDraw, ClassView } from '../draw/classView.ts';
import { GuessCounter } from '../draw/guessCounter.ts';
import type { Draw } from '../plan/assignment.ts';
import { ClassTally } from './classTally.ts';
import { Running } from './estimate.ts';
import { Tally } from './tally.ts';

/** Two classes of three and two points. */
const truth: TrueClasses = { names: ['a', 'b'], counts: [3, 2], labels: Int32Array.from([0, 1, 0, 0, 1]) };

/** Guesses of networks, one row a point, as the view sees them in a draw. */
function drawOf(initialisation: number, guesses: readonly (readonly number[])[], classes = 3, of = truth): ClassDraw {
  const generator = new WeightGenerator(4);
  const readouts = guesses[0].length;
  const view = new ClassView(generator, of, classes);
  const counter = new GuessCounter(generator, { units: classes, classes }, guesses.length, readouts, view);
  const scores = generator.reserve(guesses.length * readouts * classes);
  guesses.flat().forEach((guess, i) => {
    for (let c = 0; c < classes; c++) scores.values[i * classes + c] = guess === c ? 1 : 0;
  });
  const batch = { points: guesses.length, readouts, wanted: readouts, first: 0 };
  const counts = { counts: new Uint32Array(readouts * classes), tied: 0, notNumbers: 0 };
  view.begin(initialisation);
  counter.begin();
  counter.add(counts, scores, 0, batch, []);
  counter.end(counts, batch);
  return view.summary();
}

const first = [
  [0, 2],
  [0, 2],
  [0, 1],
  [1, 1],
  [2, 0],
];

describe('a draw sorted by true class', () => {
  // Points 0, 2, 3 are of class a, 1 and 4 of class b. By rank network 0 guesses 0, 1, 2 and network 1 guesses 1, 2, 0.
  it('sums pairs with the same guess and ranked guesses over its networks', () => {
    const draw = drawOf(0, first);
    expect(draw.agreeing).toEqual([2 + 2, 2 + 1, 0 + 0]);
    expect([draw.same, draw.other]).toEqual([4, 6]);
    expect(draw.ranked).toEqual([2 + 2, 1 + 1, 0, 1, 0 + 1, 1 + 1]);
  });

  it('has the mean information of its networks, and that of one shuffle of the labels for all', () => {
    const confusion = new Confusion(truth.counts, 3);
    const tables = [
      [2, 1, 0, 1, 0, 1],
      [0, 2, 1, 1, 0, 1],
    ].map((table) => confusion.information(Int32Array.from(table)));
    const draw = drawOf(7, first);
    expect(draw.information).toBeCloseTo((tables[0] + tables[1]) / 2, 14);
    expect(draw.chance).toBe(drawOf(7, first).chance);
    const chances = Array.from({ length: 40 }, (_, i) => drawOf(i, first).chance);
    expect(new Set(chances.map((chance) => chance.toFixed(9))).size).toBeGreaterThan(2);
  });

  it('keeps the table of the very first network only', () => {
    expect(drawOf(0, first).example).toEqual([2, 1, 0, 1, 0, 1]);
    expect(drawOf(1, first).example).toBeUndefined();
  });

  it('keeps sums alone where classes are many', () => {
    const labels = Int32Array.from({ length: 33 }, (_, i) => i);
    const names = [...labels].map(String);
    const many = { names, counts: names.map(() => 1), labels };
    const draw = drawOf(
      0,
      [...labels].map((i) => [i % 2]),
      2,
      many,
    );
    expect(Object.keys(draw).sort()).toEqual(['accuracy', 'accuracySquare', 'chance', 'information', 'other', 'same']);
    expect(draw).toMatchObject({ same: 0, other: 17 * 16 + 16 * 15 });
    expect(draw.information).toBeCloseTo(draw.chance, 14);
  });
});

describe('the tally by true class', () => {
  const second = first.map(([a, b]) => [b, a === 2 ? 0 : a]);
  const draws = [drawOf(0, first), drawOf(1, second)];
  const tally = new ClassTally(truth, 3, 2);
  for (const draw of draws) tally.add(draw);

  it('has shares of pairs and of classes, with errors clustered by hidden draw', () => {
    const expected = new Running();
    for (const { agreeing } of draws) expected.add(agreeing![1] / (2 * 3 * 2));
    expect(tally.agreementMatrix()![0][1]).toEqual(expected.value());
    expect(tally.agreementMatrix()![1][0]).toEqual(expected.value());
    expect(tally.same.mean).toBeCloseTo((draws[0].same + draws[1].same) / (2 * 2 * (6 + 2)), 14);
    expect(tally.other.mean).toBeCloseTo((draws[0].other + draws[1].other) / (2 * 2 * 12), 14);
    for (const row of tally.rankedTable()!) expect(row.reduce((sum, { mean }) => sum + mean, 0)).toBeCloseTo(1, 14);
    expect(tally.example).toEqual([
      [2, 1, 0],
      [1, 0, 1],
    ]);
  });

  it('takes chance from each draw, so that the error is that of the difference', () => {
    const [a, b] = draws.map(({ information, chance }) => information - chance);
    expect(tally.information.mean).toBeCloseTo((a + b) / 2, 14);
    expect(tally.information.standardError).toBeCloseTo(Math.abs(a - b) / 2, 14);
  });

  it('knows no agreement within a class of one point', () => {
    const single = { names: ['a', 'b'], counts: [1, 4], labels: Int32Array.from([1, 1, 0, 1, 1]) };
    const lone = new ClassTally(single, 3, 2);
    lone.add(drawOf(0, first, 3, single));
    expect(lone.agreementMatrix()![0][0]).toBeNull();
    expect(lone.agreementMatrix()![1][1]!.mean).toBeGreaterThan(0);
    expect(lone.hasPairs).toBe(true);
  });

  it('is left out where blocks of an older version lack it', () => {
    const whole = new Tally(3, 5, 1, truth);
    const plain: Draw = {
      initialisation: 0,
      counts: Uint32Array.from([3, 1, 1]),
      tied: 0,
      notNumbers: 0,
      correlation: 0.5,
      complement: 0.5,
    };
    whole.add({
      ...plain,
      byClass: drawOf(
        0,
        first.map(([guess]) => [guess]),
      ),
    });
    expect(whole.byClass).toBeDefined();
    whole.add(plain);
    expect(whole.byClass).toBeUndefined();
  });
});
