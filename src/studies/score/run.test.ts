import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../graph/graph.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import { type ScoredArray, score, scoreArrays } from './run.ts';
import { renderScore } from './text.ts';

/** Normal numbers: a part that all points of an initialisation share, and one of each point. */
function randomLogits(
  [inits, points, classes]: readonly [number, number, number],
  shared = 0.5,
  seed = 1,
): ScoredArray {
  const generator = new WeightGenerator(seed);
  const buffer = generator.reserve(inits * points * classes + inits * classes);
  const key = { purpose: PURPOSE.weights, tensor: 0, readout: 0, initialisation: 0 };
  generator.fill(buffer, { law: 'gaussian', variance: 1 }, [buffer.count], key);
  const own = buffer.values;
  const common = own.subarray(inits * points * classes);
  const values = Float64Array.from({ length: inits * points * classes }, (_, i) => {
    const init = Math.floor(i / (points * classes));
    return Math.sqrt(shared) * common[init * classes + (i % classes)] + Math.sqrt(1 - shared) * own[i];
  });
  return { values, shape: [inits, points, classes] };
}

const softmaxed = ({ values, shape }: ScoredArray): ScoredArray => {
  const classes = shape.at(-1)!;
  const powers = Float64Array.from(values, Math.exp);
  return {
    shape,
    values: powers.map((power, i) => {
      const from = i - (i % classes);
      return power / powers.subarray(from, from + classes).reduce((sum, one) => sum + one, 0);
    }),
  };
};

const argmax = ({ values, shape }: ScoredArray): ScoredArray => {
  const classes = shape.at(-1)!;
  return {
    shape: shape.slice(0, -1),
    values: Int32Array.from({ length: sizeOf(shape) / classes }, (_, i) => {
      const row = Array.from({ length: classes }, (_, k) => values[i * classes + k]!);
      return row.indexOf(Math.max(...row));
    }),
  };
};

const logits = randomLogits([40, 60, 4]);
const labels = Array.from({ length: 60 }, (_, i) => i % 4);

