import type { ArgumentsOf, ParameterTable } from '../../notation/parameters.ts';
import type { Dataset } from '../dataset.ts';
import type { ByteSource } from './bytes/byteSource.ts';

/** Arguments of the source `file`, which reads any format. */
export interface FileArguments {
  readonly path: string;
  /** A second file of labels. */
  readonly labels?: string;
  /** The name of the labels inside the file. */
  readonly label?: string;
  readonly shape?: readonly number[];
}

/** A format of data files: its arguments in the notation, how its files are recognised, and its reader. */
export interface FileFormat<P extends ParameterTable = ParameterTable> {
  /** Of the source in the notation; the first is the path. */
  readonly parameters: P;
  /**
   * Whether a file has this format.
   * @param begin its first 512 bytes, unpacked
   * @param path its name, for formats that their bytes do not show
   */
  recognises(begin: Uint8Array, path: string): boolean;
  /** Arguments made from those of `file`, where the two do not share their names. */
  fromFile?(args: FileArguments): Readonly<Record<string, unknown>>;
  /**
   * Reads a file. The reader itself is imported here, when it is needed.
   * @param open opens files by their paths
   * @param name of the dataset
   */
  read(args: ArgumentsOf<P>, open: (path: string) => Promise<ByteSource>, name: string): Promise<Dataset>;
}

/** Infers the types of the arguments. */
export function fileFormat<P extends ParameterTable>(format: FileFormat<P>): FileFormat<P> {
  return format;
}
