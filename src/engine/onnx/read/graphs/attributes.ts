import { type AttributeProto, AttributeType, type GraphProto } from '../../proto.ts';
import type { ModelAttribute, Subgraph } from '../model.ts';
import { storedConstant, type TensorContext } from '../tensors/constant.ts';

const TEXT = new TextDecoder();

/**
 * An attribute of a node, in our words.
 * @param subgraph how a graph inside the node is read
 */
export function modelAttribute(
  attribute: AttributeProto,
  context: TensorContext,
  subgraph: (graph: GraphProto) => Subgraph,
): ModelAttribute {
  const { name } = attribute;
  switch (attribute.type) {
    case AttributeType.FLOAT:
      return { type: 'float', value: attribute.f };
    case AttributeType.INT:
      return { type: 'int', value: attribute.i };
    case AttributeType.STRING:
      return { type: 'string', value: TEXT.decode(attribute.s) };
    case AttributeType.FLOATS:
      return { type: 'floats', value: attribute.floats };
    case AttributeType.INTS:
      return { type: 'ints', value: attribute.ints };
    case AttributeType.STRINGS:
      return { type: 'strings', value: attribute.strings.map((text) => TEXT.decode(text)) };
    case AttributeType.TENSOR:
      return attribute.t ? { type: 'tensor', value: storedConstant(attribute.t, name, context) } : { type: 'other' };
    case AttributeType.TENSORS:
      return { type: 'tensors', value: attribute.tensors.map((tensor) => storedConstant(tensor, name, context)) };
    case AttributeType.GRAPH:
      return attribute.g ? { type: 'graph', value: subgraph(attribute.g) } : { type: 'other' };
    case AttributeType.GRAPHS:
      return { type: 'graphs', value: attribute.graphs.map(subgraph) };
    default:
      return { type: 'other' };
  }
}
