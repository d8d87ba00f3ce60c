import type { Data } from '../../data/dataset.ts';
import { UserError } from '../../errors.ts';
import { trueClassesOf } from '../../laws/trueClasses.ts';
import type { Network } from '../../network/network.ts';
import { compile } from '../../program/compile.ts';
import type { Program } from '../../program/program.ts';
import type { Experiment } from '../../results/schema.ts';
import { type HeadOption, type SetupOptions, tieRules } from '../../setup/options.ts';
import { oneOf, prepare, type Setup, wholeNumber } from '../../setup/setup.ts';
import type { Assignment } from './assignment.ts';
import { costsOf } from './costs.ts';
import type { Plan } from './measurementPlan.ts';
import type { DrawOptions } from './options.ts';
import { checkChoice, DEFAULT_POINTS } from './points.ts';
import { checkRange } from './range.ts';

export interface MeasureOptions extends Omit<SetupOptions, 'points'>, HeadOption, DrawOptions {
  /**
   * Number of points; a seeded subsample of real data, taken after preprocessing. Default: all, or 1000 generated. "auto",
   * for generated data only, has a pilot choose the number that minimises the error of agreement for the work.
   */
  readonly points?: number | 'auto';
  /** An abort lets the draws under way finish and gives the result of what is done. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Where a measurement stands. */
export interface Progress {
  readonly stage: 'pilot' | 'draws' | 'theory';
  /** Of theory: which part of its work is done. */
  readonly share?: number;
  /** Initialisations done, and how many there will be at most. */
  readonly done: number;
  readonly total: number;
  readonly readouts: number;
  /** Running estimates over what is done; standard errors are infinite for a single draw. */
  readonly agreement: { readonly mean: number; readonly standardError: number };
  readonly maxFraction: { readonly mean: number; readonly standardError: number };
  /** Initialisations per second. */
  readonly rate: number;
  /** Seconds left, as far as one can tell; of the stage. */
  readonly secondsLeft: number;
  /** Seconds until the draws under way are finished, at most, which an abort waits for. */
  readonly secondsUnderWay?: number;
}

const DEFAULT_INITIALISATIONS = 200;
/** With `untilSe` alone. */
const MOST_INITIALISATIONS = 1_000_000;

/**
 * Checks everything that can be checked before drawing.
 * @throws UserError for any fault in network, data or options
 */
export function planMeasurement(network: Network | string, data: Data | string, options: MeasureOptions = {}): Plan {
  const { points, ...others } = options;
  const setup = prepare(network, data, points === 'auto' ? others : { ...others, points });
  const { init, steps, seed } = setup;
  const { readouts = 'auto', dataDraw = 'each', sampler = 'auto', ties = 'random', untilSe } = options;
  if (untilSe !== undefined && !(untilSe > 0)) {
    throw new UserError('bad-argument', `untilSe must be a number above 0, not ${untilSe}`);
  }
  const fallback = untilSe === undefined ? DEFAULT_INITIALISATIONS : MOST_INITIALISATIONS;
  const { data: source } = setup;
  if (points === 'auto') checkChoice(source, dataDraw);
  // Of "auto" this is what the choice begins with.
  const count = source.kind === 'dataset' ? source.points : (setup.points ?? DEFAULT_POINTS);
  const program = compile(setup.layers, init, count);
  if (oneOf('sampler', sampler, ['auto', 'weights', 'gram']) === 'gram') checkGram(program, count);
  const experiment: Experiment = {
    network: setup.network.toString(),
    data: setup.data.name,
    preprocess: steps.notation,
    init,
    points: points === 'auto' ? points : setup.points,
    seed,
    initialisations: wholeNumber('inits', options.inits ?? fallback, 2),
    readouts: readouts === 'auto' ? 'auto' : checkReadouts(wholeNumber('readouts', readouts, 1), program),
    dataDraw: oneOf('data draw', dataDraw, ['each', 'once']),
    untilSe: untilSe ?? null,
    sampler,
    ...(options.head !== undefined && options.head !== 'argmax' && { head: options.head }),
    ...(oneOf('ties', ties, tieRules) === 'first' && { ties: 'first' }),
  };
  checkRange(setup);
  const truth = trueClassesOf(source);
  const assignment: Assignment = {
    program,
    points: count,
    data: pointsOf(setup, dataDraw),
    truth: truth && { ...truth, labels: shared(Int32Array, truth.labels) },
    seed,
    sampler,
    ...(experiment.ties && { ties: experiment.ties }),
    head: { of: setup.head, isShifted: setup.output.bias !== undefined },
  };
  return { setup, experiment, assignment };
}

/** Where the points of a setup come from when it is drawn. */
export function pointsOf({ data, steps }: Setup, draw: Experiment['dataDraw']): Assignment['data'] {
  if (data.kind === 'dataset') return { values: shared(Float32Array, data.values) };
  return { law: data, preprocess: steps.notation, draw };
}

function checkReadouts(readouts: number, program: Program): number {
  if (readouts > 1 && !program.readout) {
    throw new UserError(
      'bad-argument',
      'readouts cannot be redrawn: the network does not end in a dense layer',
      [],
      'leave readouts out, or end the network with dense(classes)',
    );
  }
  return readouts;
}

function checkGram(program: Program, points: number): void {
  const { reduced, reducesFeatures } = costsOf(program, points, 'gram');
  if (reduced.size > 0 || reducesFeatures(1)) return;
  throw new UserError(
    'bad-argument',
    `no dense layer with independent Gaussian weights reads vectors of more than ${points} numbers, the number of points`,
    [],
    'leave the sampler to "auto"',
  );
}

/** Numbers that several threads can read without a copy each, where the platform allows it. */
function shared<Numbers extends Float32Array | Int32Array>(
  type: { new (length: number): Numbers; new (buffer: SharedArrayBuffer): Numbers; BYTES_PER_ELEMENT: number },
  values: ArrayLike<number>,
): Numbers {
  const numbers =
    typeof SharedArrayBuffer === 'undefined'
      ? new type(values.length)
      : new type(new SharedArrayBuffer(values.length * type.BYTES_PER_ELEMENT));
  numbers.set(values);
  return numbers;
}
