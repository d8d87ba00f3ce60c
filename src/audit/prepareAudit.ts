import { type Data, type Dataset, features } from '../data/dataset.ts';
import type { Preprocess } from '../data/preprocess.ts';
import type { Model } from '../engine/onnx/read/model.ts';
import { UserError } from '../errors.ts';
import type { AuditPlanResult } from '../results/auditSchema.ts';
import type { Experiment } from '../results/schema.ts';
import { chosen, drawnOnce, preprocessed } from '../setup/givenPoints.ts';
import { stepsOf, wholeNumber } from '../setup/setup.ts';
import { auditedModel, plannedTensors } from './inResults.ts';
import { type ChosenLaws, chosenLaws, type LawsFromFile } from './laws/chosenLaws.ts';
import { bounded, checkSize, limitsOf, limitsOfConstants } from './limits.ts';
import type { AuditPlan, PlanOptions } from './plan/auditPlan.ts';
import { planOf } from './plan/planOf.ts';
import { assignmentOf, type PreparedAudit, type RunOptions } from './run/assign.ts';
import type { RunLimits, Runtime } from './runtime.ts';

/** What decides the numbers of an audit, beside the model and the data. */
export interface AuditOptions extends PlanOptions {
  readonly preprocess?: string | Preprocess;
  /** Number of points: a seeded subsample of real data; how many are drawn of generated data, 256 unless given. */
  readonly points?: number;
  readonly seed?: number;
  /** "as-exported", an initialisation in the notation, or laws from a file. Default: what the model's file says. */
  readonly init?: string | LawsFromFile;
  /** What inputs beside the data take, for the record: "setpoint=0.5". */
  readonly input?: readonly string[];
  /** Lengths of axes that the model leaves open: "height=48". */
  readonly dim?: readonly string[];
  /** The axis of the output that holds the classes, counted from 0; default the last, or the one that the model shows. */
  readonly axis?: number;
  readonly batchNorm?: 'train' | 'eval';
  readonly unfoldBn?: boolean;
  /** Whether dropout drops; default off. */
  readonly dropout?: 'off' | 'on';
  /** Initialisations; default 100, with `untilSe` or `maxTime` alone as many as it takes. */
  readonly inits?: number;
  readonly untilSe?: number;
  readonly maxTime?: number;
  readonly ties?: 'random' | 'first';
  /** Gigabytes that a process of the model may take. Default: some times its weights and points. */
  readonly memory?: number;
}

/** A model to be audited, and where it came from. */
export interface AuditedFile {
  readonly model: Model;
  readonly sha256: string;
}

/** What is drawn, and how, before any data are looked at. */
export interface PlannedAudit {
  readonly file: AuditedFile;
  readonly plan: AuditPlan;
  readonly laws: ChosenLaws;
  readonly result: AuditPlanResult;
}

/**
 * Plans an audit: which tensors are drawn, and by which laws.
 * @throws UserError for models that cannot be drawn, and for options that do not fit the model
 */
export async function planAudit(
  file: AuditedFile,
  options: Pick<AuditOptions, keyof PlanOptions | 'init'>,
  runtime: Runtime,
): Promise<PlannedAudit> {
  checkSize(file.model);
  const plan = await planOf(file.model, options, bounded(runtime, limitsOfConstants(file.model)));
  const laws = await chosenLaws(plan, options.init);
  const result = {
    model: auditedModel(plan, file.sha256),
    initialisation: laws.initialisation,
    plan: plannedTensors(plan, laws),
    notes: [...plan.notes],
  };
  return { file, plan, laws, result };
}

/** A planned audit with its data, ready to be drawn. */
export interface ReadyAudit extends PlannedAudit {
  readonly data: Dataset;
  readonly experiment: Experiment;
  readonly prepared: PreparedAudit;
  /** What runs that look at the model may take. */
  readonly limits: RunLimits;
  /** What is odd about the data, and what preprocessing had to say of them. */
  readonly remarks: readonly string[];
}

/** Of generated data: images of a usual size take some memory. */
const GENERATED_POINTS = 256;
const INITIALISATIONS = 100;
/** With a limit of error or time alone. */
const MOST_INITIALISATIONS = 1_000_000;

/**
 * Fits a planned audit and data together.
 * @param variation of an audit that was made ready before
 * @throws UserError `data` where they do not fit, and for options that are impossible
 */
