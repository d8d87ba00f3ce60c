import type { TypedTensor } from '../engine/session.ts';

/** Numbers of any type with a shape. */
export type AnyTensor = TypedTensor;

/** What running a model may take. */
export interface RunLimits {
  /** Of the whole process. */
  readonly megabytes: number;
  readonly seconds?: number;
}

/**
 * Where foreign models run: on the command line a process of its own with limits on time and memory, so that no file takes
 * firstguess down with it.
 */
export interface Runtime {
  /**
   * Opens a model, runs it once, and closes it.
   * @param model an ONNX file
   * @param outputs names of values wanted
   * @param limits what the process may take; default what no small model needs
   * @throws UserError `bad-model` when the engine refuses the model, or a limit is reached
   */
  evaluate(
    model: Uint8Array,
    feeds: Readonly<Record<string, AnyTensor>>,
    outputs: readonly string[],
    limits?: RunLimits,
  ): Promise<Readonly<Record<string, AnyTensor>>>;

  /**
   * The same for several runs, with the model opened once.
   * @param model an ONNX file, or its path where values lie in files beside it
   */
  evaluateEach(
    model: Uint8Array | string,
    runs: readonly Readonly<Record<string, AnyTensor>>[],
    outputs: readonly string[],
    limits?: RunLimits,
  ): Promise<readonly Readonly<Record<string, AnyTensor>>[]>;
}
