import type { Data } from '../data/dataset.ts';
import { UserError } from '../errors.ts';
import { oneOf, prepare, type Setup, type SetupOptions, wholeNumber } from '../experiment/setup.ts';
import type { Network } from '../network/network.ts';
import { compile, type Program } from '../network/program.ts';
import type { Experiment, Measurement } from '../results/schema.ts';
import { type FullPrediction, predictOn } from '../theory/predict.ts';
import { trueClassesOf } from '../theory/trueClasses.ts';
import type { Assignment } from './assignment.ts';
import { type BlockPlan, type BlockStore, noStore, runBlocks } from './blocks.ts';
import { type Costs, costsOf } from './costs.ts';
import type { Executor } from './executor.ts';
import { measurementOf } from './measurement.ts';
import { checkChoice, choiceNotes, chosenEffort, DEFAULT_POINTS, type Effort } from './points.ts';
import { chooseReadouts, PILOT, pilotDraws } from './readouts.ts';
import { Tally } from './tally.ts';

export interface MeasureOptions extends Omit<SetupOptions, 'points'> {
  /**
   * Number of points; a seeded subsample of real data, taken after preprocessing. Default: all, or 1000 generated. "auto",
   * for generated data only, has a pilot choose how many make the error of agreement least for the work.
   */
  readonly points?: number | 'auto';
  /** Initialisations R, i.e. draws of the hidden layers; with `untilSe` the most that are drawn. Default 200. */
  readonly inits?: number;
  /** Output layers drawn on each hidden draw; "auto" (default) chooses from the measured intra-class correlation. */
  readonly readouts?: number | 'auto';
  /**
   * How dense layers with Gaussian weights are drawn: "weights" draws all of them, "gram" as many as there are points on a
   * factor of the points' Gram matrix where that is fewer, "auto" (default) whichever costs less. The law is the same.
   */
  readonly sampler?: 'auto' | 'weights' | 'gram';
  /** Generated data: new points for each initialisation (default), or one set for all. Real data stay. */
  readonly dataDraw?: 'each' | 'once';
  /** Stop as soon as the standard error of agreement is below this. */
  readonly untilSe?: number;
  /** Worker threads; default one a core. The result does not depend on it. */
  readonly workers?: number;
  /**
   * What the networks run on: the CPU ("auto", default), or a GPU if it is there, else the CPU with a note. Weights are the
   * same on all; products in float32 are rounded differently, so that a rare near-tie may go the other way.
   */
  readonly device?: 'auto' | 'cpu' | 'webgpu' | 'cuda';
  /** An abort lets the draws under way finish and gives the result of what is done. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Where a measurement stands. */
export interface Progress {
  readonly stage: 'pilot' | 'draws' | 'theory';
  /** Initialisations done, and how many there will be at most. */
  readonly done: number;
  readonly total: number;
  readonly readouts: number;
  /** Running estimates over what is done; standard errors are infinite for a single draw. */
  readonly agreement: { readonly mean: number; readonly standardError: number };
  readonly maxFraction: { readonly mean: number; readonly standardError: number };
  /** Initialisations per second. */
  readonly rate: number;
  /** Seconds left, as far as one can tell. */
  readonly secondsLeft: number;
}

/** What a host (Node, a browser) lends to a measurement. */
export interface Host {
  executor(assignment: Assignment, workers: number | undefined): Executor;
  /** Where blocks are kept; also remembers the numbers of points and readouts chosen. */
  store?: MeasurementStore;
  provenance(workers: number): Measurement['provenance'];
  /** What is to be said of where the networks run, such as a device that was asked for and is not there. */
  readonly notes?: readonly string[];
}

export interface MeasurementStore extends BlockStore {
  /** Of the run being resumed. */
  readonly effort?: Effort;
  /** Called once before the first block is written. */
  begin(plan: BlockPlan, effort: Effort): Promise<void>;
}

/** Layers are traced on this many initialisations: enough for an error bar, and cheap beside the rest. */
const TRACED = 32;
/** Stopping early needs this many draws for an error that can be trusted. */
const FEWEST_FOR_STOPPING = 16;
const DEFAULT_INITIALISATIONS = 200;
/** With `untilSe` alone. */
const MOST_INITIALISATIONS = 1_000_000;

/** A measurement fully specified, before it is run. */
export interface Plan {
  readonly setup: Setup;
  readonly experiment: Experiment;
  readonly assignment: Assignment;
  readonly program: Program;
}

/**
 * Checks everything that can be checked before drawing.
 * @throws UserError for any fault in network, data or options
 */
export function planMeasurement(network: Network | string, data: Data | string, options: MeasureOptions = {}): Plan {
  const { points, ...others } = options;
  const setup = prepare(network, data, points === 'auto' ? others : { ...others, points });
  const { init, steps, seed } = setup;
  const { readouts = 'auto', dataDraw = 'each', sampler = 'auto', untilSe } = options;
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
  };
  const truth = trueClassesOf(source);
  const assignment: Assignment = {
    experiment,
    shape: setup.shape,
    points: count,
    values: source.kind === 'dataset' ? shared(Float32Array, source.values) : undefined,
    truth: truth && { ...truth, labels: shared(Int32Array, truth.labels) },
  };
  return { setup, experiment, assignment, program };
}

