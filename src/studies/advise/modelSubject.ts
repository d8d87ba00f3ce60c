import type { NamedLaw } from '../../audit/laws/lawsOf.ts';
import { bounded } from '../../audit/limits.ts';
import { type AuditOptions, type PlannedAudit, type ReadyAudit, readyAudit } from '../../audit/prepareAudit.ts';
import type { AuditHost } from '../../audit/runAudit.ts';
import { recognitionOf } from '../../audit/theory/recognition.ts';
import type { Data } from '../../data/dataset.ts';
import { drawEach } from '../../measure/drawEach.ts';
import type { Draw } from '../../measure/plan/assignment.ts';
import type { ModelEdit, NotationChange, Remedy } from '../../remedies/remedy.ts';
import { prepare, type Setup, stepsOf } from '../../setup/setup.ts';
import { type Seen, type Subject, seenIn, type Trial } from './trial.ts';

/** A model with remedies applied. */
export interface ModelState {
  readonly preprocess: string;
  readonly laws: ReadonlyMap<string, NamedLaw>;
  readonly edits: readonly ModelEdit[];
  /** The same in the notation, for theory; or why there is none. */
  readonly setup: Setup | { readonly reason: string };
}

/** Agreement does not depend on how many points there are, and its error hardly. */
const MOST_POINTS = 256;
const DEFAULT_INITIALISATIONS = 60;

/**
 * A user's model with its data. It is run a few times to see its shapes, read as notation, and drawn once for its time.
 * @throws UserError where model, data and options do not fit
 */
export async function modelSubject(
  planned: PlannedAudit,
  source: Data,
  options: AuditOptions & { readonly workers?: number; readonly theoryTime?: number },
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
  const secondsOfDraw = await secondsOf(ready, host, workers);
  const variant = async ({ preprocess, laws: own, edits }: ModelState): Promise<ReadyAudit> => {
    const edit: ModelEdit = (model) => edits.reduce((before, one) => one(before), model);
    const other = { ...planned, laws: { ...planned.laws, laws: own } };
    return readyAudit(other, source, { ...given, preprocess }, host.runtime, { edit, verdict });
  };
  return {
    name: experiment.network,
    experiment,
    classes: assignment.scores.classes,
    points: assignment.points,
    state: {
      preprocess: experiment.preprocess,
      laws: laws.laws,
      edits: [],
      setup: withTime(recognition.setup, options.theoryTime),
    },
    async apply(remedy, state) {
      const changes = await remedy.inModel({
        plan,
        laws: state.laws,
        init: laws.initialisation.notation,
        preprocess: stepsOf(state.preprocess),
        isTokens: plan.inputs[0].vocabulary !== undefined,
        dims: verdict.seen.dims,
      });
      if (typeof changes === 'string') return changes;
      return changes.map(({ variant: name, where, edit, laws: others, preprocess }) => ({
        variant: name,
        where,
        state: {
          preprocess: preprocess ?? state.preprocess,
          laws: others ?? state.laws,
          edits: edit ? [...state.edits, edit] : state.edits,
          setup: inTheory(remedy, name, state.setup),
        },
      }));
    },
    trial: async (state): Promise<Trial> => ({
      network: 'reason' in state.setup ? null : state.setup.network.toString(),
      preprocess: state.preprocess,
      init: laws.initialisation.notation,
      command: null,
      setup: state.setup,
      secondsOfDraw,
      async draw(draws, watch) {
        const { prepared: own } = await variant(state);
        const { scores, points } = own.assignment;
        const executor = host.executor(own.assignment, own.bytes, workers);
        const drawn = new Map<number, Seen>();
        const take = (draw: Draw) => {
          const seen = seenIn(draw, scores.classes, points * scores.places);
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
    }),
  };
}

function withTime(setup: ModelState['setup'], theoryTime: number | undefined): ModelState['setup'] {
  return 'reason' in setup || theoryTime === undefined ? setup : { ...setup, theoryTime };
}

/** What the remedy makes of the model as notation. */
function inTheory(remedy: Remedy, variant: string | undefined, setup: ModelState['setup']): ModelState['setup'] {
  if ('reason' in setup) return setup;
  const changes = remedy.inNotation(setup);
  if (typeof changes === 'string') return { reason: changes };
  const change = changes.find((one) => one.variant === variant);
  return change ? changed(setup, change) : { reason: 'the notation has another word for it' };
}

function changed(setup: Setup, { network, init, preprocess }: NotationChange): Setup {
  const { scheme, law, sigmaW2, sigmaB2 } = init ?? setup.init;
  return prepare(network ?? setup.network, setup.data, {
    ...{ init: scheme, law, sigmaW2, sigmaB2, seed: setup.seed },
    preprocess: preprocess ?? setup.steps.notation,
    theoryTime: setup.theoryTime,
  });
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
