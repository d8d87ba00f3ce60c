import type { Model, ModelNode } from '../../engine/onnx/read/model.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import type { AuditAssignment } from './auditAssignment.ts';

/** Operators that are a layer, an activation or a pool by themselves. */
const LAYERS =
  /^(Conv|ConvTranspose|Gemm|MatMul|LSTM|GRU|RNN|.*Normalization|LRN|.*Pool|Relu|LeakyRelu|PRelu|ThresholdedRelu|Elu|Selu|Celu|Gelu|Mish|Swish|HardSwish|HardSigmoid|Sigmoid|Tanh|Softplus|Softsign|Softmax|Clip)$/;
/** More layers than this are not looked at: every one of them costs time and memory. */
const MOST_TRACED = 64;
/** All traced values together take at most this many numbers (512 MB). */
const MOST_NUMBERS = 2 ** 27;

export interface Traced {
  readonly trace: AuditAssignment['trace'];
  readonly note?: string;
}

/**
 * The values that are looked at after every layer, activation and pool on the way to the scores, which are not among them.
 *
 * A layer is called as its parameters are, else after the module that PyTorch names in its nodes, else after its operator
 * with its number among those: "conv1", "features.3", "relu2". Where there are too many, some at equal distances are left.
 *
 * @param nodes that lead to the scores
 * @param widthOf how many numbers of one point a value holds; undefined for values that are not of each point
 */
export function tracedValues(
  { nodes }: Pick<Model, 'nodes'>,
  scores: string,
  parameters: readonly Parameter[],
  points: number,
  widthOf: (value: string) => number | undefined,
): Traced {
  const names = new Map(
    parameters.flatMap(({ layer, uses }) => uses.map(({ node }) => [node.outputs[0], layer] as const)),
  );
  const ordinals = new Map<string, number>();
  const all = nodes.flatMap((node) => {
    const [value] = node.outputs;
    const shifted = biasBehind(node, nodes, names);
    if (!LAYERS.test(node.op) || value === scores || shifted === scores) return [];
    const width = widthOf(shifted);
    return width === undefined ? [] : [{ value: shifted, layer: names.get(value) ?? labelOf(node, ordinals), width }];
  });
  const affordable = MOST_NUMBERS / points / (all.reduce((sum, { width }) => sum + width, 0) / all.length);
  const most = Math.min(MOST_TRACED, Math.floor(affordable));
  const trace = thinned(all, most).map(({ value, layer }) => ({ value, layer }));
  if (trace.length === all.length) return { trace };
  return {
    trace,
    note: `${trace.length} of ${all.length} layers are traced: more would take too long, or too much memory`,
  };
}

/** A matrix product and the biases added to it are one layer. */
function biasBehind(
  { op, outputs: [value] }: ModelNode,
  nodes: readonly ModelNode[],
  names: ReadonlyMap<string, string>,
): string {
  if (op !== 'MatMul') return value;
  const takers = nodes.filter(({ inputs }) => inputs.includes(value));
  const [only] = takers;
  return takers.length === 1 && only.op === 'Add' && names.has(only.outputs[0]) ? only.outputs[0] : value;
}

/** "/features/features.3/Relu" is of the module features.3. */
function labelOf({ name, op }: ModelNode, ordinals: Map<string, number>): string {
  const scope = name.split('/').slice(1, -1);
  if (scope.length > 0) return scope.at(-1)!;
  const label = op.toLowerCase();
  const ordinal = (ordinals.get(label) ?? 0) + 1;
  ordinals.set(label, ordinal);
  return `${label}${ordinal}`;
}

/** At equal distances, the last of all included. */
function thinned<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, i) => all[Math.ceil(((i + 1) * all.length) / most) - 1]);
}
