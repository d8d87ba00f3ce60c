import { comparisonsOf, inWords } from '../../../claims/comparisons.ts';
import type { Kind } from '../../../claims/kind.ts';
import { located, placeOf } from '../../../claims/located.ts';
import { type PlannedRun, plannedRunsOf } from '../../../claims/plannedRuns.ts';
import type { Compared } from '../../../claims/verdict.ts';
import type { Data } from '../../../data/dataset.ts';
import { edgeOfChaos } from '../../../depth/critical.ts';
import { isUnknown } from '../../../kernel/state.ts';
import type { MeasuredValue } from '../../../numerics/sampling/zScore.ts';
import { fixed, plain, plural } from '../../../results/format.ts';
import type { SetupOptions } from '../../../setup/options.ts';
import { prepare } from '../../../setup/setup.ts';
import { traceOf } from '../../../trace/trace.ts';
import { averageOf, curveOf, favouriteRecall, othersRecall } from '../curves.ts';
import { type Optimiser, optimisers } from '../optimisers.ts';
import { logPersistence, persistenceOf } from '../persistence.ts';
import { permutationP, rankCorrelation } from '../rankCorrelation.ts';
import { type Training, train } from '../run.ts';
import { widening } from '../smallSample.ts';
import { checkTraining } from './checks.ts';
import type { Trained, TrainingClaim } from './resultSchema.ts';
import { type TrainingFile, trainingFileSchema } from './schema.ts';

/** Theory follows this many points, whose pairs know γ to a percent. */
const THEORY_POINTS = 400;
/** Random orders that the rank correlation is held against. */
const ORDERS = 9999;

/** A run under an optimiser, at the rate that it counts at. */
interface TrainedRun {
  readonly trained: Trained;
  /** log₂(1 + T) of each initialisation. */
  readonly persistence: readonly number[];
}

type Foresight = TrainingClaim['foresight'][number];

/** Every run is trained with every optimiser, from as many initialisations. */
export const training: Kind<TrainingFile, TrainingClaim> = {
  name: 'training',
  file: trainingFileSchema,
  check: checkTraining,
  async run({ name, file }, _host, load, { effort, signal, onStep }) {
    const { inits, steps, rates, optimisers: some } = file[effort];
    const chosen = some ?? optimisers.filter((optimiser) => file.optimisers[optimiser] !== undefined);
    const settings = plannedRunsOf(file, effort);
    const finished: TrainedRun[] = [];
    for (const [row, setting] of settings.entries()) {
      const { label, network, data: text } = setting;
      const options = { ...setting.options, sigmaW2: sigmaW2Of(file, row, setting) };
      try {
        const data = await load(text);
        const gamma = gammaOf(network, data, { ...options, points: Math.min(options.points, THEORY_POINTS) });
        for (const optimiser of chosen) {
          onStep?.({ what: 'training', done: finished.length, total: settings.length * chosen.length });
          const trainings: Training[] = [];
          for (const rate of [file.optimisers[optimiser]!].flat().slice(0, rates)) {
            const size = { inits, steps, batch: file.batch };
            const one = await train(network, data, { ...options, ...size, optimiser, rate, signal });
            if (one.status === 'interrupted') return undefined;
            trainings.push(one);
          }
          finished.push(trainedRunOf({ ...setting, options }, gamma, trainings));
        }
      } catch (error) {
        throw located(placeOf(name, label), error);
      }
    }
    const foresight = chosen.flatMap((optimiser) => foresightOf(optimiser, finished, file.seed));
    return {
      checks: file.expect.map((check) => ({
        text: inWords(check),
        comparisons: comparedWith(check, finished, foresight, widening(inits)),
      })),
      notes: [...foresight.map(inSentence), ...outlasting(finished), widened(inits)],
      found: { kind: 'training', trained: finished.map(({ trained }) => trained), foresight },
    };
  },
};

/** σ_w² as the run gives it, or as its multiple of the edge of chaos. */
function sigmaW2Of(file: TrainingFile, row: number, { network, options }: PlannedRun): number | undefined {
  const { edge } = file.runs[row];
  return edge === undefined ? options.sigmaW2 : edge * edgeOfChaos(network, options.sigmaB2);
}

/** γ of the outputs before training; null where theory does not cover them. */
function gammaOf(network: string, data: Data, options: SetupOptions): number | null {
  const { decision } = traceOf(prepare(network, data, options), null);
  return isUnknown(decision) ? null : decision.summary().gamma;
}

