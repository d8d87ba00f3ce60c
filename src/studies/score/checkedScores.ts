import type { NdArray } from '../../data/formats/arrays/ndArray.ts';
import { UserError } from '../../errors.ts';
import { plain, plural } from '../../results/format.ts';
import { type Axes, type AxisName, axesOf, placeInWords, placeOf } from './axes.ts';
import type { Kind } from './kind.ts';

/** How far the probabilities of a point may sum to another number than 1: float16 and bfloat16 round by up to 0.4 %. */
const ROUNDING = 0.01;
/** From this share of the points on, rows that sum to 1 are no chance. */
const MOST = 0.9;
/** Larger numbers are infinite as float32, in which guesses are found. */
const LARGEST = 3.4028234663852886e38;

/** Numbers of a file, and what they are. */
export interface Scores {
  readonly array: NdArray;
  readonly axes: Axes;
  readonly kind: Kind;
  /** K; 2 where there is one output. */
  readonly classes: number;
  /** Outputs of a network; 1 of two classes that the sign of one output tells apart. */
  readonly units: number;
}

interface Asked {
  readonly kind?: Kind;
  readonly axes?: readonly AxisName[];
  readonly classes?: number;
}

/**
 * What the numbers are, where nobody says so: whole numbers are guesses; numbers from 0 to 1 that sum to 1 for every point are
 * probabilities; all else are logits.
 * @throws UserError `bad-argument` where they could be two of these
 */
export function kindOf(file: string, array: NdArray, { axes: names, classes }: Asked): Kind {
  const isOne = names !== undefined && !names.includes('classes');
  const { values, shape } = array;
  const isWhole = array.whole || (classes !== undefined && values.every(Number.isInteger));
  const isShare = values.every((value) => value >= 0 && value <= 1 + ROUNDING);
  if (!isOne && isShare && canHaveClasses(shape, names)) {
    const axes = axesOf(file, shape, 'probabilities', names);
    const { lengths } = axes;
    const right = lengths.classes > 1 ? sharesOfSumOne(array, axes) : 0;
    const isGuess = isWhole && classes !== undefined && classes !== lengths.classes;
    if (right === 1 && !isGuess) return 'probabilities';
    if (right >= MOST && !isWhole) return 'probabilities';
    const isOneColumn = lengths.classes === 1 && values.some((value) => value !== values[0]);
    if (isOneColumn && !isWhole) throw ambiguous(file);
  } else if (isOne && isShare && !isWhole && values.some((value) => value !== values[0])) throw ambiguous(file);
  return isWhole ? 'guesses' : 'logits';
}

/** Whether the axes could be those of scores. */
function canHaveClasses(shape: readonly number[], names: readonly AxisName[] | undefined): boolean {
  return names ? names.length === shape.length && !shape.includes(0) : shape.length >= 2 && shape.length <= 4;
}

function sharesOfSumOne({ values }: NdArray, axes: Axes): number {
  let right = 0;
  let all = 0;
  forEachGuess(axes, (at) => {
    all++;
    if (Math.abs(sumAt(values, axes, at) - 1) <= ROUNDING) right++;
  });
  return right / all;
}

function sumAt(values: NdArray['values'], { lengths, strides }: Axes, at: number): number {
  let sum = 0;
  for (let k = 0; k < lengths.classes; k++) sum += values[at + k * strides.classes];
  return sum;
}

function forEachGuess(axes: Axes, visit: (place: number) => void): void {
  const { steps, inits, points, tokens } = axes.lengths;
  for (let step = 0; step < steps; step++) {
    for (let init = 0; init < inits; init++) {
      for (let guess = 0; guess < points * tokens; guess++) visit(placeOf(axes, step, init, guess));
    }
  }
}

function ambiguous(file: string): UserError {
  const message = `${file} has one number from 0 to 1 a point, which may be a logit or a probability`;
  return new UserError('bad-argument', message, [], 'say which: --kind logits or --kind probabilities');
}

/**
 * Numbers on their axes, checked to be what they are said to be.
 * @throws UserError `data` for numbers that are not finite, no probabilities or no guesses; `shape`, `bad-argument`
 */
export function checkedScores(file: string, array: NdArray, kind: Kind, { axes: names, classes }: Asked): Scores {
  const axes = axesOf(file, array.shape, kind, names);
  checkFinite(file, array, axes);
  const units = kind === 'guesses' ? guessedClasses(file, classes) : axes.lengths.classes;
  const scores: Scores = { array, axes, kind, units, classes: Math.max(2, units) };
  if (classes !== undefined && classes !== scores.classes) {
    const has = units === 1 ? 'one output, which tells 2 classes apart' : `${units} classes on its last axis`;
    const remedy = 'leave out --classes, or name the axes by --axes';
    throw new UserError('shape', `${file} has ${has}, not the ${classes} of --classes`, [], remedy);
  }
  if (kind === 'guesses') checkGuesses(file, scores);
  if (kind === 'probabilities') checkProbabilities(file, scores);
  return scores;
}

function guessedClasses(file: string, classes: number | undefined): number {
  if (classes !== undefined) return classes;
  const message = `${file} holds whole numbers, as guesses are, and nothing says of how many classes`;
  throw new UserError('bad-argument', message, [], 'give --classes K; if they are logits, --kind logits');
}

function checkFinite(file: string, { values }: NdArray, axes: Axes): void {
  let [first, nan, infinite] = [-1, 0, 0];
  for (let at = 0; at < values.length; at++) {
    if (Math.abs(values[at]) <= LARGEST) continue;
    if (first < 0) first = at;
    if (Number.isNaN(values[at])) nan++;
    else infinite++;
  }
  if (first < 0) return;
  const counts = [...(nan ? [`${nan} NaN`] : []), ...(infinite ? [`${infinite} infinite`] : [])].join(' and ');
  const message = `${file} has ${plural(nan + infinite, 'number')} that cannot be compared: ${counts}`;
  const remedy =
    'leave out the steps or initialisations that overflowed; write masked logits as a large negative number such as -1e4';
  throw new UserError('data', message, [`the first is at ${placeInWords(axes, first)}`], remedy);
}

function checkGuesses(file: string, { array: { values }, axes, classes }: Scores): void {
  const odd = values.findIndex((value) => !Number.isInteger(value) || value < 0 || value >= classes);
  if (odd < 0) return;
  const message = `${file} has the guess ${plain(values[odd])}, which is none of the classes 0 to ${classes - 1}`;
  throw new UserError('data', message, [`at ${placeInWords(axes, odd)}`], 'give the number of classes by --classes');
}

function checkProbabilities(file: string, { array: { values }, axes, units }: Scores): void {
  const odd = values.findIndex((value) => value < 0 || value > 1 + ROUNDING);
  if (odd >= 0) {
    const message = `${file} has the number ${plain(values[odd])}, which is no probability`;
    throw new UserError('data', message, [`at ${placeInWords(axes, odd)}`], 'if these are logits, say --kind logits');
  }
  if (units === 1) return;
  forEachGuess(axes, (at) => {
    const sum = sumAt(values, axes, at);
    if (Math.abs(sum - 1) <= ROUNDING) return;
    const message = `${file} has probabilities that sum to ${plain(sum)}, not to 1`;
    const remedy = 'apply softmax over the classes; if the classes are not on the last axis, name the axes by --axes';
    throw new UserError('data', message, [`at ${placeInWords(axes, at)}`], remedy);
  });
}
