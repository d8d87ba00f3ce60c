import type { Dataset } from '../../data/dataset.ts';
import type { Model, ModelNode } from '../../engine/onnx/read/model.ts';
import { quoted } from '../../engine/onnx/read/problems.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import { UserError } from '../../errors.ts';
import { trueClassesOf } from '../../laws/trueClasses.ts';
import type { Experiment } from '../../results/schema.ts';
import { isTooLarge } from '../limits.ts';
import type { AuditPlan, Parameter } from '../plan/auditPlan.ts';
import { freeBatch } from '../rewrite/freeBatch.ts';
import { type DrawableModel, type ModeOptions, modelToDraw } from '../rewrite/modelToDraw.ts';
import { inputOf } from '../rewrite/parametersAsInputs.ts';
import { randomParameters } from '../rewrite/randomParameters.ts';
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
import { type Traced, tracedValues } from './trace/traced.ts';
import { type BatchVerdict, verifyBatch } from './verifyBatch.ts';

export interface RunOptions extends ModeOptions {
  readonly seed: number;
  /** Lengths that the model leaves open, by their names in it. */
  readonly dims?: OpenLengths;
  readonly ties?: Experiment['ties'];
  /** Of the same model before. */
  readonly verdict?: BatchVerdict;
  /** The axis of the classes in the scores; default as `scoresLayout` decides. */
  readonly axis?: number;
}

/** Laws by name of the parameter. */
export type Laws = ReadonlyMap<string, { readonly law: ParameterLaw }>;

/** An audit that is ready to run. */
export interface PreparedAudit {
  readonly assignment: AuditAssignment;
  /** Parameters that `unfoldBatchNorm` adds to those of the plan. */
  readonly added: readonly Parameter[];
  /** Whether the model runs with a free batch. */
  readonly isFreed: boolean;
  /** What the person must know of it, such as why points go through one after the other. */
  readonly notes: readonly string[];
  /** Memory that a worker takes, about. */
  readonly bytes: number;
  /** What running the model showed: it need not be shown again where only parameters, points or nodes inside are others. */
  readonly verdict: BatchVerdict;
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
  const { points } = data;
  const inputs = fitData(plan.inputs, data, options.dims);
  const still = runningStatistics(withoutDropout(plan.model));
  const look = () => {
    const shown = isTooLarge(plan) ? randomParameters(still, plan.parameters) : still;
    return verifyBatch(shown, freeBatch(shown, plan.inputs), plan.head.scores, { inputs, points }, runtime);
  };
  const verdict = options.verdict ?? (await look());
  const { batch, seen } = verdict;
  const drawable = modelToDraw(plan, seen, options);
  checkStatistics(drawable, verdict, points);
  const isFreed = verdict.batch === 'free' || verdict.needsFree;
  const free = (model: Model) => (isFreed ? freeBatch(model, plan.inputs) : model);

  const scores = scoresLayout(plan, seen.scores, seen.points, options.axis);
  const { nodes } = withOutputs(free(still), [scores.name]);
  const parameters = [...plan.parameters, ...drawable.added];
  const looked = lookedAt({ ...plan, parameters }, nodes, verdict, points, laws);
  const weights = [
    ...parameters.map((parameter) => drawnWeight(parameter, laws)),
    ...drawnMasks(drawable.masks, parameters.length),
  ];
  const model = withTies(free(drawable.model), [scores.name, ...looked.outputs], weights);
  const taken = new Set(model.inputs.map(({ name }) => name));
  checkDependence(plan, taken);
  const truth = scores.places === 1 ? trueClassesOf(data) : undefined;
  const assignment: AuditAssignment = {
    model: writeModel(model),
    weights: weights.filter(({ name }) => taken.has(name)),
    inputs: inputs.filter(({ name }) => taken.has(name)),
    points,
    batch,
    together: drawable.couples ? points : togetherOf(verdict, points),
    scores,
    ...(looked.features && { features: looked.features }),
    trace: looked.trace,
    ...(truth && { truth }),
    seed: options.seed,
    ...(options.ties && { ties: options.ties }),
  };
  const peak = peakOf(nodes, (value) => seen.numbersOf(value));
  const kept = looked.outputs.reduce((sum, value) => sum + (seen.numbersOf(value) ?? 0), 0);
  return {
    assignment,
    added: drawable.added,
    isFreed,
    notes: [
      ...(verdict.batch === 'single' ? [`points go through one after the other: ${verdict.reason}`] : []),
      ...(looked.note === undefined ? [] : [looked.note]),
    ],
    bytes: memoryOf(assignment, { peak, kept }),
    verdict,
  };
}

