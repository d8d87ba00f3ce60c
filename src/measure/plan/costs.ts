import { sizeOf, type WeightTensor } from '../../graph/graph.ts';
import { type Program, widestOf } from '../../program/program.ts';
import type { Experiment } from '../../results/schema.ts';
import { denseInputs } from '../draw/stages.ts';

/** A random number costs about this many multiply-adds of a matrix product; so does counting one score. */
const COST_OF_NUMBER = 60;
/** A Cholesky factor of N points costs about this many times N³ operations of a matrix product: it is not one. */
const COST_OF_FACTOR = 8;
/** Values of all points in the widest layer are held in memory a few times over; at most this many numbers (256 MB). */
const LARGEST_REDUCED = 2 ** 26;

/**
 * What one initialisation costs, in operations of a matrix product, roughly. Counted, not timed, so that what is chosen
 * by it is the same on every machine.
 */
export interface Costs {
  /** Tensors of the hidden graph that dense layers see through a factor of their Gram matrix. */
  readonly reduced: ReadonlySet<string>;
  /** Of drawing and running the hidden layers. */
  readonly hidden: number;
  /** Of this many output layers on them. */
  readonly readouts: (copies: number) => number;
  /** Whether this many output layers are drawn on a factor of the Gram matrix of the features. */
  readonly reducesFeatures: (copies: number) => boolean;
  /** How many dense layers see factors, the output layer included. */
  readonly gramLayers: (copies: number) => number;
}

/**
 * Costs with the sampler that is asked for: "weights" draws all weights, "gram" draws fewer of them on a factor of the
 * Gram matrix wherever that is exact and there are more features than points, "auto" does so where it costs less.
 */
export function costsOf(program: Program, points: number, sampler: Experiment['sampler']): Costs {
  const { hidden, readout, output } = program;
  const mayReduce = sampler !== 'weights' && points * widestOf(program) <= LARGEST_REDUCED;
  const pays = (width: number, before: number, after: number) =>
    mayReduce && width > points && (sampler === 'gram' || reductionCost(points, width) + after < before);

  const drawing = ({ dims, reuse }: WeightTensor) => numbersCost(points * reuse, sizeOf(dims));
  const reduced = new Set<string>();
  let readers = 0;
  const given = hidden.inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  let operations = points * given + hidden.weights.reduce((sum, w) => sum + drawing(w), 0);
  for (const [name, weights] of denseInputs(hidden)) {
    const width = weights[0].dims[0];
    const before = weights.reduce((sum, tensor) => sum + drawing(tensor), 0);
    const after = weights.reduce((sum, tensor) => sum + numbersCost(points, points * tensor.dims[1]), 0);
    if (!pays(width, before, after)) continue;
    reduced.add(name);
    readers += weights.length;
    operations += reductionCost(points, width) + after - before;
  }

  const one = (width: number) =>
    (readout ? numbersCost(points, width * readout.units) : 0) + points * output.units * COST_OF_NUMBER;
  const reducesFeatures = (copies: number) =>
    readout?.graph.weights[0].law === 'gaussian' &&
    pays(readout.fanIn, copies * one(readout.fanIn), copies * one(points));
  const readouts = (copies: number) => {
    if (!readout) return one(0);
    if (!reducesFeatures(copies)) return copies * one(readout.fanIn);
    return reductionCost(points, readout.fanIn) + copies * one(points);
  };
  const gramLayers = (copies: number) => readers + (reducesFeatures(copies) ? 1 : 0);
  return { reduced, hidden: operations, readouts, reducesFeatures, gramLayers };
}

/** Of the Gram matrix of points and its factor. */
function reductionCost(points: number, width: number): number {
  return gramCost(points, width) + COST_OF_FACTOR * points ** 3;
}

/** Of a Gram matrix about a common direction: N² products of rows, and a few passes over the rows. */
function gramCost(points: number, width: number): number {
  return 2 * points * width * (points + 10);
}

/** Of drawing numbers and multiplying each with every point. */
function numbersCost(points: number, numbers: number): number {
  return numbers * (2 * points + COST_OF_NUMBER);
}
