import { toOnnx } from '../../engine/onnx/build.ts';
import type { Model } from '../../engine/onnx/read/model.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import { type Graph, GraphBuilder, sizeOf } from '../../graph/graph.ts';
import { makeLayer, type PlacedLayer } from '../../network/layer.ts';
import { batchNorm } from '../../network/layers/norms/batchNorm.ts';
import { mapLayers } from '../../network/mapLayers.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import type { AuditPlan } from '../plan/auditPlan.ts';
import { inputOf, parametersAsInputs } from '../rewrite/parametersAsInputs.ts';
import { runningStatistics } from '../rewrite/runningStatistics.ts';
import { withOutputs } from '../rewrite/withOutputs.ts';
import { withoutDropout } from '../rewrite/withoutDropout.ts';
import { taken } from '../run/lookAt.ts';
import type { AnyTensor, Runtime } from '../runtime.ts';
import { type Chosen, type ParameterValues, parameterValues } from './parameterValues.ts';
import type { Recognised } from './recognise.ts';
import type { Source } from './source.ts';

/** Largest difference that passes for rounding, as a share of the scale. */
export const TOLERANCE = 1e-5;

/** What the file and our network make of the same points with the same weights. */
export interface Transplanted {
  /** Whether they are the same, and differ from point to point or from output to output. */
  readonly isVerified: boolean;
  /** The largest difference as a share of the largest value. */
  readonly difference: number;
  /** Why nothing could be compared. */
  readonly reason?: string;
}

/**
 * Puts the same weights into a user's model and into what was recognised of it, and compares what comes out: the only proof that
 * the two are the same network. Norms begin with scale 1, shift 0 and running statistics of 0 and 1 on both sides, since the
 * notation has no other; batch norms take these running statistics, and dropout passes all units on.
 *
 * @param model that of the plan, with a free batch if it can be freed
 * @param feeds a few points, which go through together
 * @param chosen the weights: as stored, or drawn anew, since stored biases may all be 0
 */
export async function transplant(
  recognised: Recognised,
  model: Model,
  plan: AuditPlan,
  feeds: Readonly<Record<string, AnyTensor>>,
  chosen: Chosen,
  runtime: Runtime,
): Promise<Transplanted> {
  if (recognised.network === null) return different('nothing was recognised');
  const values = await parameterValues(plan, chosen);
  const { data } = feeds[plan.inputs[0].name];
  const points = feeds[plan.inputs[0].name].data.length / sizeOf(recognised.input);
  const graph = graphOf(recognised);
  const weights = graph.weights.map(({ dims }, i) => weightOf(recognised.sources[i], sizeOf(dims), values));
  if (recognised.sources.length !== weights.length || weights.includes(undefined)) {
    return different('weights of the file do not fit into the layers');
  }
  const ours: Record<string, AnyTensor> = {
    [graph.inputs[0].name]: floats([points, ...recognised.input], Float32Array.from(data as Float32Array, Number)),
  };
  graph.weights.forEach(({ name, dims }, i) => {
    ours[name] = floats(dims, weights[i]!);
  });
  const [{ name: output }] = graph.outputs;
  const own = await runtime.evaluate(toOnnx(graph, { points }), ours, [output]);
  return compared(await scoresOf(recognised, model, plan, feeds, values, runtime), own[output], recognised.end.order);
}

/** All layers as one graph, with biases wherever layers can have them. */
function graphOf({ network, input }: Recognised): Graph {
  const inEvaluation = mapLayers(parseNetwork(network!), (layer) =>
    layer.definition === batchNorm.definition ? makeLayer(layer.definition, { ...layer.given, mode: 'eval' }) : layer,
  );
  const init = { scheme: 'lecun', sigmaB2: 1 };
  const g = new GraphBuilder(input);
  const emit = (x: typeof g.input, { layer, input }: PlacedLayer) =>
    layer.definition.graph(g, x, layer.args, { input, init, points: null });
  return g.build([inEvaluation.place(input).reduce(emit, g.input)]);
}

/** The values of a weight tensor of ours; undefined where those of the file do not fit. */
function weightOf(source: Source | undefined, size: number, values: ParameterValues): Float32Array | undefined {
  if (!source) return undefined;
  if (!source.of) return new Float32Array(size);
  const arranged = source.arranged(values.of(source.of));
  return arranged.length === size ? arranged : undefined;
}

async function scoresOf(
  { end }: Recognised,
  model: Model,
  plan: AuditPlan,
  feeds: Readonly<Record<string, AnyTensor>>,
  values: ParameterValues,
  runtime: Runtime,
): Promise<AnyTensor> {
  const still = runningStatistics(withoutDropout(model));
  const file = withOutputs(parametersAsInputs(still, plan.parameters), [end.value]);
  const given = plan.parameters.map((parameter) => [
    inputOf(parameter.name),
    floats(parameter.dims, values.of(parameter)),
  ]);
  const found = await runtime.evaluate(
    writeModel(file),
    taken(file, { ...feeds, ...(Object.fromEntries(given) as Record<string, AnyTensor>) }),
    [end.value],
  );
  return found[end.value];
}

function compared(file: AnyTensor, own: AnyTensor, order: Recognised['end']['order']): Transplanted {
  const [theirs, ours] = [file, own].map(({ data }) => Float64Array.from(data as Float32Array, Number));
  if (theirs.length !== ours.length) return different('the outputs have different sizes');
  let [largest, difference, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  theirs.forEach((value, i) => {
    largest = Math.max(largest, Math.abs(value));
    difference = Math.max(difference, Math.abs(value - ours[order ? order[i] : i]));
    least = Math.min(least, value);
    most = Math.max(most, value);
  });
  if (!(most - least > TOLERANCE * largest)) return different('the outputs of the model are all the same');
  const share = difference / largest;
  return { isVerified: share <= TOLERANCE, difference: share };
}

function different(reason: string): Transplanted {
  return { isVerified: false, difference: Number.POSITIVE_INFINITY, reason };
}

function floats(dims: readonly number[], data: Float32Array): AnyTensor {
  return { type: 'float32', dims, data };
}