export async function readyAudit(
  planned: PlannedAudit,
  source: Data,
  options: AuditOptions,
  runtime: Runtime,
  variation: Pick<RunOptions, 'edit' | 'verdict'> = {},
): Promise<ReadyAudit> {
  const { file, laws } = planned;
  const { seed, points, steps, all, ready, remarks } = auditedPoints(source, options);
  const plan = withRows(planned.plan, all, (rows) => chosen(rows, points, seed).ready);
  if (source.kind === 'generator') remarks.push('the points were drawn once, and all networks see the same');
  const { batchNorm = 'train', ties, unfoldBn, untilSe, maxTime } = options;
  const axis = options.axis === undefined ? undefined : wholeNumber('axis', options.axis, 0);
  const openEnd = untilSe !== undefined || maxTime !== undefined;
  const experiment: Experiment = {
    network: file.model.file,
    data: source.name,
    preprocess: steps.notation,
    init: { scheme: laws.initialisation.notation, law: laws.law },
    points,
    seed,
    initialisations: wholeNumber('inits', options.inits ?? (openEnd ? MOST_INITIALISATIONS : INITIALISATIONS), 2),
    readouts: 1,
    dataDraw: 'once',
    untilSe: untilSe ?? null,
    sampler: 'weights',
    ...(ties === 'first' && { ties }),
    model: { file: file.model.file, sha256: file.sha256, batchNorm, ...drawnHow(options) },
  };
  const limits = limitsOf(plan, ready.points * features(ready.shape), options.memory);
  const prepared = await assignmentOf(
    plan,
    laws.laws,
    ready,
    {
      ...{ seed, batchNorm, ties: experiment.ties, dropout: options.dropout, axis },
      dims: openLengths(options.dim ?? []),
      unfoldBatchNorm: unfoldBn,
      ...variation,
    },
    bounded(runtime, limits),
  );
  return { ...planned, plan, data: ready, experiment, prepared, limits, remarks };
}

/** Options that choose points. */
export type PointChoice = Pick<AuditOptions, 'preprocess' | 'points' | 'seed'>;

/**
 * The points that a model is run on: data after preprocessing, of which some may be chosen; of a law drawn once.
 * @throws UserError for options that are impossible
 */
export function auditedPoints(source: Data, options: PointChoice) {
  const seed = wholeNumber('seed', options.seed ?? 0, 0);
  const points = options.points === undefined ? null : wholeNumber('points', options.points, 2);
  const steps = stepsOf(options.preprocess);
  const remarks: string[] = [];
  const given = source.kind === 'dataset' ? source : drawnOnce(source, points ?? GENERATED_POINTS, seed);
  const { ready } = chosen(preprocessed(given, steps, remarks), points, seed);
  return { seed, points, steps, all: given.points, ready, remarks };
}

/**
 * A plan whose inputs take the rows that were given for the points that are looked at.
 * @param all how many points there are
 * @param chosenOf gives the rows of the points that were chosen
 * @throws UserError `data` where there is not a row for each point
 */
function withRows(plan: AuditPlan, all: number, chosenOf: (rows: Dataset) => Dataset): AuditPlan {
  const inputs = plan.inputs.map((input) => {
    const { given, name } = input;
    if (typeof given !== 'object') return input;
    if (given.points === all) return { ...input, given: chosenOf(given) };
    const message = `${given.name} has ${given.points} rows for the input ${name}, but the data have ${all} points`;
    throw new UserError('data', message, [], 'give a row for each point, in the order of the data');
  });
  return { ...plan, inputs };
}

/** Options that are given several times. */
const LISTS = ['keep', 'redraw', 'tie', 'dim', 'input'] as const;

/** The options of a plan that were given, for the record. */
function drawnHow({ output, axis, unfoldBn, dropout, ...options }: AuditOptions): Partial<Experiment['model']> {
  const lists = LISTS.flatMap((name) => (options[name]?.length ? [[name, options[name]]] : []));
  return {
    ...Object.fromEntries(lists),
    ...(output !== undefined && { output }),
    ...(axis !== undefined && { axis }),
    ...(unfoldBn && { unfoldBn }),
    ...(dropout === 'on' && { dropout }),
  };
}

/**
 * "height=48" as a length by its name.
 * @throws UserError `bad-argument`
 */
export function openLengths(texts: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, length] = /^(.+)=(\d+)$/.exec(text) ?? [];
      if (length !== undefined && Number(length) > 0) return [name.trim(), Number(length)];
      throw new UserError(
        'bad-argument',
        `--dim takes name=length, not ${JSON.stringify(text)}`,
        [],
        'for instance --dim height=48',
      );
    }),
  );
}
