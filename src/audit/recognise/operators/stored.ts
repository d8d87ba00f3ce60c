import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import { Nameless } from '../piece.ts';
import type { Reader } from '../reader.ts';
import type { Source } from '../source.ts';

/** The stored tensor that a node takes at a slot. @throws Nameless for what is computed */
export function storedAt({ file }: Reader, node: ModelNode, slot: number): NonNullable<Source['of']> {
  const found = file.parameterAt(node, slot) ?? file.graph.model.constants.get(node.inputs[slot]);
  if (!found) throw new Nameless('it multiplies by what is computed');
  return found;
}
