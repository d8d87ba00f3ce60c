import { writeModel } from '../../../engine/onnx/write/writeModel.ts';
import { batchStatistics } from '../../rewrite/batchStatistics.ts';
import { inputOf, parametersAsInputs } from '../../rewrite/parametersAsInputs.ts';
import { runningStatistics } from '../../rewrite/runningStatistics.ts';
import { withOutputs } from '../../rewrite/withOutputs.ts';
import { withoutDropout } from '../../rewrite/withoutDropout.ts';
import type { AnyTensor } from '../../runtime.ts';
import type { ParameterValues } from './parameterValues.ts';
import { floats, type Sides, type Statistics } from './sides.ts';

/**
 * What the file makes of the points with these weights, as far as it was recognised.
 * @param ranks of values by name, for statistics of the batch
 */
export async function fileOutput(
  { recognised: { end }, model, plan, feeds, runtime }: Sides,
  values: ParameterValues,
  statistics: Statistics,
  ranks: ReadonlyMap<string, number>,
): Promise<AnyTensor> {
  const drawn = parametersAsInputs(withoutDropout(model), plan.parameters);
  const normed = statistics === 'batch' ? batchStatistics(drawn, ranks) : runningStatistics(drawn);
  const file = withOutputs(normed, [end.value]);
  const byInput = new Map(plan.parameters.map((parameter) => [inputOf(parameter.name), parameter]));
  const given: Record<string, AnyTensor> = {};
  for (const { name } of file.inputs) {
    const parameter = byInput.get(name);
    given[name] = parameter ? floats(parameter.dims, await values.of(parameter)) : feeds[name];
  }
  return (await runtime.evaluate(writeModel(file), given, [end.value]))[end.value];
}
