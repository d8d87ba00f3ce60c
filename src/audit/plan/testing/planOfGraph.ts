import { readModel } from '../../../engine/onnx/read/files/readModel.ts';
import { graph, info, model, type node, tensor } from '../../../engine/onnx/read/testing/build.ts';
import { sizeOf } from '../../../graph/graph.ts';
import { runtime } from '../../testing/runtime.ts';
import type { AuditPlan, PlanOptions } from '../auditPlan.ts';
import { planOf } from '../planOf.ts';

type NodeInit = ReturnType<typeof node>;
type TensorInit = ReturnType<typeof tensor>;
type ModelRest = NonNullable<Parameters<typeof model>[1]>;

interface SmallGraph {
  readonly nodes: NodeInit[];
  readonly constants?: TensorInit[];
  /** Default x [N, 4]. */
  readonly inputs?: ReturnType<typeof info>[];
  /** Default y. */
  readonly outputs?: readonly string[];
  readonly options?: PlanOptions;
  readonly producer?: string;
  readonly rest?: ModelRest;
}

/** The plan of a model made for a test. */
export async function planOfGraph({ nodes, constants = [], options = {}, ...more }: SmallGraph): Promise<AuditPlan> {
  const { inputs = [info('x', ['N', 4])], outputs = ['y'], producer = '', rest = {} } = more;
  const made = graph(nodes, constants, { input: inputs, output: outputs.map((name) => info(name)) });
  return planOf(readModel(model(made, { producerName: producer, ...rest })), options, runtime);
}

/** A tensor whose numbers differ, and differ from those of other seeds. */
export function numbers(name: string, dims: readonly number[], seed = name): TensorInit {
  let state = [...seed].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 2147483647, 7);
  return filled(name, dims, () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  });
}

/** A tensor of the numbers that a rule gives for their places. */
export function filled(name: string, dims: readonly number[], rule: (place: number) => number): TensorInit {
  const values = Float32Array.from({ length: sizeOf(dims) }, (_, place) => rule(place));
  return tensor(name, dims, { rawData: new Uint8Array(values.buffer) });
}

/** An input of whole numbers. */
export function ids(name: string, dims: readonly (number | string)[]): ReturnType<typeof info> {
  const of = info(name, dims);
  const type = of.type as { value: { value: { elemType: number } } };
  type.value.value.elemType = 7;
  return of;
}
