import { type Data, features } from '../../data/dataset.ts';
import { UserError } from '../../errors.ts';
import { trueClassesOf } from '../../laws/trueClasses.ts';
import { classOrders } from '../../measure/draw/guesses.ts';
import { yieldToEvents } from '../../measure/yieldToEvents.ts';
import type { Network } from '../../network/network.ts';
import type { SetupOptions } from '../../setup/options.ts';
import { oneOf, prepare, type Setup, wholeNumber } from '../../setup/setup.ts';
import { loadAutodiff } from './autodiff.ts';
import { batchesOf, splitOf } from './batches.ts';
import { type Observation, observe, observedSteps } from './observation.ts';
import { type Optimiser, optimisers } from './optimisers.ts';
import { drawParameters, type Trainable, trainable } from './trainable.ts';
import { type State, Trainer } from './trainer.ts';

export interface TrainOptions extends SetupOptions {
  /** Stochastic gradient descent, or Adam with its usual constants. Default "sgd". */
  readonly optimiser?: Optimiser;
  /** Learning rate. Default 0.1 with sgd, 0.001 with adam. */
  readonly rate?: number;
  /** Points a step. Default 64. */
  readonly batch?: number;
  /** Steps of each initialisation. Default 500. */
  readonly steps?: number;
  /** Number of initialisations, 0 … inits − 1 of the seed: the networks that `measure` draws. Default 4. */
  readonly inits?: number;
  /** Share of the points that is held out, between 0 and 1. Default 0.2. */
  readonly heldOut?: number;
  /** Stops between two steps; initialisations that are done are kept. */
  readonly signal?: AbortSignal;
  /** Called after every initialisation. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** How the networks of several initialisations were trained. */
export interface Training {
  readonly status: 'complete' | 'interrupted';
  readonly optimiser: Optimiser;
  readonly rate: number;
  /** K. */
  readonly classes: number;
  /** For every initialisation what was seen at the same steps: 0, 1, 2, 3, 4, 6, 8, 11, … and the last. */
  readonly runs: readonly (readonly Observation[])[];
}

/** Steps between two looks at what else the process has to do, such as to note that it is interrupted. */
const PATIENCE = 16;

/**
 * Trains the networks of several initialisations on points with classes, by the mean cross-entropy of batches, and watches
 * how their first guesses fade. Weights, those of the readout included, start as `measure` draws them with the same seed,
 * and biases that the initialisation has at 0 are trained from there. The same options give the same numbers on the same
 * machine; on others the last digits of float32 differ, and training lets them grow. Preprocessing takes its statistics from
 * all points, those held out included.
 *
 * @param network a network or its notation; layers that see other points of a batch cannot be trained
 * @param data points with classes
 * @throws UserError for any fault in network, data or options; `engine` where jax-js is not installed
 */
export async function train(
  network: Network | string,
  data: Data | string,
  options: TrainOptions = {},
): Promise<Training> {
  const setup = prepare(network, data, options);
  const plan = planOf(setup, options);
  const graph = trainable(setup.layers, setup.init);
  const trainer = new Trainer(await loadAutodiff(), graph, plan.optimiser, setup.output.classes);
  const runs: Observation[][] = [];
  try {
    for (let initialisation = 0; initialisation < plan.inits; initialisation++) {
      const run = await trainOne(trainer, graph, plan, initialisation, options.signal);
      if (!run) break;
      runs.push(run);
      options.onProgress?.({ done: runs.length, total: plan.inits });
    }
  } finally {
    trainer.dispose();
  }
  const { optimiser, rate, inits } = plan;
  const status = runs.length === inits ? 'complete' : 'interrupted';
  return { status, optimiser, rate, classes: setup.output.classes, runs };
}

interface Plan {
  readonly values: Float32Array<ArrayBuffer>;
  readonly labels: Int32Array;
  readonly features: number;
  readonly classes: number;
  readonly optimiser: Optimiser;
  readonly rate: number;
  readonly batch: number;
  readonly steps: number;
  readonly inits: number;
  readonly heldOut: number;
  readonly seed: number;
}

const RATES: Readonly<Record<Optimiser, number>> = { sgd: 0.1, adam: 0.001 };

function planOf({ data, output, seed }: Setup, options: TrainOptions): Plan {
  const { optimiser = 'sgd', rate = RATES[optimiser], heldOut = 0.2 } = options;
  const labelledPoints = labelled(data, output.classes);
  oneOf('optimiser', optimiser, optimisers);
  between('rate', rate, Number.POSITIVE_INFINITY);
  between('heldOut', heldOut, 1);
  const batch = wholeNumber('batch', options.batch ?? 64, 1);
  const { learned } = splitOf(labelledPoints.labels.length, heldOut, seed);
  if (batch > learned.length) {
    const message = `a batch of ${batch} is more than the ${learned.length} points there are to learn from`;
    throw new UserError('bad-argument', message, [], 'choose a smaller batch');
  }
  return {
    ...labelledPoints,
    classes: output.classes,
    optimiser,
    rate,
    batch,
    steps: wholeNumber('steps', options.steps ?? 500, 1),
    inits: wholeNumber('inits', options.inits ?? 4, 1),
    heldOut,
    seed,
  };
}

/** The points and the classes there are among them, from 0 on. */
function labelled(data: Data, classes: number): Pick<Plan, 'values' | 'labels' | 'features'> {
  const truth = trueClassesOf(data);
  if (!truth || data.kind === 'generator') {
    const remedy = 'choose data with classes, such as digits';
    throw new UserError('bad-argument', `${data.name} has no classes to train on`, [], remedy);
  }
  const { names, labels } = truth;
  if (names.length > classes) {
    const message = `${data.name} has ${names.length} classes, but the network tells ${classes} apart`;
    throw new UserError('shape', message, [], `end the network with dense(${names.length})`);
  }
  return { values: Float32Array.from(data.values), labels, features: features(data.shape) };
}

function between(name: string, value: number, most: number): void {
  if (value > 0 && value < most) return;
  const range = Number.isFinite(most) ? `between 0 and ${most}` : 'above 0';
  throw new UserError('bad-argument', `${name} must be a number ${range}, not ${value}`);
}

/** One initialisation to its end; undefined where it was interrupted. */
async function trainOne(
  trainer: Trainer,
  graph: Trainable,
  plan: Plan,
  initialisation: number,
  signal: AbortSignal | undefined,
): Promise<Observation[] | undefined> {
  const { values, labels, seed, steps, rate } = plan;
  const split = splitOf(labels.length, plan.heldOut, seed);
  const batches = batchesOf(split.learned, plan.batch, seed, initialisation);
  const [order] = classOrders(seed, initialisation, 1, plan.classes);
  const observed = new Set(observedSteps(steps));
  const observations: Observation[] = [];
  let state: State = trainer.begin(drawParameters(graph, seed, initialisation));
  for (let step = 0; ; step++) {
    if (step % PATIENCE === 0) await yieldToEvents();
    if (signal?.aborted) break;
    if (observed.has(step)) observations.push(observe(step, trainer.scores(state, values), labels, split, order));
    if (step === steps) break;
    const batch = batches.next().value as Uint32Array;
    const points = {
      values: rows(values, batch, plan.features),
      labels: Int32Array.from(batch, (place) => labels[place]),
    };
    ({ state } = trainer.advance(state, points, rate, step + 1));
  }
  for (const value of state) value.dispose();
  return signal?.aborted ? undefined : observations;
}

function rows(values: Float32Array, places: Uint32Array, size: number): Float32Array<ArrayBuffer> {
  const chosen = new Float32Array(places.length * size);
  places.forEach((place, row) => {
    chosen.set(values.subarray(place * size, (place + 1) * size), row * size);
  });
  return chosen;
}
