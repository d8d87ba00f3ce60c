import { sizeOf, type WeightTensor } from '../../graph/graph.ts';
import { widestOf } from '../../program/program.ts';
import { batchSize } from '../draw/hiddenLayers.ts';
import { denseInputs } from '../draw/stages.ts';
import type { Assignment } from './assignment.ts';
import { costsOf } from './costs.ts';

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** What one worker needs of memory, in bytes, roughly. */
export interface WorkerMemory {
  /** Weights, features and factors, which lie in the generator's memory. */
  readonly generator: number;
  /** That, and the values of a batch in the engine. */
  readonly all: number;
}

/** Counted from the shapes of what is drawn and kept. */
export function memoryOf({ program, points, sampler }: Assignment): WorkerMemory {
  const { hidden, readout, output, features } = program;
  const { reduced, reducesFeatures } = costsOf(program, points, sampler);
  const narrowed = new Set<WeightTensor>();
  for (const [name, weights] of denseInputs(hidden)) {
    if (reduced.has(name)) for (const tensor of weights) narrowed.add(tensor);
  }
  const weights = hidden.weights.reduce((sum, tensor) => {
    if (narrowed.has(tensor)) return sum + points * tensor.dims[1];
    return sum + sizeOf(tensor.dims) * (tensor.batchAxis === undefined ? 1 : points);
  }, 0);
  const reads = readout && (reducesFeatures(1) ? points : readout.fanIn);
  const batch = batchSize(points, program);
  const input = hidden.inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const kept = points * (input + sizeOf(features.shape)) + reduced.size * points ** 2;
  const readouts = (reads ?? 0) * (readout?.units ?? 0) + batch * output.units;
  const generator = BYTES * (weights + kept + readouts);
  return { generator, all: generator + BYTES * 3 * batch * widestOf(program) };
}
