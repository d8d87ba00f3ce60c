import type { Constant, ModelNode } from '../../engine/onnx/read/model.ts';
import { integers, node, repeated } from './parts.ts';

/** Since then the axes of ReduceMean are an input. */
const AXES_AS_INPUT = 18;

interface Nodes {
  readonly nodes: readonly ModelNode[];
  readonly constants: readonly Constant[];
}

/**
 * A node for the mean over some axes, which stay with length 1.
 * @param list the name of the constant that holds the axes
 */
export function meanOver(
  [x, y]: readonly [x: string, y: string],
  axes: readonly number[],
  list: string,
  opset: number,
): Nodes {
  if (opset < AXES_AS_INPUT) return { nodes: [node('ReduceMean', [x], [y], { axes, keepdims: 1 })], constants: [] };
  return { nodes: [node('ReduceMean', [x, list], [y], { keepdims: 1 })], constants: [integers(list, axes)] };
}

/**
 * Nodes for y = (x − μ)/√(σ² + ε), with mean and variance over some axes, σ² divided by the number of entries. Written out in
 * operators that every version of ONNX has.
 *
 * @param name what values and constants on the way are called
 * @param opset of the model
 */
export function standardised(
  [x, y]: readonly [x: string, y: string],
  { axes, epsilon }: { readonly axes: readonly number[]; readonly epsilon: number },
  name: (what: string) => string,
  opset: number,
): Nodes {
  const mean = meanOver([x, name('mean')], axes, name('axes'), opset);
  const variance = meanOver([name('squares'), name('variance')], axes, name('axes'), opset);
  return {
    nodes: [
      ...mean.nodes,
      node('Sub', [x, name('mean')], [name('centred')]),
      node('Mul', [name('centred'), name('centred')], [name('squares')]),
      ...variance.nodes,
      node('Add', [name('variance'), name('epsilon')], [name('positive')]),
      node('Sqrt', [name('positive')], [name('deviation')]),
      node('Div', [name('centred'), name('deviation')], [y]),
    ],
    constants: [repeated(name('epsilon'), [], epsilon), ...mean.constants],
  };
}
