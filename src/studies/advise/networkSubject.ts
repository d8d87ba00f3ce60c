import type { Data } from '../../data/dataset.ts';
import { drawEach } from '../../measure/drawEach.ts';
import type { Host } from '../../measure/measure.ts';
import type { Draw } from '../../measure/plan/assignment.ts';
import { planOnCommonDraws } from '../../measure/plan/commonDraws.ts';
import { costsOf } from '../../measure/plan/costs.ts';
import type { Plan } from '../../measure/plan/measurementPlan.ts';
import { type MeasureOptions, planMeasurement } from '../../measure/plan/plan.ts';
import type { Network } from '../../network/network.ts';
import type { BiasFit } from '../../neutralise/fitBiases.ts';
import { guessNumbers } from '../../neutralise/guessNumbers.ts';
import type { Fitting } from '../../neutralise/trial.ts';
import { commandLineOf } from '../../present/html/commandLine.ts';
import type { NotationChange } from '../../remedies/remedy.ts';
import { drawnTrials } from '../neutralise/drawnTrials.ts';
import type { FitOptions } from '../neutralise/fitOptions.ts';
import { priorsOf } from '../neutralise/priorsOf.ts';
import {
  fittingOf,
  leastLossOf,
  type Seen,
  type Subject,
  seenFitted,
  seenIn,
  type Trial,
  withoutTheory,
} from './trial.ts';

const DEFAULT_INITIALISATIONS = 48;
/** Agreement does not depend on how many points there are, and its error hardly. */
const MOST_POINTS = 512;
/** Of matrix products, on one core. */
const OPERATIONS_PER_SECOND = 4e10;
/** More output layers on a draw tell little more of it. */
const MOST_READOUTS = 16;

/** Checks everything that can be checked before drawing. @throws UserError for any fault in network, data or options */
export function planAdvice(network: Network | string, data: Data | string, options: MeasureOptions): Plan {
  return planOnCommonDraws(network, data, options, DEFAULT_INITIALISATIONS, MOST_POINTS);
}

/** A network with remedies applied. */
export interface NetworkState {
  readonly plan: Plan;
  /** How biases of its outputs are fitted. */
  readonly outputs?: BiasFit;
}

/** A network of the notation with its data. */
export function networkSubject(
  plan: Plan,
  data: Data,
  { priors: given, ...options }: MeasureOptions & Pick<FitOptions, 'priors'>,
  host: Host,
): Subject<NetworkState> {
  const { experiment, setup, assignment } = plan;
  const { classes } = setup.output;
  const priors = priorsOf(given, setup.data, classes);
  const readouts = readoutsOf(plan);
  const changed = ({ experiment: before }: Plan, change: Omit<NotationChange, 'where'>): Plan => {
    const { scheme, law, sigmaW2, sigmaB2 } = change.init ?? before.init;
    return planMeasurement(change.network ?? before.network, data, {
      ...options,
      ...{ points: assignment.points, sampler: 'weights' },
      ...{ init: scheme, law, sigmaW2, sigmaB2 },
      preprocess: change.preprocess ?? before.preprocess,
    });
  };
  return {
    name: experiment.network,
    experiment,
    classes,
    points: assignment.points,
    leastLoss: leastLossOf(assignment.truth, classes),
    priors,
    state: { plan },
    async apply(remedy, state) {
      const changes = remedy.inNotation({ ...state.plan.setup, priors });
      if (typeof changes === 'string') return changes;
      return changes.map(({ variant, where, ...change }) => ({
        variant,
        where,
        state: {
          plan: change.outputs ? state.plan : changed(state.plan, change),
          outputs: change.outputs ?? state.outputs,
        },
      }));
    },
    trial: async ({ plan: own, outputs }) =>
      outputs
        ? fittedTrial(own, fittingOf(outputs, own.assignment.points, own.experiment.seed, priors), own === plan)
        : trialOf(own, readouts, host, options.workers),
  };
}

function trialOf(
  { experiment, setup, assignment }: Plan,
  wanted: number,
  host: Host,
  workers: number | undefined,
): Trial {
  const { program, points } = assignment;
  const readouts = program.readout ? wanted : 1;
  const { hidden, readouts: outputs } = costsOf(program, points, 'weights');
  return {
    network: experiment.network,
    preprocess: experiment.preprocess,
    init: experiment.init.scheme,
    command: commandLineOf(experiment),
    setup,
    secondsOfDraw: (hidden + outputs(readouts)) / OPERATIONS_PER_SECOND,
    async draw(draws, watch) {
      const executor = host.executor(assignment, workers);
      const drawn = new Map<number, Seen>();
      const take = (draw: Draw) => {
        const seen = seenIn(draw, program.output.classes, points);
        drawn.set(draw.initialisation, seen);
        return seen.agreement;
      };
      try {
        await drawEach(executor, { draws, readouts }, take, watch);
      } finally {
        await executor.close();
      }
      return drawn;
    },
  };
}

/** @param isAlone whether nothing but the biases is changed */
function fittedTrial(plan: Plan, fitting: Fitting, isAlone: boolean): Trial {
  const { experiment, assignment } = plan;
  const { hidden, readouts } = costsOf(assignment.program, assignment.points, 'weights');
  return {
    network: experiment.network,
    preprocess: experiment.preprocess,
    init: experiment.init.scheme,
    command: null,
    setup: withoutTheory,
    heldOut: fitting.split.heldOut.length,
    secondsOfDraw: (hidden + readouts(1)) / OPERATIONS_PER_SECOND,
    async draw(draws, { signal }) {
      const drawn = new Map<number, Seen>();
      try {
        await drawnTrials(plan, { inits: draws, ...fitting }, ({ before, after }, initialisation) => {
          const numbers = [before, after].map(({ heldOut }) => guessNumbers(heldOut));
          drawn.set(initialisation, seenFitted(numbers[0], numbers[1], isAlone));
          signal?.throwIfAborted();
        });
      } catch (error) {
        if (!signal?.aborted) throw error;
      }
      return drawn;
    },
  };
}

/** As many output layers on a draw as cost what its hidden layers do. */
function readoutsOf({ assignment: { program, points }, experiment: { readouts } }: Plan): number {
  if (readouts !== 'auto') return readouts;
  const costs = costsOf(program, points, 'weights');
  return Math.max(1, Math.min(MOST_READOUTS, Math.floor(costs.hidden / costs.readouts(1))));
}
