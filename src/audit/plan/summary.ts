import type { Constant } from '../../engine/onnx/read/model.ts';
import type { NumberArray } from '../../engine/onnx/read/tensors/elementTypes.ts';

/** What of a stored tensor decides about it. */
export interface Summary {
  readonly mean: number;
  readonly sd: number;
  readonly least: number;
  readonly greatest: number;
  /** Whether all its numbers are the same. */
  readonly isConstant: boolean;
  /** Equal for tensors of the same numbers in any order. */
  readonly fingerprint: number;
}

const known = new WeakMap<Constant, Summary>();

/** Reads a tensor once. Its values are not kept. */
export function summaryOf(constant: Constant): Summary {
  const found = known.get(constant) ?? summarise(constant);
  known.set(constant, found);
  return found;
}

function summarise({ fill, size, values }: Constant): Summary {
  if (fill !== undefined) return repeated(Number(fill));
  if (size === 0) return repeated(0);
  const numbers = singles(values());
  let sum = 0;
  let least = Infinity;
  let greatest = -Infinity;
  for (const number of numbers) {
    sum += number;
    if (number < least) least = number;
    if (number > greatest) greatest = number;
  }
  const mean = sum / size;
  let squares = 0;
  for (const number of numbers) squares += (number - mean) ** 2;
  let fingerprint = 0;
  for (const bits of new Uint32Array(numbers.buffer, numbers.byteOffset, size)) fingerprint = (fingerprint + bits) | 0;
  return { mean, sd: Math.sqrt(squares / size), least, greatest, isConstant: least === greatest, fingerprint };
}

function repeated(value: number): Summary {
  return { mean: value, sd: 0, least: value, greatest: value, isConstant: true, fingerprint: 0 };
}

/** Numbers in the type in which they are drawn. */
export function singles(numbers: NumberArray): Float32Array {
  return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers as ArrayLike<number | bigint>, Number);
}