/** Runs a plan on a host and compares what comes out with theory. */
export async function runMeasurement(plan: Plan, host: Host, options: MeasureOptions): Promise<Measurement> {
  const [measurement] = await runTogether([plan], host, options);
  return measurement;
}

/**
 * Runs plans that share hidden layers in one pass.
 * @param plans a group of `groupsThatShare`: the longest, and those whose hidden layers are its first
 * @returns their measurements, in the order of the plans
 */
export async function runTogether(plans: readonly Plan[], host: Host, options: MeasureOptions): Promise<Measurement[]> {
  const started = performance.now();
  const open = (assignment: Assignment) => host.executor(assignment, options.workers);
  const chosen = host.store?.effort ?? (await chosenEffort(plans[0], open));
  const [plan, ...shorter] = chosen ? plans.map((each) => withPoints(each, chosen.points)) : plans;
  const { assignment, experiment, program } = plan;
  const { points } = assignment;
  const networks = shorter.map(({ experiment: { network } }) => network);
  const executor = open({ ...assignment, shorter: networks });
  try {
    const costs = costsOf(program, points, experiment.sampler);
    const effort = chosen ?? { points, readouts: await readoutsOf(plan, costs, executor) };
    const { readouts } = effort;
    const blocks = blockPlan(plan, costs, readouts);
    await host.store?.begin(blocks, effort);
    const tallies = [plan, ...shorter].map(
      ({ program: { output } }) => new Tally(output.classes, points, readouts, assignment.truth),
    );
    const { complete, engines } = await drawAll(plan, blocks, executor, host.store ?? noStore, tallies, options);
    const [tally] = tallies;
    if (tally.draws < 2) throw tooFew(tally.draws);
    options.onProgress?.({ ...progressOf(tally, blocks, started), stage: 'theory' });
    return [plan, ...shorter].map((each, index) => {
      const theory: FullPrediction = predictOn(each.setup, points);
      return measurementOf({
        experiment: each.experiment,
        tally: tallies[index],
        theory,
        status: complete ? 'complete' : 'interrupted',
        engines,
        readout: each.program.output.readout,
        layerDraws: Math.min(TRACED, tally.draws),
        gramLayers: costsOf(each.program, points, experiment.sampler).gramLayers(readouts),
        provenance: host.provenance(executor.workers),
        seconds: (performance.now() - started) / 1000,
        notes: [...choiceNotes(plan, effort), ...(host.notes ?? [])],
      });
    });
  } finally {
    await executor.close();
  }
}

function withPoints(plan: Plan, points: number): Plan {
  const { setup, assignment } = plan;
  return { ...plan, assignment: { ...assignment, points }, program: compile(setup.layers, setup.init, points) };
}

async function readoutsOf(
  { experiment, program, assignment }: Plan,
  costs: Costs,
  executor: Executor,
): Promise<number> {
  if (experiment.readouts !== 'auto') return experiment.readouts;
  if (!program.readout) return 1;
  return chooseReadouts(await pilotDraws(executor, PILOT.readouts), program, assignment.points, costs);
}

/** Blocks of about half a second, at least 16 of them, so that little is lost and all workers stay busy. */
function blockPlan({ experiment: { initialisations } }: Plan, costs: Costs, readouts: number): BlockPlan {
  const OPERATIONS_PER_BLOCK = 2e10;
  const operations = costs.hidden + costs.readouts(readouts);
  const wanted = Math.min(OPERATIONS_PER_BLOCK / operations, 256, initialisations / 16);
  return { initialisations, readouts, size: Math.max(1, Math.floor(wanted)), tracedBelow: TRACED };
}

async function drawAll(
  plan: Plan,
  blocks: BlockPlan,
  executor: Executor,
  store: BlockStore,
  tallies: readonly Tally[],
  { signal, onProgress }: MeasureOptions,
): Promise<{ complete: boolean; engines: readonly string[] }> {
  const started = performance.now();
  const { untilSe } = plan.experiment;
  const [tally, ...shorter] = tallies;
  const engines = new Set<string>();
  let fresh = 0;
  const complete = await runBlocks(
    blocks,
    executor,
    store,
    {
      inOrder: ({ draws, engine }) => {
        for (const draw of draws) {
          tally.add(draw);
          shorter.forEach((other, index) => {
            other.add(draw.shorter![index]);
          });
        }
        engines.add(engine);
        onProgress?.(progressOf(tally, blocks, started, fresh));
        return untilSe !== null && tally.draws >= FEWEST_FOR_STOPPING && tally.agreement.standardError < untilSe;
      },
      drawn: ({ draws }) => {
        fresh += draws.length;
      },
    },
    signal,
  );
  return { complete, engines: [...engines] };
}

function progressOf(tally: Tally, blocks: BlockPlan, started: number, fresh = tally.draws): Progress {
  const seconds = (performance.now() - started) / 1000;
  const rate = fresh / seconds;
  return {
    stage: 'draws',
    done: tally.draws,
    total: blocks.initialisations,
    readouts: blocks.readouts,
    agreement: tally.agreement.value(),
    maxFraction: tally.maxFraction.value(),
    rate,
    secondsLeft: rate > 0 ? (blocks.initialisations - tally.draws) / rate : Number.NaN,
  };
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

function tooFew(draws: number): UserError {
  return new UserError(
    'bad-argument',
    `stopped after ${draws === 1 ? 'one initialisation' : 'no initialisation'}: at least two are needed for an error bar`,
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
