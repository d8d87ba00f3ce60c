import type { NumberArray } from '../../engine/onnx/read/tensors/elementTypes.ts';
import type { TypedTensor } from '../../engine/session.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { AuditInput } from './auditAssignment.ts';

/**
 * What some of the points feed in, by name of the input. Where the points are the first axis no number is copied.
 * @param from the first of them
 */
export function pointsOf(inputs: readonly AuditInput[], from: number, count: number): Record<string, TypedTensor> {
  return Object.fromEntries(
    inputs.map(({ name, tensor, batchAxis }) => [
      name,
      batchAxis === undefined ? tensor : sliced(tensor, batchAxis, from, count),
    ]),
  );
}

function sliced({ type, dims, data }: TypedTensor, axis: number, from: number, count: number): TypedTensor {
  const outer = sizeOf(dims.slice(0, axis));
  const inner = sizeOf(dims.slice(axis + 1));
  const part = (row: number) =>
    data.subarray((row * dims[axis] + from) * inner, (row * dims[axis] + from + count) * inner);
  const shape = dims.with(axis, count);
  if (outer === 1) return { type, dims: shape, data: part(0) };
  const copied = new (data.constructor as new (length: number) => NumberArray)(sizeOf(shape));
  for (let row = 0; row < outer; row++) copied.set(part(row) as never, row * count * inner);
  return { type, dims: shape, data: copied };
}
