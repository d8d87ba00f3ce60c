import { badModel, EXPORT_AGAIN } from '../problems.ts';

/** ONNX Runtime and NumPy stop at 64 or less. */
export const MOST_AXES = 64;
/** A model of this many numbers fits on no machine: 4 TB as float32. */
const MOST_ELEMENTS = 2 ** 40;

/**
 * The dims of a stored tensor, and their product.
 * @param what the tensor, for messages: "the constant "w""
 * @throws UserError `bad-model` for negative and absurd ones
 */
export function checkedDims(dims: readonly bigint[], what: string, file: string): { dims: number[]; size: number } {
  if (dims.length > MOST_AXES) {
    throw badModel(file, `${what} has ${dims.length} axes, more than ${MOST_AXES}`, EXPORT_AGAIN);
  }
  const shown = `[${dims.slice(0, 8).join(', ')}${dims.length > 8 ? ', …' : ''}]`;
  if (dims.some((dim) => dim < 0n)) throw badModel(file, `${what} has negative dims ${shown}`, EXPORT_AGAIN);
  // Zeros last, so that they cannot hide an overflow.
  const numbers = dims.map(Number);
  const size = numbers.reduce((product, dim) => product * Math.max(1, dim), 1);
  if (size > MOST_ELEMENTS) throw badModel(file, `${what} has the absurd dims ${shown}`, EXPORT_AGAIN);
  return { dims: numbers, size: numbers.includes(0) ? 0 : size };
}
