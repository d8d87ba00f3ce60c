import type { NamedLaw } from '../../audit/laws/lawsOf.ts';
import { bounded } from '../../audit/limits.ts';
import { type AuditOptions, type PlannedAudit, type ReadyAudit, readyAudit } from '../../audit/prepareAudit.ts';
import type { AuditHost } from '../../audit/runAudit.ts';
import { recognitionOf } from '../../audit/theory/recognition.ts';
import type { Data } from '../../data/dataset.ts';
import { classShares } from '../../laws/trueClasses.ts';
import { drawEach } from '../../measure/drawEach.ts';
import type { Draw } from '../../measure/plan/assignment.ts';
import type { BiasFit } from '../../neutralise/fitBiases.ts';
import type { ModelEdit, NotationChange, NotationSubject, Remedy } from '../../remedies/remedy.ts';
import { prepare, stepsOf } from '../../setup/setup.ts';
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

/** A model with remedies applied. */
export interface ModelState {
  readonly preprocess: string;
  readonly laws: ReadonlyMap<string, NamedLaw>;
  readonly init: string;
  readonly edits: readonly ModelEdit[];
  /** How biases of its outputs are fitted. */
  readonly outputs?: BiasFit;
  /** The same in the notation, for theory; or why there is none. */
  readonly setup: NotationSubject | { readonly reason: string };
}

/** Agreement does not depend on how many points there are, and its error hardly. */
const MOST_POINTS = 256;
const DEFAULT_INITIALISATIONS = 48;

/**
 * A user's model with its data. It is run a few times to see its shapes, read as notation, and drawn once for its time.
 * @throws UserError where model, data and options do not fit
 */
export async function modelSubject(
  planned: PlannedAudit,
  source: Data,
  options: AuditOptions & Pick<FitOptions, 'priors'> & { readonly workers?: number; readonly theoryTime?: number },
  host: AuditHost,
): Promise<Subject<ModelState>> {
  const count = source.kind === 'dataset' ? source.points : Number.POSITIVE_INFINITY;
  const given = {
    ...options,
    points: options.points ?? Math.min(MOST_POINTS, count),
    inits: options.inits ?? DEFAULT_INITIALISATIONS,
  };
  const ready = await readyAudit(planned, source, given, host.runtime);
  const { plan, laws, experiment, prepared } = ready;
  const { verdict, assignment } = prepared;
  const recognition = await recognitionOf(ready, bounded(host.runtime, ready.limits));
  const { workers } = options;
  const { classes } = assignment.scores;
  const priors = priorsOf(options.priors, ready.data, classes);
  const secondsOfDraw = await secondsOf(ready, host, workers);
  const variant = async ({ preprocess, laws: own, edits }: ModelState): Promise<ReadyAudit> => {
    const edit: ModelEdit = (model) => edits.reduce((before, one) => one(before), model);
    const other = { ...planned, laws: { ...planned.laws, laws: own } };
    return readyAudit(other, source, { ...given, preprocess }, host.runtime, { edit, verdict });
  };
  return {
    name: experiment.network,
    experiment,
    classes,
    points: assignment.points,
    leastLoss: leastLossOf(assignment.truth, classes),
    priors,
    state: {
      preprocess: experiment.preprocess,
      laws: laws.laws,
      init: laws.initialisation.notation,
      edits: [],
      setup: withOptions(recognition.setup, { theoryTime: options.theoryTime, priors }),
    },
    async apply(remedy, state) {
      const changes = await remedy.inModel({
        plan,
        laws: state.laws,
        init: state.init,
        preprocess: stepsOf(state.preprocess),
        isTokens: plan.inputs[0].vocabulary !== undefined,
        scores: assignment.scores,
        setup: state.setup,
        shares: priors ?? classShares(ready.data, classes),
        dims: verdict.seen.dims,
      });
      if (typeof changes === 'string') return changes;
      return changes.map(({ variant: name, where, edit, laws: others, init, preprocess, outputs }) => ({
        variant: name,
        where,
        state: {
          preprocess: preprocess ?? state.preprocess,
          laws: others ?? state.laws,
          init: init ?? state.init,
          edits: edit ? [...state.edits, edit] : state.edits,
          outputs: outputs ?? state.outputs,
          setup: inTheory(remedy, name, state.setup),
        },
      }));
    },
    trial: async (state): Promise<Trial> => {
      const { outputs, edits, laws: own, preprocess } = state;
      const refit = outputs && fittingOf(outputs, assignment.points, experiment.seed, priors);
      const isAlone = edits.length === 0 && own === laws.laws && preprocess === experiment.preprocess;
      return {
        network: 'reason' in state.setup ? null : state.setup.network.toString(),
        preprocess: state.preprocess,
        init: state.init,
        command: null,
        setup: refit ? withoutTheory : state.setup,
        ...(refit && { heldOut: refit.split.heldOut.length }),
        secondsOfDraw,
        async draw(draws, watch) {
          const { prepared: drawnFrom } = await variant(state);
          const { scores, points } = drawnFrom.assignment;
          const executor = host.executor({ ...drawnFrom.assignment, refit }, drawnFrom.bytes, workers);
          const drawn = new Map<number, Seen>();
          const take = (draw: Draw) => {
            const seen = draw.refit
              ? seenFitted(draw.refit.before, draw.refit.after, isAlone)
              : seenIn(draw, scores.classes, points * scores.places);
            drawn.set(draw.initialisation, seen);
            return seen.agreement;
          };
          try {
            await drawEach(executor, { draws, readouts: 1 }, take, watch);
          } finally {
            await executor.close();
          }
          return drawn;
        },
      };
    },
  };
}

function withOptions(
  setup: ModelState['setup'],
  { theoryTime, priors }: Pick<NotationSubject, 'theoryTime' | 'priors'>,
): ModelState['setup'] {
  return 'reason' in setup ? setup : { ...setup, ...(theoryTime !== undefined && { theoryTime }), priors };
}

/** What the remedy makes of the model as notation. */
function inTheory(remedy: Remedy, variant: string | undefined, setup: ModelState['setup']): ModelState['setup'] {
  if ('reason' in setup) return setup;
  const changes = remedy.inNotation(setup);
  if (typeof changes === 'string') return { reason: changes };
  const change = changes.find((one) => one.variant === variant);
  return change ? changed(setup, change) : { reason: 'the notation has another word for it' };
}

function changed(setup: NotationSubject, { network, init, preprocess }: NotationChange): NotationSubject {
  const { scheme, law, sigmaW2, sigmaB2 } = init ?? setup.init;
  const after = prepare(network ?? setup.network, setup.data, {
    ...{ init: scheme, law, sigmaW2, sigmaB2, seed: setup.seed },
    preprocess: preprocess ?? setup.steps.notation,
    theoryTime: setup.theoryTime,
  });
  return { ...after, priors: setup.priors };
}

/** Core-seconds of a draw, when the session is open. */
async function secondsOf({ prepared }: ReadyAudit, host: AuditHost, workers: number | undefined): Promise<number> {
  const executor = host.executor(prepared.assignment, prepared.bytes, workers);
  try {
    const first = { from: 0, to: 1, readouts: 1, tracedBelow: 0 };
    await executor.run(first);
    const started = performance.now();
    await executor.run(first);
    return (performance.now() - started) / 1000;
  } finally {
    await executor.close();
  }
}
