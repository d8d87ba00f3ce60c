import type { ValueInfoProto } from '../../proto.ts';
import type { Value } from '../model.ts';
import { badModel, EXPORT_AGAIN, quoted } from '../problems.ts';
import { elementType } from '../tensors/elementTypes.ts';

type Type = NonNullable<ValueInfoProto['type']>;
type Shape = NonNullable<Extract<Type['value'], { case: 'tensorType' }>['value']['shape']>;

/** An input or output of a graph, in our words. */
export function value(info: ValueInfoProto, file: string): Value {
  const { name } = info;
  const type = info.type?.value;
  switch (type?.case) {
    case 'tensorType': {
      const { elemType, shape } = type.value;
      return { name, type: elementType(elemType)?.name ?? 'unknown', dims: shape && dims(shape, name, file) };
    }
    case 'sequenceType':
      return { name, type: 'sequence' };
    case 'mapType':
      return { name, type: 'map' };
    case 'optionalType':
      return { name, type: 'optional' };
    case 'sparseTensorType':
      return { name, type: 'sparse tensor' };
    default:
      return { name, type: 'unknown' };
  }
}

function dims(shape: Shape, name: string, file: string): (number | string | null)[] {
  return shape.dim.map(({ value: dim }) => {
    if (dim.case === 'dimParam') return dim.value || null;
    // Some exporters write −1 for any length.
    if (dim.case === undefined || dim.value === -1n) return null;
    const length = Number(dim.value);
    if (length >= 0 && Number.isSafeInteger(length)) return length;
    throw badModel(file, `${quoted(name)} has an axis of the impossible length ${dim.value}`, EXPORT_AGAIN);
  });
}
