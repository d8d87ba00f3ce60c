import type { Dataset } from '../../data/dataset.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import { UserError } from '../../errors.ts';
import { sizeOf } from '../../graph/graph.ts';
import { trueClassesOf } from '../../laws/trueClasses.ts';
import type { Experiment } from '../../results/schema.ts';
import type { AuditPlan, Parameter } from '../plan/auditPlan.ts';
import { batchStatistics } from '../rewrite/batchStatistics.ts';
import { freeBatch } from '../rewrite/freeBatch.ts';
import { inputOf, parametersAsInputs } from '../rewrite/parametersAsInputs.ts';
import { runningStatistics } from '../rewrite/runningStatistics.ts';
import { unfoldBatchNorm } from '../rewrite/unfoldBatchNorm.ts';
import { valuesOfPoints } from '../rewrite/valuesOfPoints.ts';
import { withOutputs } from '../rewrite/withOutputs.ts';
import { withoutDropout } from '../rewrite/withoutDropout.ts';
import type { Runtime } from '../runtime.ts';
import type { AuditAssignment, ParameterLaw } from './auditAssignment.ts';
import { memoryOf } from './budget.ts';
import { featuresOf } from './features.ts';
import { fitData, type OpenLengths } from './fitData.ts';
import { scoresLayout } from './scoresLayout.ts';
import { shapesOf, taken } from './shapes.ts';
import { pointsOf } from './slices.ts';
import { tracedValues } from './traced.ts';
import { verifyBatch } from './verifyBatch.ts';

export interface RunOptions {
  readonly seed: number;
  /** Lengths that the model leaves open. */
  readonly dims?: OpenLengths;
  /** Statistics of batch norms: of the points, as in training, or the running ones, which begin at 0 and 1. Default train. */
  readonly batchNorm?: 'train' | 'eval';
  /** Puts batch norms behind convolutions that have none. */
  readonly unfoldBatchNorm?: boolean;
  readonly ties?: Experiment['ties'];
}

/** An audit that is ready to run. */
export interface PreparedAudit {
  readonly assignment: AuditAssignment;
  /** Parameters that `unfoldBatchNorm` adds to those of the plan. */
  readonly added: readonly Parameter[];
  /** What the person must know of it, such as why points go through one after the other. */
  readonly notes: readonly string[];
  /** That a worker takes, about. */
  readonly bytes: number;
}

/** Points go through in batches of at most this many numbers in their widest value (64 MB). */
const LARGEST_BATCH = 2 ** 24;
/** Points that are run to see the shapes of values. */
const PROBED = 3;

/**
 * Rewrites a model for its draws, and puts together all that these need.
 *
 * @param laws by name of the parameter; those that unfolded batch norms add need none
 * @param data after preprocessing
 * @throws UserError `data` and `shape` where model and data do not fit, `bad-argument` for batch statistics of a model that
 *   takes one point at a time, and what the runtime says of a model that does not run
 */
