import { UserError } from '../errors.ts';

/** What a network is written as: weights in ONNX, or source code. */
export const exportFormats = ['onnx', 'pytorch', 'keras', 'flax'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export type Framework = Exclude<ExportFormat, 'onnx'>;

/** The longer endings first: "net.keras.py" ends in ".py", too. */
const ENDINGS: readonly (readonly [ending: string, format: ExportFormat])[] = [
  ['.keras.py', 'keras'],
  ['.flax.py', 'flax'],
  ['.py', 'pytorch'],
  ['.onnx', 'onnx'],
];

/**
 * The format that the ending of a file name stands for.
 * @throws UserError `bad-argument` for another ending
 */
export function formatOf(file: string): ExportFormat {
  const found = ENDINGS.find(([ending]) => file.toLowerCase().endsWith(ending));
  if (found) return found[1];
  const remedy =
    'write net.onnx for drawn weights, net.py for PyTorch, net.keras.py for Keras, or net.flax.py for Flax';
  throw new UserError('bad-argument', `the ending of "${file}" says no format`, [], remedy);
}