/**
 * What is looked at beside the scores: the traced values, and the features.
 * @param nodes that lead to the scores
 * @returns with the names of the values that the model must have as outputs for it
 */
function lookedAt(
  { head, inputs, parameters }: AuditPlan,
  nodes: readonly ModelNode[],
  { batch, seen }: BatchVerdict,
  points: number,
  laws: Laws,
): Traced & { readonly features?: AuditFeatures; readonly outputs: readonly string[] } {
  const ofPoints = valuesOfPoints({ nodes }, inputs);
  const widthOf = (value: string) => {
    const isFirst = batch === 'single' || seen.dims.get(value)?.[0] === seen.points;
    return isFirst && ofPoints.has(value) ? seen.numbersOf(value) : undefined;
  };
  const traced = tracedValues(nodes, head.scores, parameters, points, ofPoints, widthOf);
  const values = traced.trace.map(({ value }) => value);
  const read = featuresOf(nodes, head.scores, parameters, ofPoints, (name) => laws.get(name)?.law);
  if (read && inputs.some(({ name, batchAxis }) => name === read.value && batchAxis === 0)) {
    return { ...traced, features: read, outputs: values };
  }
  // Where something else than a linear layer makes the scores, the last layer before them stands for the features.
  const last = values.length > 0 ? { value: values[values.length - 1], bias: 0 } : undefined;
  const features = read && widthOf(read.value) !== undefined ? read : last;
  return { ...traced, ...(features && { features }), outputs: features ? [...values, features.value] : values };
}

/** The model with these outputs, and as inputs what these need and what is drawn for tied parameters among them. */
function withTies(model: Model, outputs: readonly string[], weights: readonly DrawnWeight[]): Model {
  const needed = withOutputs(model, outputs);
  const names = new Set(needed.inputs.map(({ name }) => name));
  for (const { name, law } of weights) if (law.law === 'tied' && names.has(name)) names.add(law.to);
  return { ...needed, inputs: model.inputs.filter(({ name }) => names.has(name)) };
}

/** @throws UserError `bad-argument` where the scores are the same whatever the data are */
function checkDependence({ head, inputs }: AuditPlan, taken: ReadonlySet<string>): void {
  const [{ name }] = inputs;
  if (taken.has(name)) return;
  const message = `the output ${quoted(head.output)} does not depend on the input ${quoted(name)}, which takes the data`;
  throw new UserError('bad-argument', message, [], 'name the output with the scores of the classes: --output');
}

/** @throws UserError where batch statistics are wanted of points that go through one after the other */
function checkStatistics({ couples }: DrawableModel, verdict: BatchVerdict, points: number): void {
  if (verdict.batch === 'free' || !couples || points === 1) return;
  const message = 'batch norms need several points at once for their statistics, and this model takes one at a time';
  const remedy = 'export it with a free batch axis, or take --batch-norm eval';
  throw new UserError('bad-argument', message, [verdict.reason], remedy);
}

/** Points that go through together where they do not couple, in equal parts. */
export function togetherOf({ batch, seen }: BatchVerdict, points: number): number {
  if (batch === 'single') return 1;
  const widest = Math.max(...[...seen.dims.keys()].map((value) => seen.numbersOf(value)!));
  const most = Math.max(1, Math.floor(LARGEST_BATCH / widest));
  return Math.ceil(points / Math.ceil(points / most));
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
