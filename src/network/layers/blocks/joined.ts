import type { GraphBuilder, Shape, Tensor } from '../../../graph/graph.ts';
import { describeShape, shapeError } from '../../shape.ts';

/** What blocks share that set outputs beside each other along the axis of their features or channels. */

/** Channels come first in an image, features last in tokens. */
function featureAxis(shape: Shape): number {
  return shape.length === 3 ? 0 : shape.length - 1;
}

/** The shape of all outputs beside each other. @throws UserError `shape` unless all other axes agree */
export function besideEachOther(layer: string, shapes: readonly Shape[]): Shape {
  const [first] = shapes;
  const axis = featureAxis(first);
  const other = shapes.find(
    (shape) => shape.length !== first.length || shape.some((n, i) => i !== axis && n !== first[i]),
  );
  if (other) {
    const message = `${layer} cannot set ${describeShape(other)} beside ${describeShape(first)}`;
    throw shapeError(message, [], 'the branch may change the number of features or channels only');
  }
  return first.with(
    axis,
    shapes.reduce((sum, shape) => sum + shape[axis], 0),
  );
}

/** The share of an output's units among all, those of others included. */
export function shareOf(shape: Shape, others: readonly Shape[]): number {
  const axis = featureAxis(shape);
  return shape[axis] / others.reduce((sum, other) => sum + other[axis], shape[axis]);
}

/** The node that sets tensors beside each other. */
export function join(g: GraphBuilder, layer: string, tensors: readonly Tensor[]): Tensor {
  const shape = besideEachOther(
    layer,
    tensors.map((tensor) => tensor.shape),
  );
  return g.node('Concat', tensors, { axis: featureAxis(shape) + 1 }, shape);
}
