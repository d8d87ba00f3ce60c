import type { Data } from '../../data/dataset.ts';
import { UserError } from '../../errors.ts';
import type { Plan } from '../../measure/plan/measurementPlan.ts';
import { planMeasurement } from '../../measure/plan/plan.ts';
import { yieldToEvents } from '../../measure/yieldToEvents.ts';
import type { Network } from '../../network/network.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { widestOf } from '../../program/program.ts';
import { type SetupOptions, setupOptionNames } from '../../setup/options.ts';
import { wholeNumber } from '../../setup/setup.ts';
import { LayerTally } from './layerTally.ts';
import { type LookedAt, layersToLookAt, withTheory } from './nodeLayers.ts';
import { NodeRunner } from './nodeRunner.ts';
import type { NodeDistributions } from './schema.ts';

export interface NodesOptions extends SetupOptions {
  /** Draws of the hidden layers R, at least 2. Default 100. */
  readonly inits?: number;
  /** Output layers on each of them. Default 16, or 1 where the network does not end in a dense layer. */
  readonly readouts?: number;
  /** Positions of the layers to look at, from 1. Default: the output and the last dense layer before it. */
  readonly layers?: readonly number[];
  /** An abort rejects with its reason: of part of the draws nothing is kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

const DEFAULT_INITIALISATIONS = 100;
const DEFAULT_READOUTS = 16;
/** All points go through together, in at most this many numbers in the widest layer (512 MB). */
const LARGEST_BATCH = 2 ** 27;

/**
 * How the nodes of a layer are spread over the data. At one draw of the weights the nodes of a biased network have different
 * distributions, each pushed by an amount that all points share: the symmetry between nodes is broken. Over many draws it is
 * restored. For each layer the result has the sd of the shift between two nodes, √(2(c + (1 − c)/N)) by theory, in units of
 * √q; their standard deviation over the data, √(1 − c); and how far nodes that are pooled over all draws differ still.
 *
 * Theory is of infinite width; the ratio of ReLU networks of n units is lower by a share of some depth/n, as norms differ from
 * point to point. Errors are clustered by draw of the hidden layers. Runs on the calling thread. Source: [IGB]; docs/theory §8.
 *
 * @param network a network or its notation, e.g. "5*(dense(500), relu), dense(10)"
 * @param data data or their notation; new points are drawn of generated data for each initialisation
 * @throws UserError for any fault in network, data or options, and where outputs overflow
 */
export async function nodes(
  network: Network | string,
  data: Data | string,
  options: NodesOptions = {},
): Promise<NodeDistributions> {
  checkOptions('nodes', options, [...setupOptionNames, 'inits', 'readouts', 'layers', 'signal', 'onProgress']);
  const started = performance.now();
  const plan = planOf(network, data, options);
  const { setup, experiment, assignment } = plan;
  const { program } = assignment;
  const copies = program.readout ? Number(experiment.readouts) : 1;
  const looked = layersToLookAt(setup, program, options.layers);
  if (looked.length === 0) {
    const remedy = 'end it with dense(2), or choose a hidden layer';
    throw new UserError('bad-argument', 'the output is a single node, with no other to compare it with', [], remedy);
  }
  const { layers, notes } = withTheory(setup, assignment.points, looked);
  const runner = await NodeRunner.open(assignment, layers, copies);
  try {
    const tallies = await drawAll(plan, runner, layers, copies, options);
    return {
      network: experiment.network,
      data: experiment.data,
      preprocess: experiment.preprocess,
      init: experiment.init,
      points: assignment.points,
      seed: experiment.seed,
      initialisations: experiment.initialisations,
      readouts: copies,
      layers: layers.map(({ layer, position, isOutput, theory }, index) => ({
        layer,
        position,
        isOutput,
        ...tallies[index].summary(theory, experiment.seed),
      })),
      engine: runner.engine,
      seconds: (performance.now() - started) / 1000,
      notes: [...notes, ...setup.remarks],
    };
  } finally {
    await runner.close();
  }
}

function planOf(network: Network | string, data: Data | string, options: NodesOptions): Plan {
  const inits = wholeNumber('inits', options.inits ?? DEFAULT_INITIALISATIONS, 2);
  const { readouts } = options;
  const wanted = { ...options, inits, sampler: 'weights', dataDraw: 'each' } as const;
  const plan = planMeasurement(network, data, { ...wanted, readouts: readouts ?? 'auto' });
  const { assignment, experiment } = plan;
  const widest = widestOf(assignment.program);
  if (assignment.points * widest > LARGEST_BATCH) {
    const most = Math.floor(LARGEST_BATCH / widest);
    throw new UserError('bad-argument', `${assignment.points} points do not fit in memory`, [], `take ${most} at most`);
  }
  return readouts === undefined ? { ...plan, experiment: { ...experiment, readouts: DEFAULT_READOUTS } } : plan;
}

async function drawAll(
  { experiment, assignment }: Plan,
  runner: NodeRunner,
  layers: readonly LookedAt[],
  copies: number,
  { signal, onProgress }: NodesOptions,
): Promise<LayerTally[]> {
  const tallies: LayerTally[] = [];
  const { initialisations } = experiment;
  for (let initialisation = 0; initialisation < initialisations; initialisation++) {
    signal?.throwIfAborted();
    const valuesOf = await runner.draw(initialisation);
    for (const [index, looked] of layers.entries()) {
      const values = valuesOf(looked);
      const rms = rootMeanSquare(values);
      if (!Number.isFinite(rms)) {
        const remedy = 'smaller weights would keep them, e.g. with sigmaW2';
        throw new UserError('bad-argument', `values of ${looked.layer} are too large for numbers`, [], remedy);
      }
      tallies[index] ??= new LayerTally(
        looked.nodes,
        looked.tensor ? 1 : copies,
        assignment.points,
        unitOf(looked) || rms || 1,
      );
      tallies[index].add(values);
    }
    onProgress?.({ done: initialisation + 1, total: initialisations });
    await yieldToEvents();
  }
  return tallies;
}

/** √q by theory; 0 where it has none. */
function unitOf({ theory }: LookedAt): number {
  return theory ? Math.sqrt(Math.max(0, theory.cov + theory.spread)) : 0;
}

function rootMeanSquare(values: Float32Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares / values.length);
}
