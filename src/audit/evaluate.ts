import { loadEngine } from '../engine/engine.ts';
import type { NumberArray } from '../engine/onnx/read/tensors/elementTypes.ts';
import { UserError } from '../errors.ts';
import type { AnyTensor, Runtime } from './runtime.ts';

/** Opens a model in this process, runs it once, and closes it. */
export const evaluate: Runtime['evaluate'] = async (model, feeds, outputs) => {
  return (await evaluateEach(model, [feeds], outputs))[0];
};

/** Opens a model in this process, runs it several times, and closes it. */
export const evaluateEach: Runtime['evaluateEach'] = async (model, runs, outputs) => {
  const { library } = await loadEngine();
  library.env.logLevel = 'fatal'; // errors are thrown, and need not be printed as well
  try {
    const options = {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      enableCpuMemArena: false,
      logSeverityLevel: 4,
    } as const;
    const session = await library.InferenceSession.create(model as string, options);
    try {
      const all: Record<string, AnyTensor>[] = [];
      for (const feeds of runs) {
        const tensors = Object.entries(feeds).map(([name, { type, data, dims }]) => {
          return [name, new library.Tensor(type as 'float32', data as Float32Array, dims)] as const;
        });
        const results = await session.run(Object.fromEntries(tensors), [...outputs]);
        // The engine's memory is gone with the session.
        all.push(Object.fromEntries(outputs.map((name) => [name, copyOf(results[name])])));
      }
      return all;
    } finally {
      await session.release();
    }
  } catch (error) {
    throw refused(error);
  }
};

interface EngineTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}

function copyOf({ type, dims, data }: EngineTensor): AnyTensor {
  return { type, dims: [...dims], data: (data as NumberArray).slice() };
}

/** What ONNX Runtime says of a model it does not run, as an error of the model. */
function refused(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const said = error instanceof Error ? error.message : String(error);
  const [line] = said.replace(/^.*?(?:failed:|Error:)\s*/i, '').split('\n');
  const remedy = 'check the model with onnx.checker, or export it again with opset 17';
  return new UserError('bad-model', `ONNX Runtime does not run this model: ${line.slice(0, 300)}`, [], remedy);
}
