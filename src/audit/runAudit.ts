import { UserError } from '../errors.ts';
import type { BlockPlan } from '../measure/blocks.ts';
import type { Executor } from '../measure/draw/executor.ts';
import { drawAll, progressOf } from '../measure/drawAll.ts';
import type { MeasurementStore } from '../measure/measure.ts';
import type { MeasureOptions } from '../measure/plan/plan.ts';
import { atActualWidths } from '../measure/tally/actualWidths.ts';
import { measurementOf } from '../measure/tally/measurement.ts';
import { Tally } from '../measure/tally/tally.ts';
import { theoryBeside } from '../measure/theory/beside.ts';
import type { Theorist } from '../measure/theory/theorist.ts';
import type { Audit } from '../results/auditSchema.ts';
import type { Measurement } from '../results/schema.ts';
import { auditedModel, plannedTensors } from './inResults.ts';
import { bounded } from './limits.ts';
import type { ReadyAudit } from './prepareAudit.ts';
import type { AuditAssignment } from './run/auditAssignment.ts';
import type { Runtime } from './runtime.ts';
import { besideAudit } from './theory/besideAudit.ts';
import { type Recognition, recognitionOf } from './theory/recognition.ts';
import { unpredicted } from './theory/unpredicted.ts';

/** What a host lends to an audit. */
export interface AuditHost {
  /** @param bytes that a worker takes, about */
  executor(assignment: AuditAssignment, bytes: number, workers: number | undefined): Executor;
  /** Where the model is looked at. */
  readonly runtime: Runtime;
  readonly theorist?: Theorist;
  /** Where draws are kept. */
  readonly store?: MeasurementStore;
  provenance(workers: number): Measurement['provenance'];
  readonly notes?: readonly string[];
}

/** What the first draws say of all of them. */
export interface Budget {
  readonly secondsOfDraw: number;
  readonly initialisations: number;
  readonly workers: number;
  /** Of all draws. */
  readonly seconds: number;
}

export interface RunOptions extends Pick<MeasureOptions, 'workers' | 'theory' | 'signal' | 'onProgress'> {
  /** Draw as many initialisations as fit into these seconds. */
  readonly maxTime?: number;
  readonly stored?: boolean;
  readonly onBudget?: (budget: Budget) => void;
  /** Called with the model in the notation, or with why it has none. */
  readonly onRecognised?: (setup: Recognition['setup']) => void;
}

/** Layers are traced on this many initialisations: enough for an error bar. */
const TRACED = 16;
/** Draws shorter than this are timed again, when the session is open. */
const SHORT = 1;

/** Draws the initialisations of an audit and says what they guess. */
export async function runAudit(ready: ReadyAudit, host: AuditHost, options: RunOptions): Promise<Audit> {
  const started = performance.now();
  const { assignment, bytes } = ready.prepared;
  const { scores, points, truth } = assignment;
  const executor = host.executor(assignment, bytes, options.workers);
  try {
    const budget = await budgetOf(ready, executor, host.store, options);
    const blocks: BlockPlan = { initialisations: budget.initialisations, size: 1, readouts: 1, tracedBelow: TRACED };
    await host.store?.begin(blocks, { points, readouts: 1 });
    const tally = new Tally(scores.classes, points * scores.places, 1, truth);
    const { complete, engines } = await drawAll(
      {
        blocks,
        secondsOfDraw: budget.secondsOfDraw,
        untilSe: ready.experiment.untilSe,
        executor,
        store: host.store,
        tallies: [tally],
      },
      options,
    );
    const recognition = await recognitionOf(ready, bounded(host.runtime, ready.limits));
    options.onRecognised?.(recognition.setup);
    const beside = theoryBeside(host.theorist, options, (progress) => {
      options.onProgress?.({ ...progressOf(tally, blocks, started), stage: 'theory', ...progress });
    });
    const { theory, interrupted, atWidths } = await theoryOf(
      ready,
      recognition,
      beside,
      tally.draws * budget.secondsOfDraw,
    );
    const measurement = await measurementOf({
      experiment: ready.experiment,
      isShifted: false,
      tally,
      theory,
      atWidths,
      status: complete && !interrupted ? 'complete' : 'interrupted',
      engines,
      readout: assignment.features ? assignment.trace.length : undefined,
      layerDraws: Math.min(TRACED, tally.draws),
      gramLayers: 0,
      provenance: host.provenance(executor.workers),
      seconds: (performance.now() - started) / 1000,
      notes: [...ready.remarks, ...ready.plan.notes, ...ready.prepared.notes, ...(host.notes ?? [])],
    });
    return {
      ...measurement,
      points,
      model: auditedModel(ready.plan, ready.file.sha256, scores.places),
      initialisation: ready.laws.initialisation,
      plan: plannedTensors(ready.plan, ready.laws),
      batch: assignment.batch,
      norm: normOf(ready),
      recognised: recognition.result,
      ...(options.stored && { stored: await storedGuesses(ready, host) }),
    };
  } finally {
    await executor.close();
  }
}