/** Counts a run at the rate whose mean loss is least after the last step. */
function trainedRunOf(
  { label, network, options: { preprocess = 'none', sigmaW2, sigmaB2 } }: PlannedRun,
  gamma: number | null,
  trainings: readonly Training[],
): TrainedRun {
  const lossOf = ({ runs }: Training) => averageOf(runs.map((run) => run.at(-1)!.loss)).mean;
  const { runs, optimiser, rate, classes } = trainings.reduce((a, b) => (lossOf(b) < lossOf(a) ? b : a));
  const persistences = runs.map(persistenceOf);
  const persistence = persistences.map(logPersistence);
  const trained: Trained = {
    label,
    network,
    preprocess: String(preprocess),
    sigmaW2: sigmaW2 ?? null,
    sigmaB2: sigmaB2 ?? null,
    optimiser,
    rate,
    rates: trainings.map((one) => ({ rate: one.rate, loss: lossOf(one) })),
    classes,
    initialisations: runs.length,
    gamma,
    steps: runs[0].map(({ step }) => step),
    maxFraction: curveOf(runs, (seen) => seen.maxFraction),
    loss: curveOf(runs, (seen) => seen.loss),
    heldOutLoss: curveOf(runs, (seen) => seen.heldOutLoss),
    accuracy: curveOf(runs, (seen) => seen.heldOutAccuracy),
    favouriteRecall: curveOf(runs, favouriteRecall),
    othersRecall: curveOf(runs, othersRecall),
    recallGap: curveOf(runs, (seen, first) => favouriteRecall(seen, first) - othersRecall(seen, first)),
    firstShare: averageOf(runs.map(([first]) => first.maxFraction)),
    persistence: averageOf(persistence),
    outlasting: persistences.filter(({ outlasts }) => outlasts).length,
  };
  return { trained, persistence };
}

/**
 * How well γ tells which runs stay biased longer. For each number of an initialisation the runs are ranked by their
 * persistence; the runs have seeds of their own, so the correlations are independent. None of fewer than three runs.
 */
function foresightOf(optimiser: Optimiser, finished: readonly TrainedRun[], seed: number): Foresight[] {
  const own = finished.filter(({ trained }) => trained.optimiser === optimiser && trained.gamma !== null);
  if (own.length < 3) return [];
  const gammas = own.map(({ trained }) => trained.gamma!);
  const means = own.map(({ trained }) => trained.persistence.mean);
  const each = own[0].persistence.map((_, at) =>
    rankCorrelation(
      gammas,
      own.map(({ persistence }) => persistence[at]),
    ),
  );
  const p = permutationP(gammas, means, ORDERS, seed);
  return [{ optimiser, ...averageOf(each), ofMeans: rankCorrelation(gammas, means), p }];
}

/** @param wider by how much the standard errors of few initialisations grow before they are compared */
function comparedWith(
  check: TrainingFile['expect'][number],
  finished: readonly TrainedRun[],
  foresight: readonly Foresight[],
  wider: number,
): Compared[] {
  const sideOf = ({ mean, standardError }: MeasuredValue) => {
    return { mean, standardError: wider * standardError, theory: null };
  };
  const { quantity } = check;
  if (quantity === 'foresight') {
    const observed = foresight.map((own) => ({
      label: 'all runs',
      value: own.optimiser,
      quantities: { foresight: sideOf(own) },
    }));
    return comparisonsOf({ ...check, quantity }, observed);
  }
  const observed = finished.map(({ trained }) => ({
    label: trained.label,
    value: trained.optimiser,
    quantities: {
      persistence: sideOf(trained.persistence),
      firstShare: sideOf(trained.firstShare),
      loss: sideOf(lastOf(trained.loss)),
      accuracy: sideOf(lastOf(trained.accuracy)),
    },
  }));
  return comparisonsOf({ ...check, quantity }, observed);
}

function lastOf({ mean, standardError }: Trained['loss']): MeasuredValue {
  return { mean: mean.at(-1)!, standardError: standardError.at(-1)! };
}

function inSentence({ optimiser, ofMeans, p }: Foresight): string {
  const chance = p < 0.001 ? 'below 0.001' : plain(p, 2);
  return `with ${optimiser}, γ and the mean persistence of the runs have a rank correlation of ${fixed(ofMeans, 2)}; random orders give one this large with probability ${chance}`;
}

function outlasting(finished: readonly TrainedRun[]): string[] {
  return finished.flatMap(({ trained: { label, optimiser, outlasting: some, initialisations, steps } }) =>
    some === 0
      ? []
      : `the bias of ${some} of ${plural(initialisations, 'initialisation')} of ${label} outlasts the ${steps.at(-1)} steps with ${optimiser}; its persistence is a lower bound`,
  );
}

function widened(inits: number): string {
  return `errors are those of ${inits} initialisations; checks take them ${plain(widening(inits), 2)} times as large, as Student’s t does for so few`;
}
