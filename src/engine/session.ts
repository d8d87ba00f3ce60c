import type { Tensor } from 'onnxruntime-web';
import { type Device, type EngineChoice, type EngineName, loadEngine } from './engine.ts';
import type { NumberArray } from './onnx/read/tensors/elementTypes.ts';

/** The numbers of a tensor, row by row, and its shape. */
export interface TensorData {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

export type TensorsByName = Readonly<Record<string, TensorData>>;

/** Numbers of a type that is named as in ONNX, "int64" or "bool". */
export interface TypedTensor {
  readonly type: string;
  readonly data: NumberArray;
  readonly dims: readonly number[];
}

export interface SessionOptions {
  /** Threads inside the session; one, because many sessions run side by side, one per core. */
  readonly threads: 1;
  /** The required engine. Default: the environment variable FIRSTGUESS_ENGINE, else the first that loads. */
  readonly engine?: EngineChoice;
  /** Where it runs; default the CPU. */
  readonly device?: Device;
}

/** A network ready to run. Calls of `run` must not overlap. */
export interface Session {
  readonly engine: { readonly name: EngineName; readonly version: string; readonly device: Device };
  /**
   * Runs the network once. The native engine blocks the thread while it does.
   *
   * @param feeds the data and all weights, by name, float32 unless they say another type; memory of a `FloatBuffer` is read
   *   in place
   * @param outputs memory for the outputs wanted, by name; without it all outputs come in memory of their own
   * @returns the outputs by name; those of `outputs`, filled, where given
   */
  run(feeds: Readonly<Record<string, TensorData | TypedTensor>>, outputs?: TensorsByName): Promise<TensorsByName>;
  /** Frees the engine's memory; the session cannot run any more. */
  release(): Promise<void>;
}

/**
 * Prepares an ONNX model to run in one thread, or on a GPU that is there.
 * @throws UserError `engine` when no engine loads, or not the one asked for
 */
export async function openSession(
  model: Uint8Array,
  { threads, engine: choice, device = 'cpu' }: SessionOptions,
): Promise<Session> {
  const { name, version, library } = await loadEngine(choice, device);
  const isNative = name === 'onnxruntime-node';
  library.env.logLevel = 'fatal'; // errors are thrown, and need not be printed as well
  library.env.wasm.numThreads = threads; // the WASM engine starts with the first session
  const session = await library.InferenceSession.create(model, {
    executionProviders: [device === 'cpu' && !isNative ? 'wasm' : device],
    intraOpNumThreads: threads,
    interOpNumThreads: threads,
    // The arena keeps the most that was ever needed, in powers of two, for each session; dense networks run as fast without.
    enableCpuMemArena: false,
  });

  const toTensors = (tensors: Readonly<Record<string, TensorData | TypedTensor>>) =>
    mapValues(tensors, (tensor) => {
      const type = 'type' in tensor ? tensor.type : 'float32';
      return new library.Tensor(type as Tensor.Type, tensor.data as Tensor.DataType, tensor.dims);
    });

  return {
    engine: { name, version, device },
    async run(feeds, outputs) {
      if (outputs && isNative) {
        await session.run(toTensors(feeds), toTensors(outputs)); // writes in place
        return outputs;
      }
      const results = await session.run(toTensors(feeds), outputs ? Object.keys(outputs) : session.outputNames);
      if (!outputs) return mapValues(results, ({ data, dims }) => ({ data: data as Float32Array, dims }));
      // The WASM engine accepts memory for outputs, but never writes to it.
      for (const [output, { data }] of Object.entries(outputs)) data.set(results[output].data as Float32Array);
      return outputs;
    },
    release: () => session.release(),
  };
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));
}
