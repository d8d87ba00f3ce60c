import { UserError } from '../../errors.ts';
import type { Shape } from '../../graph/graph.ts';
import { normalQuantile } from '../../numerics/quadrature/normal.ts';
import { type SeededRandom, seededRandom } from '../../numerics/sampling/seeded.ts';
import { checkShape, features, formatShape } from '../dataset.ts';

/** Options of all datasets that are drawn from a seed. */
export interface DrawnOptions {
  /** How many points are drawn, from 2; 1000 unless given. Fewer are the beginning of more. */
  readonly points?: number;
  /** A whole number from 0; 0 unless given. */
  readonly seed?: number;
}

/** One gigabyte of float32; keeps typing errors like points=1e9 from exhausting the memory. */
const MAX_NUMBERS = 2 ** 28;

/**
 * The shape of a point, from either of two options.
 * @throws UserError `bad-argument` unless exactly one is given and it is possible
 */
export function dimOrShape(source: string, dim: number | undefined, shape: Shape | undefined): Shape {
  if ((dim === undefined) === (shape === undefined)) {
    const message = dim === undefined ? `${source} needs dim or shape` : `${source} has both dim and shape`;
    throw new UserError('bad-argument', message, [], `give one: ${source}(dim=1000) or ${source}(shape=3x32x32)`);
  }
  return [...checkShape(shape ?? [dim!], source)];
}

/**
 * @param sound whether the value is in its range
 * @param range what to give instead, e.g. "a finite number"
 * @throws UserError `bad-argument` unless sound
 */
export function checkOption(source: string, option: string, value: number, sound: boolean, range: string): void {
  if (!sound) throw new UserError('bad-argument', `${source} has the ${option} ${value}`, [], `give ${range}`);
}

/** @throws UserError `bad-argument` unless there are 2 points or more, not too many numbers, and a seed in range */
export function checkDrawn(source: string, shape: Shape, points: number, seed: number): void {
  checkOption(source, 'points', points, Number.isInteger(points) && points >= 2, 'a whole number from 2');
  checkOption(source, 'seed', seed, Number.isSafeInteger(seed) && seed >= 0, 'a whole number from 0');
  if (points * features(shape) <= MAX_NUMBERS) return;
  throw new UserError(
    'bad-argument',
    `${source} cannot draw ${points} points of ${formatShape(shape)}`,
    [],
    `take at most ${MAX_NUMBERS} numbers in all`,
  );
}

/**
 * The stream of a dataset's seed, the same to the last bit on every machine. The polar normals of `seededRandom` are
 * not: they contain Math.log, which engines may round differently. Φ⁻¹(u) is computed here from sums, products,
 * quotients and square roots alone, which IEEE 754 fixes.
 */
export function drawnRandom(seed: number): SeededRandom {
  // Theory's own Monte Carlo of the same seed must not meet the same numbers; it has no negative seeds.
  const { uniform } = seededRandom(-1 - seed);
  return { uniform, normal: () => normalQuantile(uniform()) };
}

/** An option of the notation: its name, its value, and the value that goes without saying. */
type Written = readonly [option: string, value: number | string, usual?: number | string];

/** "blobs(classes=3, dim=100)", which parses back; options at their usual value are left out. */
export function written(source: string, ...options: readonly Written[]): string {
  const parts = options.filter(([, value, usual]) => value !== usual).map(([option, value]) => `${option}=${value}`);
  return parts.length === 0 ? source : `${source}(${parts.join(', ')})`;
}

/** A shape as an option: dim=1000 or shape=3x32x32. */
export function writtenShape(shape: Shape): Written {
  return shape.length === 1 ? ['dim', shape[0]] : ['shape', shape.join('x')];
}