describe('score', () => {
  it('counts agreement and the favourite as their definitions do', () => {
    // Guesses 0 0 1 of one network, 2 2 2 of the other.
    const { steps } = score({ values: [0, 0, 1, 2, 2, 2], shape: [2, 3] }, { kind: 'guesses', classes: 3 });
    expect(steps[0].agreement.mean).toBeCloseTo((1 / 3 + 1) / 2, 12);
    expect(steps[0].maxFraction.mean).toBeCloseTo((2 / 3 + 1) / 2, 12);
    // Two networks: the error is half their difference.
    expect(steps[0].maxFraction.standardError).toBeCloseTo(1 / 6, 12);
    expect(steps[0].fractions.mean).toEqual([1 / 3, 1 / 6, 1 / 2].map((share) => expect.closeTo(share, 12)));
    expect(steps[0].byPopularity.mean).toEqual([5 / 6, 1 / 6, 0].map((share) => expect.closeTo(share, 12)));
  });

  it('gives the bias ratio that logits were made with', () => {
    const { gamma } = score(randomLogits([400, 50, 10], 0.6)).steps[0];
    expect(Math.abs(gamma!.mean - 1.5)).toBeLessThan(4 * gamma!.standardError);
    expect(gamma!.standardError).toBeLessThan(0.1);
  });

  it('gives the same of logits, probabilities and guesses, as far as these know it', () => {
    const [ofLogits, ofShares, ofGuesses] = [
      score(logits, { labels }),
      score(softmaxed(logits), { labels }),
      score(argmax(logits), { labels, classes: 4 }),
    ];
    expect([ofLogits.kind, ofShares.kind, ofGuesses.kind]).toEqual(['logits', 'probabilities', 'guesses']);
    const counted = ({ steps: [{ agreement, maxFraction, sd, byClass, fractions, accuracy }] }: typeof ofLogits) => {
      return { agreement, maxFraction, sd, byClass, fractions, accuracy };
    };
    expect(counted(ofShares)).toEqual(counted(ofLogits));
    expect(counted(ofGuesses)).toEqual(counted(ofLogits));
    expect(ofShares.steps[0].loss!.mean).toBeCloseTo(ofLogits.steps[0].loss!.mean, 5);
    expect(ofShares.steps[0].gamma).toBeNull();
    expect([ofGuesses.steps[0].loss, ofGuesses.steps[0].logits]).toEqual([null, null]);
  });

  it('takes the loss at the label, though some classes have no points', () => {
    // Classes 1 and 3 alone; the network is sure of the class of every point.
    const own = [1, 3, 3, 1];
    const values = own.flatMap((label) => [0, 1, 2, 3].map((k) => (k === label ? 5 : 0)));
    const [{ loss, accuracy, byClass, fractions }] = score({ values, shape: [4, 4] }, { labels: own }).steps;
    expect(loss!.mean).toBeCloseTo(Math.log(Math.exp(5) + 3) - 5, 5);
    expect(accuracy!.mean).toBe(1);
    expect(fractions.mean).toEqual([0, 0.5, 0, 0.5]);
    expect(byClass!.example).toEqual([
      [0, 2, 0, 0],
      [0, 0, 0, 2],
    ]);
  });

  it('tells two classes apart by the sign of one output, whose probability is that of class 1', () => {
    const values = [1, 2, -1, 3];
    const [{ fractions, loss }] = score({ values, shape: [4, 1] }, { labels: [1, 1, 0, 1], kind: 'logits' }).steps;
    expect(fractions.mean).toEqual([0.25, 0.75]);
    const expected = values.reduce((sum, value) => sum + Math.log1p(Math.exp(-Math.abs(value))), 0) / 4;
    expect(loss!.mean).toBeCloseTo(expected, 5);
    const shares = values.map((value) => 1 / (1 + Math.exp(-value)));
    const ofShares = score({ values: shares, shape: [4, 1] }, { labels: [1, 1, 0, 1], kind: 'probabilities' });
    expect(ofShares.steps[0].loss!.mean).toBeCloseTo(expected, 5);
  });

  it('knows no error of one network, and says so', () => {
    const alone = score({ values: logits.values, shape: [40 * 60, 4] }, { labels: new Array(40).fill(labels).flat() });
    expect(alone.steps[0].agreement.standardError).toBe(Infinity);
    expect([alone.steps[0].loss!.spread, alone.steps[0].accuracy!.spread]).toEqual([null, null]);
    expect(alone.summary).toMatch(/It is one network/);
    expect(alone.notes.join()).toMatch(/no error over initialisations/);
  });

  it('follows the classes that were popular at the first step, and says when the bias is forgotten', () => {
    // Eight points: all class 2, then half of them, then even.
    const steps = [
      [2, 2, 2, 2, 2, 2, 2, 2],
      [2, 2, 2, 2, 0, 0, 1, 3],
      [2, 2, 0, 0, 1, 1, 3, 3],
    ];
    const options = { classes: 4, axes: 'steps,points', steps: [0, 10, 100] };
    const found = score({ values: Int32Array.from(steps.flat()), shape: [3, 8] }, options);
    expect(found.steps.map(({ step, byPopularity }) => [step, byPopularity.mean[0]])).toEqual([
      [0, 1],
      [10, 0.5],
      [100, 0.25],
    ]);
    expect(found.forgotten).toBe(10);
    expect(found.advice[0]).toMatch(/removes the bias by step 10/);
    expect(renderScore(found, { colour: false, width: 80 })).toMatch(/what to do/);
  });

  it('calls three quarters a bias of two classes, of which twice a fair share is all', () => {
    const adviceOf = (ones: number) =>
      score({ shape: [20], values: Int8Array.from({ length: 20 }, (_, i) => Number(i < ones)) }, { classes: 2 })
        .advice[0];
    expect(adviceOf(16)).toMatch(/centre the inputs/);
    expect(adviceOf(15)).toMatch(/nothing needs to be changed/);
  });

  it('reads tables with a column of steps in any order of their rows', () => {
    const rows = [
      [0, 0, 3],
      [5, 2, 1],
      [0, 1, 2],
      [5, 1, 0],
    ];
    const table = { values: Float64Array.from(rows.flat()), shape: [4, 3], whole: true, columns: ['step', 'a', 'b'] };
    const found = scoreArrays({ scores: table }, { kind: 'logits' }, { file: 'table.csv' });
    expect(found.axes).toEqual(['steps', 'points', 'classes']);
    expect(found.steps.map(({ step, fractions }) => [step, ...fractions.mean])).toEqual([
      [0, 0, 1],
      [5, 1, 0],
    ]);
  });
});

