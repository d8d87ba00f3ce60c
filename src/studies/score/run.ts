import type { Values } from '../../data/dataset.ts';
import type { NdArray } from '../../data/formats/arrays/ndArray.ts';
import { UserError } from '../../errors.ts';
import { sizeOf } from '../../graph/graph.ts';
import { estimateBeside } from '../../measure/tally/estimate.ts';
import { measuredClasses } from '../../measure/tally/measuredClasses.ts';
import { measuredLogits } from '../../measure/tally/measuredLogits.ts';
import { equalOutputs, histogramsOf } from '../../measure/tally/measurement.ts';
import { Tally } from '../../measure/tally/tally.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { version } from '../../version.ts';
import { adviceOn } from './advice.ts';
import { parseAxes } from './axes.ts';
import { checkedScores, kindOf, type Scores } from './checkedScores.ts';
import { ScoreDrawer } from './drawScores.ts';
import { forgottenAt, notesOn, summaryOf } from './finding.ts';
import { keyed } from './keyedTable.ts';
import { type ReadOptions, scoreOptions } from './options.ts';
import { byPopularity, MeanShares } from './popularity.ts';
import type { Score, ScoredStep } from './schema.ts';
import { noLabels, type TrueLabels, trueLabels } from './trueLabels.ts';

/** Numbers on any axes, the last of which runs fastest. */
export interface ScoredArray {
  readonly values: ArrayLike<number>;
  /** The length of each axis. */
  readonly shape: readonly number[];
}

export interface ScoreOptions extends ReadOptions {
  /** The true class of every point: whole numbers from 0. */
  readonly labels?: ArrayLike<number>;
  /** Steps of training at which the scores were taken; 0, 1, 2, … unless given. */
  readonly steps?: ArrayLike<number>;
  /** What the numbers are called; default "the scores". */
  readonly name?: string;
}

/** Where labels come from, for results. */
interface Names {
  readonly file: string;
  readonly labels?: string;
}

/**
 * What networks guess whose outputs another program computed: every statistic of a measurement that logits, probabilities or
 * guesses can give, with errors clustered by initialisation, at each step of training.
 *
 * ```ts
 * const { steps } = score({ values: logits, shape: [100, 1797, 10] });   // [inits, points, classes]
 * console.log(steps[0].maxFraction.mean);
 * ```
 *
 * @param scores logits, probabilities or guesses: [points, classes], [inits, points, classes], [steps, inits, points, classes],
 *   or as `axes` says; guesses do without classes. A single output tells two classes apart by its sign
 * @throws UserError `data` for numbers that are not finite, no probabilities or no guesses, and for labels that do not fit;
 *   `shape` for axes that do not fit; `bad-argument` where the kind cannot be found out; `unknown-name`
 */
export function score(scores: ScoredArray, options: ScoreOptions = {}): Score {
  checkOptions('score', options, [...Object.keys(scoreOptions), 'labels', 'steps', 'name']);
  const { labels, steps, name = 'the scores', ...read } = options;
  const named = { file: name, ...(labels && { labels: 'the labels' }) };
  return scoreArrays({ scores: arrayOf(scores, name), labels, steps }, read, named);
}

interface Arrays {
  readonly scores: NdArray;
  readonly labels?: ArrayLike<number>;
  readonly steps?: ArrayLike<number>;
}

/** The same of arrays that were read from files. */
export function scoreArrays(arrays: Arrays, options: ReadOptions, names: Names): Score {
  const { file } = names;
  checkValues(options);
  const table = keyed(file, arrays.scores);
  const axes = options.axes === undefined ? table?.axes : parseAxes(options.axes);
  const array = table?.array ?? arrays.scores;
  const asked = { ...options, axes };
  const kind = options.kind ?? kindOf(file, array, asked);
  const scores = checkedScores(file, array, kind, asked);
  const labels = arrays.labels ? trueLabels(names.labels!, arrays.labels, scores) : noLabels(scores.classes);
  const steps = stepNumbers(scores, arrays.steps ?? table?.steps);
  const { lengths } = scores.axes;
  const { seed = 0, ties = 'random' } = options;
  const scored = {
    file,
    kind,
    detected: options.kind === undefined,
    axes: [...scores.axes.names],
    shape: [...scores.axes.shape],
    classes: scores.classes,
    points: lengths.points,
    tokens: lengths.tokens,
    initialisations: lengths.inits,
    labels: names.labels ?? null,
    seed,
    ties,
    steps: stepsOf(scores, labels, steps, { seed, ties }),
    firstguess: version,
  };
  const found = { ...scored, forgotten: forgottenAt(scored) };
  const notes = notesOn(found, arrays.labels !== undefined && labels.truth === undefined);
  return { summary: summaryOf(found), ...found, advice: adviceOn(found), notes };
}

