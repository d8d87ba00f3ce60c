import type { Dataset } from '../../data/dataset.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import { UserError } from '../../errors.ts';
import { trueClassesOf } from '../../laws/trueClasses.ts';
import type { Experiment } from '../../results/schema.ts';
import type { AuditPlan, Parameter } from '../plan/auditPlan.ts';
import { freeBatch } from '../rewrite/freeBatch.ts';
import { type DrawableModel, type ModeOptions, modelToDraw } from '../rewrite/modelToDraw.ts';
import { inputOf } from '../rewrite/parametersAsInputs.ts';
import { runningStatistics } from '../rewrite/runningStatistics.ts';
import { valuesOfPoints } from '../rewrite/valuesOfPoints.ts';
import { withOutputs } from '../rewrite/withOutputs.ts';
import { withoutDropout } from '../rewrite/withoutDropout.ts';
import type { Runtime } from '../runtime.ts';
import type { AuditAssignment, AuditFeatures, DrawnWeight, ParameterLaw } from './auditAssignment.ts';
import { memoryOf, peakOf } from './budget.ts';
import { featuresOf } from './features.ts';
import { fitData, type OpenLengths } from './fit/fitData.ts';
import { scoresLayout } from './scoresLayout.ts';
import { tracedValues } from './trace/traced.ts';
import { type BatchVerdict, verifyBatch } from './verifyBatch.ts';

export interface RunOptions extends ModeOptions {
  readonly seed: number;
  /** Lengths that the model leaves open, by their names in it. */
  readonly dims?: OpenLengths;
  readonly ties?: Experiment['ties'];
}

/** Laws by name of the parameter. */
export type Laws = ReadonlyMap<string, { readonly law: ParameterLaw }>;

/** An audit that is ready to run. */
export interface PreparedAudit {
  readonly assignment: AuditAssignment;
  /** Parameters that `unfoldBatchNorm` adds to those of the plan. */
  readonly added: readonly Parameter[];
  /** What the person must know of it, such as why points go through one after the other. */
  readonly notes: readonly string[];
  /** Memory that a worker takes, about. */
  readonly bytes: number;
}

/** Points go through in batches of at most this many numbers in their widest value (64 MB). */
const LARGEST_BATCH = 2 ** 24;

/**
 * Rewrites a model for its draws, and puts together all that these need. The model is run a few times with its stored
 * weights, to see its shapes and whether points may go through together.
 *
 * @param laws of the plan's parameters; those that unfolded batch norms add are drawn by none
 * @param data after preprocessing
 * @throws UserError `data` and `shape` where model and data do not fit, `bad-argument` for batch statistics of a model that
 *   takes one point at a time, and what the runtime says of a model that does not run
 */
export async function assignmentOf(
  plan: AuditPlan,
  laws: Laws,
  data: Dataset,
  options: RunOptions,
  runtime: Runtime,
): Promise<PreparedAudit> {
  const { model, head, parameters } = plan;
  const { points } = data;
  const inputs = fitData(plan.inputs, data, options.dims);
  const still = runningStatistics(withoutDropout(model));
  const freed = freeBatch(still, plan.inputs);
  const verdict = await verifyBatch(still, freed, head.scores, { inputs, points }, runtime);
  const { seen, batch } = verdict;
  const scores = scoresLayout(plan, seen.scores, seen.points);
  const drawable = modelToDraw(plan, seen, options);
  checkStatistics(drawable, verdict, points);

  const { nodes } = withOutputs(batch === 'free' ? freed : still, [head.scores]);
  const ofPoints = valuesOfPoints({ nodes }, plan.inputs);
  const widthOf = (value: string) => {
    const isFirst = batch === 'single' || seen.dims.get(value)?.[0] === seen.points;
    return isFirst && ofPoints.has(value) ? seen.numbersOf(value) : undefined;
  };
  const all = [...parameters, ...drawable.added];
  const { trace, note } = tracedValues(nodes, head.scores, all, points, ofPoints, widthOf);
  const last = featuresOf(nodes, head.scores, parameters, ofPoints, (name) => laws.get(name)?.law);
  const isData = inputs.some(({ name, batchAxis }) => name === last?.value && batchAxis === 0);
  const features = last && (isData || widthOf(last.value) !== undefined) ? last : lastOf(trace);
  const outputs = [head.scores, ...trace.map(({ value }) => value), ...(features && !isData ? [features.value] : [])];
  const full = batch === 'free' ? freeBatch(drawable.model, plan.inputs) : drawable.model;
  const run = withOutputs(full, outputs);

  const weights = [...all.map((parameter) => drawnWeight(parameter, laws)), ...drawnMasks(drawable.masks, all.length)];
  const taken = new Set(run.inputs.map(({ name }) => name));
  const truth = scores.places === 1 ? trueClassesOf(data) : undefined;
  const assignment: AuditAssignment = {
    model: writeModel(run),
    weights: weights.filter(({ name }) => taken.has(name)),
    inputs: inputs.filter(({ name }) => taken.has(name) || name === features?.value),
    points,
    batch,
    together: drawable.couples ? points : togetherOf(verdict, points),
    scores,
    ...(features && { features }),
    trace,
    ...(truth && { truth }),
    seed: options.seed,
    ...(options.ties && { ties: options.ties }),
  };
  const peak = peakOf(nodes, (value) => seen.numbersOf(value));
  const kept = trace.reduce((sum, { value }) => sum + (seen.numbersOf(value) ?? 0), 0);
  const notes = verdict.batch === 'single' ? [`points go through one after the other: ${verdict.reason}`] : [];
  return {
    assignment,
    added: drawable.added,
    notes: note ? [...notes, note] : notes,
    bytes: memoryOf(assignment, { peak, kept }),
  };
}

/** @throws UserError where batch statistics are wanted of points that go through one after the other */
function checkStatistics({ couples }: DrawableModel, verdict: BatchVerdict, points: number): void {
  if (verdict.batch === 'free' || !couples || points === 1) return;
  const message = 'batch norms need several points at once for their statistics, and this model takes one at a time';
  const remedy = 'export it with a free batch axis, or take --batch-norm eval';
  throw new UserError('bad-argument', message, [verdict.reason], remedy);
}

/** Points that go through together where they do not couple, in equal parts. */
function togetherOf({ batch, seen }: BatchVerdict, points: number): number {
  if (batch === 'single') return 1;
  const widest = Math.max(...[...seen.dims.keys()].map((value) => seen.numbersOf(value)!));
  const most = Math.max(1, Math.floor(LARGEST_BATCH / widest));
  return Math.ceil(points / Math.ceil(points / most));
}

/** What stands for the features where something else than a linear layer makes the scores. */
function lastOf(trace: AuditAssignment['trace']): AuditFeatures | undefined {
  const last = trace.at(-1);
  return last && { value: last.value, bias: 0 };
}

function drawnWeight({ name, dims, number, role }: Parameter, laws: Laws): DrawnWeight {
  // Every framework begins norms with a scale of 1 and a shift of 0.
  const law = laws.get(name)?.law ?? { law: 'constant', value: role === 'normScale' ? 1 : 0 };
  // A tied parameter finds the one that it copies by the name of its input.
  return { name: inputOf(name), dims, number, law: law.law === 'tied' ? { ...law, to: inputOf(law.to) } : law };
}

/** @param first number of the first: they come after all parameters */
function drawnMasks(masks: DrawableModel['masks'], first: number): DrawnWeight[] {
  const law = { law: 'uniform', variance: 1 / 3 } as const;
  return masks.map((mask, place) => ({ ...mask, number: first + place, law, perPoint: true }));
}
