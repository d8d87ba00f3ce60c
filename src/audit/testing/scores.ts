import type { Model } from '../../engine/onnx/read/model.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import { inputOf } from '../rewrite/parametersAsInputs.ts';
import { withOutputs } from '../rewrite/withOutputs.ts';
import type { AnyTensor } from '../runtime.ts';
import { runtime } from './runtime.ts';

type Feeds = Readonly<Record<string, AnyTensor>>;

/** What a model makes of some feeds, of which it takes those that it has inputs for. */
export async function evaluated(model: Model, feeds: Feeds, value = model.outputs[0].name): Promise<AnyTensor> {
  const needed = withOutputs(model, [value]);
  const fed = Object.fromEntries(needed.inputs.map(({ name }) => [name, feeds[name]]));
  return (await runtime.evaluate(writeModel(needed), fed, [value]))[value];
}

/** Parameters as they are stored, by name of their inputs. */
export async function storedFeeds(parameters: readonly Parameter[]): Promise<Feeds> {
  const feeds = parameters.map(async (parameter) => {
    const data = await parameter.values();
    return [inputOf(parameter.name), { type: 'float32', dims: parameter.dims, data }] as const;
  });
  return Object.fromEntries(await Promise.all(feeds));
}

/** Largest difference of two tensors of the same dims, as a share of the largest number; infinite where the dims differ. */
export function difference(a: AnyTensor, b: AnyTensor): number {
  if (a.dims.join() !== b.dims.join()) return Number.POSITIVE_INFINITY;
  let [largest, apart] = [0, 0];
  for (let i = 0; i < a.data.length; i++) {
    largest = Math.max(largest, Math.abs(Number(a.data[i])));
    apart = Math.max(apart, Math.abs(Number(a.data[i]) - Number(b.data[i])));
  }
  return apart / largest;
}
