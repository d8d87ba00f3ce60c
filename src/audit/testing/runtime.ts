import { loadEngine } from '../../engine/engine.ts';
import type { NumberArray } from '../../engine/onnx/read/tensors/elementTypes.ts';
import type { Runtime } from '../runtime.ts';

/** Runs models in the process of the test. */
export const runtime: Runtime = {
  async evaluate(model, feeds, outputs) {
    const { library } = await loadEngine();
    library.env.logLevel = 'fatal';
    const session = await library.InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 4 });
    const tensors = Object.entries(feeds).map(([name, { type, data, dims }]) => {
      return [name, new library.Tensor(type as 'float32', data as Float32Array, dims)] as const;
    });
    try {
      const results = await session.run(Object.fromEntries(tensors), [...outputs]);
      const copied = Object.entries(results).map(([name, { type, dims, data }]) => {
        // The engine's memory is gone with the session.
        return [name, { type, dims: [...dims], data: (data as NumberArray).slice() }] as const;
      });
      return Object.fromEntries(copied);
    } finally {
      await session.release();
    }
  },
};
