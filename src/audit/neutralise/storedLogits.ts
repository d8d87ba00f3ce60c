import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../engine/onnx/read/model.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import { UserError } from '../../errors.ts';
import { wholeAttribute } from '../graph/attributes.ts';
import { learnedValues } from '../graph/learned.ts';
import { ModelGraph } from '../graph/modelGraph.ts';
import type { PlannedHead, PlannedInput } from '../plan/auditPlan.ts';
import { headOf } from '../plan/head.ts';
import { inputsOf } from '../plan/inputs.ts';
import { refuseObstacles } from '../plan/noWeights.ts';
import { freeBatch } from '../rewrite/freeBatch.ts';
import { runningStatistics } from '../rewrite/runningStatistics.ts';
import { withOutputs } from '../rewrite/withOutputs.ts';
import { withoutDropout } from '../rewrite/withoutDropout.ts';
import { togetherOf } from '../run/assign.ts';
import type { AuditInput, AuditScores } from '../run/auditAssignment.ts';
import { fitData, type OpenLengths } from '../run/fit/fitData.ts';
import { scoresInto } from '../run/scores.ts';
import { scoresLayout } from '../run/scoresLayout.ts';
import { pointsOf } from '../run/slices.ts';
import { verifyBatch } from '../run/verifyBatch.ts';
import type { AnyTensor, Runtime } from '../runtime.ts';

/** What goes into a model and what comes out, whatever lies between. */
export interface ModelEnds {
  readonly model: Model;
  readonly graph: ModelGraph;
  /** The one that takes the data first. */
  readonly inputs: readonly PlannedInput[];
  readonly head: PlannedHead;
}

/**
 * @param output the graph's output that is looked at; default the first
 * @throws UserError `bad-model` for what is no network of float32, `bad-argument` for an output that the model does not have
 */
export function endsOf(model: Model, output?: string): ModelEnds {
  refuseObstacles(model);
  checkPrecision(model);
  const graph = new ModelGraph(model);
  return { model, graph, inputs: inputsOf(graph, learnedValues(graph, new Set())), head: headOf(graph, output) };
}

/** Half precision would round away what is added. */
function checkPrecision({ file, constants, inputs }: Model): void {
  const half = [...constants.values(), ...inputs].find(({ type }) => type === 'float16' || type === 'bfloat16');
  if (!half) return;
  const message = `${file} computes in half precision (${half.type}), which rounds biases away`;
  throw new UserError('bad-model', message, [], 'export it as float32, neutralise it, and convert it then');
}

/** The logits of a model with the weights that are in its file. */
export interface StoredLogits {
  /** (points · places) × units. */
  readonly values: Float32Array;
  readonly layout: AuditScores;
  /** Axes of the scores in the file. */
  readonly rank: number;
  readonly inputs: readonly AuditInput[];
  readonly notes: readonly string[];
}

/**
 * Runs the stored weights on all points, batch norms with their running statistics and dropout off: as after training.
 * @throws UserError `data` and `shape` where model and data do not fit, and what the runtime says of a model that does not run
 */
export async function storedLogits(
  { model, inputs: planned, head }: ModelEnds,
  data: Dataset,
  runtime: Runtime,
  dims?: OpenLengths,
): Promise<StoredLogits> {
  const { points } = data;
  const inputs = fitData(planned, data, dims);
  const still = runningStatistics(withoutDropout(model));
  const freed = freeBatch(still, planned);
  const verdict = await verifyBatch(still, freed, head.scores, { inputs, points }, runtime);
  const layout = scoresLayout({ model, head }, verdict.seen.scores, verdict.seen.points);
  if (verdict.seen.scores.type !== 'float32') {
    const message = `the scores ${layout.name} are ${verdict.seen.scores.type}`;
    throw new UserError('bad-model', message, [], 'export the model as float32');
  }
  const together = togetherOf(verdict, points);
  const run = withOutputs(verdict.batch === 'free' ? freed : still, [layout.name]);
  const taken = new Set(run.inputs.map(({ name }) => name));
  const fed = inputs.filter(({ name }) => taken.has(name));
  const values = await logitsOf(writeModel(run), batchesOf(fed, points, together), layout, runtime);
  const alone = verdict.batch === 'single' ? [`points go through one after the other: ${verdict.reason}`] : [];
  return { values, layout, rank: verdict.seen.scores.dims.length, inputs: fed, notes: [...alone, ...trained(model)] };
}

/** Points that go through together. */
export interface PointBatch {
  readonly count: number;
  readonly feeds: Readonly<Record<string, AnyTensor>>;
}

/** All points in batches of at most as many. */
export function batchesOf(inputs: readonly AuditInput[], points: number, together: number): PointBatch[] {
  return Array.from({ length: Math.ceil(points / together) }, (_, batch) => {
    const count = Math.min(together, points - batch * together);
    return { count, feeds: pointsOf(inputs, batch * together, count) };
  });
}

/** Runs batches of points through a model file. @returns (points · places) × units */
export async function logitsOf(
  file: Uint8Array | string,
  batches: readonly PointBatch[],
  layout: AuditScores,
  runtime: Runtime,
): Promise<Float32Array> {
  const runs = batches.map(({ feeds }) => feeds);
  const results = await runtime.evaluateEach(file, runs, [layout.name]);
  const width = layout.places * layout.units;
  const values = new Float32Array(width * batches.reduce((sum, { count }) => sum + count, 0));
  let from = 0;
  for (const [batch, { count }] of batches.entries()) {
    const part = values.subarray(from, from + count * width);
    scoresInto(part, results[batch][layout.name] as AnyTensor & { data: Float32Array }, count, layout);
    from += count * width;
  }
  return values;
}

/** Batch norms in training mode make more than one output, or say so. */
function trained({ nodes }: Model): string[] {
  const inTraining = nodes.some(
    (one) =>
      one.op === 'BatchNormalization' && (one.outputs.length > 1 || wholeAttribute(one, 'training_mode', 0) === 1),
  );
  if (!inTraining) return [];
  return [
    'the file was exported in training mode: biases are fitted with running statistics, as they are after model.eval(); export it so',
  ];
}