export async function assignmentOf(
  plan: AuditPlan,
  laws: ReadonlyMap<string, { readonly law: ParameterLaw }>,
  data: Dataset,
  options: RunOptions,
  runtime: Runtime,
): Promise<PreparedAudit> {
  const { head, parameters } = plan;
  const { points } = data;
  const inputs = fitData(plan.inputs, data, options.dims);
  const still = runningStatistics(withoutDropout(plan.model));
  const verdict = await verifyBatch(still, freeBatch(still, plan.inputs), head.scores, inputs, points, runtime);
  const isFree = verdict.batch === 'free';
  const free = (model: AuditPlan['model']) => (isFree ? freeBatch(model, plan.inputs) : model);
  const probed = isFree ? Math.min(PROBED, points) : 1;
  const probe = withOutputs(free(still), [head.scores]);
  const shapes = await shapesOf(probe, [head.scores], taken(probe, pointsOf(inputs, 0, probed)), runtime);
  const scores = scoresLayout(plan, shapes.get(head.scores) ?? [], probed);

  const drawn = parametersAsInputs(withoutDropout(plan.model), parameters);
  const unfolded = options.unfoldBatchNorm ? unfoldBatchNorm(drawn, plan) : { model: drawn, parameters: [] };
  const normalises = unfolded.model.nodes.some(({ op }) => op === 'BatchNormalization');
  const couples = normalises && options.batchNorm !== 'eval';
  if (couples && !isFree && points > 1) throw noStatistics(verdict.reason);
  const ranks = new Map([...shapes].map(([value, dims]) => [value, dims.length]));
  for (const { uses } of unfolded.parameters)
    ranks.set(uses[0].node.inputs[0], ranks.get(uses[0].node.outputs[0]) ?? 4);
  const normed = couples ? batchStatistics(unfolded.model, ranks) : runningStatistics(unfolded.model);

  const ofPoints = valuesOfPoints(probe, plan.inputs);
  const widthOf = (value: string) => {
    const dims = shapes.get(value);
    return dims && ofPoints.has(value) && dims[0] === probed ? sizeOf(dims) / probed : undefined;
  };
  const everything = [...parameters, ...unfolded.parameters];
  const { trace, note } = tracedValues(probe, head.scores, everything, points, widthOf);
  const lawOf = (name: string) => laws.get(name)?.law;
  const features = featuresOf(probe, head.scores, parameters, lawOf);
  const outputs = [head.scores, ...trace.map(({ value }) => value)];
  if (features && !plan.inputs.some(({ name }) => name === features.value)) outputs.push(features.value);
  const model = withOutputs(free(normed), outputs);

  const needed = new Set(model.inputs.map(({ name }) => name));
  const weights = everything
    .filter(({ name }) => needed.has(inputOf(name)))
    .map(({ name, dims, number, values: _, role }) => {
      return { name: inputOf(name), dims, number, law: ofInputs(lawOf(name) ?? normLaw(role)) };
    });
  const widest = Math.max(...[...shapes.values()].map((dims) => sizeOf(dims) / probed));
  const truth = scores.places === 1 ? trueClassesOf(data) : undefined;
  const assignment: AuditAssignment = {
    model: writeModel(model),
    weights,
    inputs: inputs.filter(({ name }) => needed.has(name)),
    points,
    batch: verdict.batch,
    together: isFree ? (couples ? points : batchSize(points, widest)) : 1,
    scores,
    ...(features && { features }),
    trace,
    ...(truth && { truth }),
    seed: options.seed,
    ...(options.ties && { ties: options.ties }),
  };
  const numbersOfPoint = [...shapes.values()].reduce((sum, dims) => sum + sizeOf(dims) / probed, 0);
  return {
    assignment,
    added: unfolded.parameters,
    notes: [...(isFree ? [] : [`points go through one after the other: ${verdict.reason}`]), ...(note ? [note] : [])],
    bytes: memoryOf(assignment, numbersOfPoint),
  };
}

/** In equal parts. */
function batchSize(points: number, widest: number): number {
  const most = Math.max(1, Math.floor(LARGEST_BATCH / widest));
  return Math.ceil(points / Math.ceil(points / most));
}

/** Tied parameters find those that they copy by the name of the input. */
function ofInputs(law: ParameterLaw): ParameterLaw {
  return law.law === 'tied' ? { ...law, to: inputOf(law.to) } : law;
}

/** Every framework begins norms with a scale of 1 and a shift of 0. */
function normLaw(role: Parameter['role']): ParameterLaw {
  return { law: 'constant', value: role === 'normScale' ? 1 : 0 };
}

function noStatistics(reason: string): UserError {
  const message = 'batch norms need several points at once for their statistics, and this model takes one at a time';
  return new UserError(
    'bad-argument',
    message,
    [reason],
    'export it with a free batch axis, or take --batch-norm eval',
  );
}
