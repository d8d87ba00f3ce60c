import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import { sizeOf } from '../../../graph/graph.ts';
import { textAttribute, wholeAttribute, wholesAttribute } from '../../graph/attributes.ts';
import { weightSlot } from '../../graph/linear.ts';
import type { LayerKind, ParameterFans } from '../auditPlan.ts';
import type { Reading, Rule, Surroundings } from './ruling.ts';

/** Fans of the weights that a node has at an input. */
type FansOf = (node: ModelNode, slot: number, dims: readonly number[]) => ParameterFans;

/** Kernels [outputs, inputs/groups, …window]. */
const ofConvolution: FansOf = (node, _, [outputs, inputs, ...window]) => ({
  fanIn: inputs * sizeOf(window),
  fanOut: outputs * sizeOf(window),
  units: outputs,
  groups: wholeAttribute(node, 'group', 1),
});

/** Kernels [inputs, outputs/groups, …window]: a unit sees every stride-th pixel of the window. PyTorch takes axis 1 as inputs. */
const ofTransposedConvolution: FansOf = (node, _, [inputs, outputs, ...window]) => {
  const groups = wholeAttribute(node, 'group', 1);
  const strides = wholesAttribute(node, 'strides') ?? [];
  return {
    fanIn: ((inputs / groups) * sizeOf(window)) / sizeOf(strides),
    fanOut: outputs * sizeOf(window),
    units: outputs * groups,
    groups,
    torchFanIn: outputs * sizeOf(window),
  };
};

/** Matrices on either side, in the last two axes: from the left W x, from the right x W. */
const ofProduct: FansOf = (node, slot, dims) => {
  const [rows, columns] = dims.length === 1 ? (slot === 1 ? [dims[0], 1] : [1, dims[0]]) : dims.slice(-2);
  const isTransposed = wholeAttribute(node, slot === 1 ? 'transB' : 'transA', 0) === 1;
  const isInputsFirst = (slot === 1) !== isTransposed;
  const [fanIn, fanOut] = isInputsFirst ? [rows, columns] : [columns, rows];
  return { fanIn, fanOut, units: fanOut };
};

/** Axes shared with the data and gone from the result are summed over; those of the weights alone are its units. */
const ofEinsum: FansOf = (node, slot, dims) => {
  const [inputs, output = ''] = (textAttribute(node, 'equation') ?? '').replace(/[\s.]/g, '').split('->');
  const terms = inputs.split(',');
  const axes = [...(terms[slot] ?? '')].map((letter, axis) => ({ letter, length: dims[axis] ?? 1 }));
  const lengths = (belongs: (letter: string) => boolean) =>
    sizeOf(axes.filter(({ letter }) => belongs(letter)).map(({ length }) => length));
  const units = lengths((letter) => output.includes(letter) && !terms[1 - slot]?.includes(letter));
  return { fanIn: lengths((letter) => !output.includes(letter)), fanOut: units, units };
};

/** A linear operator: how it counts the fans of its weights, and what kind of layer it is. */
const LINEAR: Readonly<Record<string, { readonly kind: LayerKind; readonly fansOf: FansOf }>> = {
  Conv: { kind: 'conv', fansOf: ofConvolution },
  FusedConv: { kind: 'conv', fansOf: ofConvolution },
  ConvTranspose: { kind: 'convTranspose', fansOf: ofTransposedConvolution },
  Gemm: { kind: 'dense', fansOf: ofProduct },
  FusedGemm: { kind: 'dense', fansOf: ofProduct },
  MatMul: { kind: 'dense', fansOf: ofProduct },
  FusedMatMul: { kind: 'dense', fansOf: ofProduct },
  Einsum: { kind: 'dense', fansOf: ofEinsum },
};

/** The weights of a linear operator. */
function readWeight(node: ModelNode, around: Surroundings): Reading | undefined {
  const kind = LINEAR[node.op]?.kind;
  const fans = fansOf(node, around);
  if (!kind || !fans) return undefined;
  const part = around.attention.get(node);
  if (!part) return { role: 'weight', kind, fans, owner: node };
  return { role: 'weight', kind: part.kind, fans: { ...fans, units: fans.units / part.projections }, owner: node };
}

/** The bias of a linear operator, whether its own or added behind: a number for each of its units, or one for all. */
export function readBias(node: ModelNode, length: number, around: Surroundings): Reading | undefined {
  const weight = readWeight(node, around);
  return weight && { ...weight, role: 'bias', fans: { ...weight.fans!, units: length } };
}

/** Rows of the weight matrix, those of queries, keys and values together. */
export function unitsOf(node: ModelNode, around: Surroundings): number | undefined {
  return fansOf(node, around)?.units;
}

function fansOf(node: ModelNode, { graph, tensors }: Surroundings): ParameterFans | undefined {
  const slot = weightSlot(graph, node);
  const dims = slot === undefined ? undefined : tensors.get(node.inputs[slot])?.dims;
  return slot === undefined || !dims ? undefined : LINEAR[node.op].fansOf(node, slot, dims);
}

/** Inputs 0 and 1 are multiplied, input 2 is added. */
export const linear: Rule = ({ meets: { node, slot } }, { size }, around) => {
  const reading = slot === 2 ? readBias(node, size, around) : readWeight(node, around);
  return reading ?? `${node.op} multiplies data with data here`;
};
