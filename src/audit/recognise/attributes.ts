import type { ModelNode } from '../../engine/onnx/read/model.ts';

/** A number that a node states, or what ONNX takes without it. */
export function floatAttribute({ attributes }: ModelNode, name: string, fallback: number): number {
  const found = attributes.get(name);
  return found?.type === 'float' ? found.value : fallback;
}

/** ONNX stores ε in float32; seven digits of it mean something. */
export function epsilonOf(node: ModelNode): number {
  return Number(floatAttribute(node, 'epsilon', 1e-5).toPrecision(7));
}