describe('score refuses', () => {
  const one = [1, 2, 3, 4];
  const shares = [0.5, 0.5, 0.9, 0.2];
  it.each<[string, ScoredArray, Parameters<typeof score>[1], string, RegExp, RegExp]>([
    ['NaN', { values: [1, Number.NaN, 3, 4], shape: [2, 2] }, {}, 'data', /1 number.*1 NaN/, /leave out/],
    ['infinity', { values: [1, 2, 3, -Infinity], shape: [2, 2] }, {}, 'data', /1 infinite/, /-1e4/],
    ['no points', { values: [], shape: [0, 2] }, {}, 'shape', /no points/, /at least 2/],
    ['no classes', { values: [], shape: [3, 0] }, { kind: 'logits' }, 'shape', /no classes/, /at least 2/],
    ['a single point', { values: one, shape: [1, 4] }, {}, 'shape', /one point only/, /--axes/],
    ['five axes without names', { values: one, shape: [1, 1, 1, 2, 2] }, {}, 'shape', /5 axes/, /--axes/],
    ['a single number', { values: [1], shape: [] }, {}, 'shape', /0 axes/, /--axes/],
    [
      'too few names',
      { values: one, shape: [2, 2] },
      { axes: 'points' },
      'shape',
      /2 axes \(2×2\), but 1/,
      /every axis/,
    ],
    ['another shape', { values: one, shape: [3, 2] }, {}, 'shape', /4 numbers for the shape 3×2/, /shape: \[/],
    ['shares beyond 1', { values: shares, shape: [2, 2] }, { kind: 'probabilities' }, 'data', /sum to 1.1/, /softmax/],
    ['negative shares', { values: [-1, 2, 0, 1], shape: [2, 2] }, { kind: 'probabilities' }, 'data', /−1/, /logits/],
    [
      'whole numbers without K',
      { values: Int8Array.from(one), shape: [2, 2] },
      {},
      'bad-argument',
      /guesses/,
      /--classes/,
    ],
    ['guesses beyond K', { values: one, shape: [4] }, { classes: 4 }, 'data', /guess 4.*0 to 3/, /--classes/],
    [
      'guesses of parts',
      { values: [0.5, 1], shape: [2] },
      { kind: 'guesses', classes: 2 },
      'data',
      /guess 0.5/,
      /--classes/,
    ],
    [
      'classes of guesses',
      { values: one, shape: [2, 2] },
      { kind: 'guesses', classes: 5, axes: 'points,classes' },
      'shape',
      /no axis of classes/,
      /argmax/,
    ],
    ['another K', { values: [0.5, 2, 3, 4], shape: [2, 2] }, { classes: 3 }, 'shape', /2 classes.*not the 3/, /--axes/],
    ['K of one', { values: one, shape: [4] }, { kind: 'guesses', classes: 1 }, 'bad-argument', /at least 2/, /./],
    [
      'a number in 0..1 a point',
      { values: [0.1, 0.2, 0.3], shape: [3, 1] },
      {},
      'bad-argument',
      /logit or a prob/,
      /--kind/,
    ],
    [
      'labels of another number',
      { values: one, shape: [2, 2] },
      { labels: [0] },
      'data',
      /1 labels.*2 points/,
      /order/,
    ],
    ['labels of no class', { values: one, shape: [2, 2] }, { labels: [0, 2] }, 'data', /label 2 at place 1/, /argmax/],
    [
      'too many steps',
      { values: one, shape: [2, 2] },
      { steps: [0, 1] },
      'bad-argument',
      /2 numbers.*1 step/,
      /--steps/,
    ],
    [
      'steps that fall',
      { values: one, shape: [1, 2, 2] },
      { axes: 'steps,points,classes', steps: [-1] },
      'bad-argument',
      /ascend/,
      /0,1,10/,
    ],
    ['a seed below 0', { values: one, shape: [2, 2] }, { seed: -1 }, 'bad-argument', /seed must be/, /./],
    [
      'an unknown kind',
      { values: one, shape: [2, 2] },
      { kind: 'logit' } as object,
      'unknown-name',
      /kind "logit"/,
      /logits/,
    ],
    [
      'an unknown option',
      { values: one, shape: [2, 2] },
      { lables: [0, 1] } as object,
      'unknown-name',
      /lables/,
      /labels/,
    ],
  ])('%s', (_, scores, options, code, message, remedy) => {
    let thrown: unknown;
    try {
      score(scores, options);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code, message: expect.stringMatching(message) });
    if (String(remedy) !== '/./') expect(thrown).toMatchObject({ remedy: expect.stringMatching(remedy) });
  });
});
