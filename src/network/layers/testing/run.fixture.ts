import { expect } from 'vitest';
import { toOnnx } from '../../../engine/onnx/build.ts';
import { openSession } from '../../../engine/session.ts';
import { type DrawnTensor, GraphBuilder, type Shape, sizeOf, withBatchAxis } from '../../../graph/graph.ts';
import { seededRandom } from '../../../numerics/sampling/seeded.ts';
import { he, type Initialisation } from '../../init.ts';
import type { Layer } from '../../layer.ts';

/** Numbers read by index, undefined outside. */
export type Reader = (...index: number[]) => number | undefined;

export interface Run {
  /** The data: first axis points. */
  readonly data: Reader;
  readonly weights: readonly Reader[];
  readonly tensors: readonly DrawnTensor[];
  /** Shape of the output of a point. */
  readonly shape: Shape;
  readonly output: Float32Array;
}

export interface RunOptions {
  readonly points?: number;
  readonly init?: Initialisation;
  /** Data instead of normals. */
  readonly values?: Float32Array;
  /** Weights instead of drawn ones, in the order of the graph. */
  readonly weights?: readonly ArrayLike<number>[];
  /** Weights are drawn with this mean and deviation 1, whatever their law. */
  readonly mean?: number;
}

/** Runs one layer on random data with random weights, and checks that its shapes are as it says. */
export async function runLayer(layer: Layer, input: Shape, options: RunOptions = {}): Promise<Run> {
  const { points = 3, init = he, mean = 0 } = options;
  const { definition, args } = layer;
  const g = new GraphBuilder(input);
  const y = definition.graph(g, g.input, args, { input, init, points });
  const shape = definition.shape(input, args);
  expect(y.shape).toEqual(shape);
  const { normal } = seededRandom(points * 1000 + sizeOf(input));
  const draw = (count: number, offset = 0) => Float32Array.from({ length: count }, () => offset + normal());
  const data = options.values ?? draw(points * sizeOf(input), 0.5);
  const { weights: tensors } = g.build([y]);
  if (options.weights) expect(tensors.map(({ dims }) => sizeOf(dims))).toEqual(options.weights.map((w) => w.length));
  const weights = tensors.map(({ name, dims, batchAxis }, i) => {
    const all = withBatchAxis(dims, batchAxis, points);
    const given = options.weights && Float32Array.from(options.weights[i]);
    return { name, dims: all, data: given ?? draw(sizeOf(all), mean) };
  });
  const feeds = { data: { data, dims: [points, ...input] }, ...Object.fromEntries(weights.map((w) => [w.name, w])) };
  const readers = weights.map((tensor) => reader(tensor.data, tensor.dims));
  const run = { data: reader(data, [points, ...input]), weights: readers, tensors, shape };
  if (y === g.input) return { ...run, output: data };
  const session = await openSession(toOnnx(g.build([y]), { points }), { threads: 1 });
  const { [y.name]: output } = await session.run(feeds);
  await session.release();
  expect(output.dims).toEqual([points, ...shape]);
  return { ...run, output: output.data };
}

function reader(values: ArrayLike<number>, dims: Shape): Reader {
  return (...index) => {
    let place = 0;
    for (let axis = 0; axis < dims.length; axis++) {
      if (index[axis] < 0 || index[axis] >= dims[axis]) return undefined;
      place = place * dims[axis] + index[axis];
    }
    return values[place];
  };
}

/** Compares every output with a plain formula of its index: point first, then the axes of a point. */
export function expectOutputs(run: Run, formula: (...index: number[]) => number, tolerance = 2e-5): void {
  run.output.forEach((value, place) => {
    const index = indexOf(place, run.shape);
    const expected = formula(...index);
    const error = Math.abs(value - expected) / (1 + Math.abs(expected));
    expect(error, `output ${index} is ${value}, not ${expected}`).toBeLessThan(tolerance);
  });
}

function indexOf(place: number, shape: Shape): number[] {
  const index: number[] = [];
  let rest = place;
  for (const size of [...shape].reverse()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return [rest, ...index];
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
