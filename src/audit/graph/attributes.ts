import type { ModelNode } from '../../engine/onnx/read/model.ts';

/** A whole number that a node states, or what ONNX takes without it. */
export function wholeAttribute({ attributes }: ModelNode, name: string, fallback: number): number {
  const found = attributes.get(name);
  return found?.type === 'int' ? Number(found.value) : fallback;
}

/** Whole numbers that a node states, if it does. */
export function wholesAttribute({ attributes }: ModelNode, name: string): number[] | undefined {
  const found = attributes.get(name);
  return found?.type === 'ints' ? found.value.map(Number) : undefined;
}

export function textAttribute({ attributes }: ModelNode, name: string): string | undefined {
  const found = attributes.get(name);
  return found?.type === 'string' ? found.value : undefined;
}
