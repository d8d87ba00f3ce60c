import { type AttributeProto, DataType, type NodeProto } from '../../proto.ts';
import type { Constant } from '../model.ts';
import { badModel, EXPORT_AGAIN, quoted, titleOf } from '../problems.ts';
import {
  filledConstant,
  numbersConstant,
  storedConstant,
  type TensorContext,
  textConstant,
} from '../tensors/constant.ts';
import { MOST_AXES } from '../tensors/dims.ts';
import { elementType } from '../tensors/elementTypes.ts';

/** Whether a node is the operator of ONNX itself of this name. */
export function isOperator({ domain, opType }: NodeProto, name: string): boolean {
  return opType === name && (domain === '' || domain === 'ai.onnx');
}

/** What a node "Constant" gives, in each form that ONNX knows. */
export function constantOfNode(node: NodeProto, name: string, context: TensorContext): Constant {
  const [attribute] = node.attribute;
  if (attribute?.name !== 'value') return constantOfNumbers(node, attribute, name, context);
  if (!attribute.t) throw noValue(node, context.file);
  return storedConstant(attribute.t, name, context);
}

function constantOfNumbers(
  node: NodeProto,
  attribute: AttributeProto | undefined,
  name: string,
  { file }: TensorContext,
): Constant {
  switch (attribute?.name) {
    case 'value_float':
      return numbersConstant(name, 'float32', [], Float32Array.of(attribute.f));
    case 'value_floats':
      return numbersConstant(name, 'float32', [attribute.floats.length], Float32Array.from(attribute.floats));
    case 'value_int':
      return numbersConstant(name, 'int64', [], BigInt64Array.of(attribute.i));
    case 'value_ints':
      return numbersConstant(name, 'int64', [attribute.ints.length], BigInt64Array.from(attribute.ints));
    case 'value_string':
      return textConstant(name, [], 1, file);
    case 'value_strings':
      return textConstant(name, [attribute.strings.length], attribute.strings.length, file);
    case 'sparse_value':
      throw badModel(file, `the constant ${quoted(name)} is sparse`, 'store it as a dense tensor');
    default:
      throw noValue(node, file);
  }
}

/**
 * What a node "ConstantOfShape" gives for a constant shape. It is not made: a few bytes may ask for terabytes.
 * @returns undefined where the shape is not stated by the model
 */
export function constantOfShape(
  node: NodeProto,
  shape: Constant | undefined,
  name: string,
  context: TensorContext,
): Constant | undefined {
  if (shape?.type !== 'int64' || shape.dims.length !== 1 || shape.size > MOST_AXES) return undefined;
  const dims = [...shape.values()].map(BigInt);
  const tensor = node.attribute.find((attribute) => attribute.name === 'value')?.t;
  const type = elementType(tensor?.dataType ?? DataType.FLOAT);
  const value = tensor ? oneValue(node, storedConstant(tensor, name, context), context.file) : 0;
  if (!type) return undefined;
  return filledConstant(name, type, dims, value, context.file);
}

function oneValue(node: NodeProto, { size, values }: Constant, file: string): number | bigint {
  if (size === 1) return values()[0];
  throw badModel(file, `${titleOfProto(node)} has ${size} values to fill a shape with`, EXPORT_AGAIN);
}

function noValue(node: NodeProto, file: string) {
  return badModel(file, `${titleOfProto(node)} states no value`, EXPORT_AGAIN);
}

/** How messages call a node that is not in our words yet. */
export function titleOfProto({ name, opType, output }: NodeProto): string {
  return titleOf({ name, op: opType, outputs: output });
}