function stepsOf(
  scores: Scores,
  labels: TrueLabels,
  steps: readonly number[],
  { seed, ties }: Required<Pick<ReadOptions, 'seed' | 'ties'>>,
): ScoredStep[] {
  const { classes, axes } = scores;
  const drawer = new ScoreDrawer(scores, { ...labels, seed, ties: ties === 'first' ? 'first' : undefined });
  const places = new Uint32Array(classes);
  for (const [place, k] of labels.order.entries()) places[k] = place;
  const popular: number[][] = [];
  return steps.map((step, at) => {
    const tally = new Tally(classes, drawer.guesses, 1, labels.truth);
    const fractions = new MeanShares(classes);
    const ranked = new MeanShares(classes);
    for (let init = 0; init < axes.lengths.inits; init++) {
      const draw = drawer.draw(at, init);
      popular[init] ??= byPopularity(draw.counts);
      fractions.add(draw.counts, places, drawer.guesses);
      ranked.add(draw.counts, popular[init], drawer.guesses);
      tally.add(draw);
    }
    const hasLoss = labels.truth !== undefined || at === 0;
    return {
      step,
      ...stepOf(tally, scores, hasLoss, labels),
      fractions: fractions.value(),
      byPopularity: ranked.value(),
    };
  });
}

/** Theory expects nothing of networks that nobody described. */
const NO_THEORY = { step0: null, fractionLaw: undefined } as const;

function stepOf(
  tally: Tally,
  { kind }: Scores,
  hasLoss: boolean,
  { order }: TrueLabels,
): Omit<ScoredStep, 'step' | 'fractions' | 'byPopularity'> {
  const { loss, logits, accuracy } = measuredLogits(tally, NO_THEORY, true);
  const byClass = tally.byClass ? measuredClasses(tally.byClass, NO_THEORY) : null;
  const ofLogits = kind === 'logits';
  const estimate = (value: Parameters<typeof estimateBeside>[0]) => estimateBeside(value, tally.draws, null);
  // One network says nothing of how networks differ.
  const several = tally.draws > 1;
  return {
    agreement: estimate(tally.agreement.value()),
    maxFraction: estimate(tally.maxFraction.value()),
    sd: estimate(tally.sd()),
    gamma: ofLogits ? estimate(tally.gamma()) : null,
    loss: loss && hasLoss ? { ...loss, spread: several ? loss.spread : null } : null,
    logits: logits && {
      ...logits,
      sdPoints: ofLogits ? logits.sdPoints : null,
      sdInitialisations: ofLogits ? logits.sdInitialisations : null,
    },
    accuracy: accuracy && { ...accuracy, spread: several ? accuracy.spread : null },
    histogram: histogramsOf(tally, NO_THEORY),
    byClass: byClass && { ...byClass, example: byClass.example?.map((row) => inOrder(row, order)) ?? null },
    tiedPoints: tally.tied,
    ...equalOutputs(tally),
  };
}

/** Counts by the class itself, not by its place in the order of the labels. */
function inOrder(counts: readonly number[], order: readonly number[]): number[] {
  const sorted = new Array<number>(counts.length).fill(0);
  order.forEach((k, place) => {
    sorted[k] = counts[place];
  });
  return sorted;
}

/** @throws UserError for values of options that the command line would refuse */
function checkValues(options: ReadOptions): void {
  for (const [name, option] of Object.entries(scoreOptions)) {
    const value = options[name as keyof ReadOptions];
    if (value !== undefined) option.read(String(value), name);
  }
}

/** @throws UserError `bad-argument` unless there is a whole number for every step, and they ascend */
function stepNumbers({ axes }: Scores, given: ArrayLike<number> | undefined): number[] {
  const { steps } = axes.lengths;
  if (given === undefined) return Array.from({ length: steps }, (_, step) => step);
  const numbers = Array.from(given);
  if (numbers.length !== steps) {
    const message = `${numbers.length} numbers of steps are given for the ${steps} steps of the scores`;
    throw new UserError('bad-argument', message, [], 'give one for each step, for instance --steps 0,1,10,100');
  }
  const odd = numbers.find((step, at) => !(Number.isSafeInteger(step) && step >= 0 && !(step <= numbers[at - 1])));
  if (odd === undefined) return numbers;
  const message = `the numbers of the steps must be whole, from 0, and ascend, which ${odd} does not`;
  throw new UserError('bad-argument', message, [], 'for instance --steps 0,1,10,100');
}

/** @throws UserError `shape` unless there are as many numbers as the shape says */
function arrayOf({ values, shape }: ScoredArray, name: string): NdArray {
  const isShape = Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  if (!isShape || values === undefined || values.length !== sizeOf(shape)) {
    const has = `${values?.length ?? 'no'} numbers for the shape ${isShape ? shape.join('×') : String(shape)}`;
    const remedy = 'for instance score({ values: logits, shape: [100, 1797, 10] })';
    throw new UserError('shape', `${name}: there are ${has}`, [], remedy);
  }
  const isFloat = values instanceof Float32Array || values instanceof Float64Array;
  const typed: Values = isFloat ? values : Float64Array.from(values);
  return { values: typed, shape, whole: ArrayBuffer.isView(values) && !isFloat };
}