/** What theory expects of the model, where it is one of the notation. */
async function theoryOf(
  ready: ReadyAudit,
  { setup, values }: Recognition,
  beside: ReturnType<typeof theoryBeside>,
  drawing: number,
) {
  const layers = layersOf(ready);
  if ('reason' in setup) {
    const atWidths = async () => setup;
    return { theory: unpredicted(ready, layers, setup.reason), interrupted: false, atWidths };
  }
  const { theory, interrupted } = await beside.expectation(setup, ready.data.points, drawing);
  const atWidths = (untilSe: number) => atActualWidths(setup, untilSe, beside.finiteOn);
  return { theory: besideAudit(theory, ready, values, layers), interrupted, atWidths };
}

/** The traced layers, and the last linear one, whose γ is that of what it reads. */
function layersOf({ prepared: { assignment }, plan: { parameters } }: ReadyAudit): string[] {
  const traced = assignment.trace.map(({ layer }) => layer);
  const last = parameters.findLast(({ role }) => role === 'weight');
  return assignment.features ? [...traced, last?.layer ?? assignment.scores.name] : traced;
}

/** Times draws, and fits their number into the time there is. */
async function budgetOf(
  { experiment }: ReadyAudit,
  executor: Executor,
  store: MeasurementStore | undefined,
  options: RunOptions,
): Promise<Budget> {
  const { workers } = executor;
  let secondsOfDraw = await secondsOf(executor);
  if (secondsOfDraw < SHORT) secondsOfDraw = await secondsOf(executor);
  const { maxTime = Number.POSITIVE_INFINITY } = options;
  const affordable = Math.floor((maxTime * workers) / secondsOfDraw);
  // A run that is resumed keeps the number that its time once allowed.
  const planned = store?.blockPlan?.initialisations ?? experiment.initialisations;
  const initialisations = Math.min(planned, affordable);
  if (initialisations < 2) throw tooLong(secondsOfDraw, maxTime);
  const seconds = (secondsOfDraw * initialisations) / workers;
  const budget = { secondsOfDraw, initialisations, workers, seconds };
  options.onBudget?.(budget);
  return budget;
}

async function secondsOf(executor: Executor): Promise<number> {
  const started = performance.now();
  await executor.run({ from: 0, to: 1, readouts: 1, tracedBelow: 0 });
  return (performance.now() - started) / 1000;
}

function tooLong(seconds: number, maxTime: number): UserError {
  const message = `one initialisation takes ${seconds.toPrecision(2)} s, so that two do not fit into ${maxTime} s`;
  return new UserError('bad-argument', message, [], 'take fewer points (--points), or more time (--max-time)');
}

function normOf({ plan: { model }, experiment }: ReadyAudit): Audit['norm'] {
  const { batchNorm, unfoldBn } = experiment.model!;
  if (!unfoldBn && !model.nodes.some(({ op }) => op === 'BatchNormalization')) return null;
  return batchNorm === 'train' ? 'batch' : 'eval';
}

/** The guesses of the model with the weights that are in the file. */
async function storedGuesses({ plan, prepared }: ReadyAudit, host: AuditHost): Promise<NonNullable<Audit['stored']>> {
  const values = new Map<number, Float32Array>();
  for (const { number, values: read } of plan.parameters) values.set(number, await read());
  const assignment: AuditAssignment = {
    ...prepared.assignment,
    weights: prepared.assignment.weights.map((weight) => {
      const stored = values.get(weight.number);
      return stored ? { ...weight, law: { law: 'stored', values: stored } } : weight;
    }),
  };
  const executor = host.executor(assignment, prepared.bytes, 1);
  try {
    const { draws } = await executor.run({ from: 0, to: 1, readouts: 1, tracedBelow: 0 });
    const { scores, points } = assignment;
    const tally = new Tally(scores.classes, points * scores.places, 1);
    tally.add(draws[0]);
    const counts = Array.from(draws[0].counts);
    return { agreement: tally.agreement.mean, maxFraction: tally.maxFraction.mean, counts };
  } finally {
    await executor.close();
  }
}
