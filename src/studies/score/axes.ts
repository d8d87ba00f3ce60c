import { UserError } from '../../errors.ts';
import { sizeOf } from '../../graph/graph.ts';
import { didYouMean } from '../../notation/nearest.ts';
import type { Kind } from './kind.ts';

/** What an axis of scores may run over. Each token of a point is a guess of its own. */
const axisNames = ['steps', 'inits', 'points', 'tokens', 'classes'] as const;
export type AxisName = (typeof axisNames)[number];

/** Where the numbers of a step, an initialisation, a point, a token and a class lie. */
export interface Axes {
  readonly names: readonly AxisName[];
  readonly shape: readonly number[];
  /** 1 of axes that are not there. */
  readonly lengths: Readonly<Record<AxisName, number>>;
  /** How far apart neighbours on an axis lie; 0 of axes that are not there. */
  readonly strides: Readonly<Record<AxisName, number>>;
}

/** "steps,points,classes" as a list. @throws UserError `unknown-name`, `bad-argument` */
export function parseAxes(text: string): AxisName[] {
  const names = text.split(/[\s,×]+/).filter((name) => name !== '');
  const known = names.map((name) => {
    const found = axisNames.find((axis) => axis === name);
    if (found) return found;
    const remedy = `${didYouMean(name, axisNames)}axes are ${axisNames.join(', ')}, for instance --axes steps,points,classes`;
    throw new UserError('unknown-name', `unknown axis "${name}" in --axes ${text}`, [], remedy);
  });
  const twice = known.find((name, at) => known.indexOf(name) !== at);
  if (twice) throw new UserError('bad-argument', `--axes names ${twice} twice`, [], 'name each axis once');
  if (!known.includes('points')) {
    throw new UserError(
      'bad-argument',
      '--axes does not name the points',
      [],
      'for instance --axes inits,points,classes',
    );
  }
  return known;
}

/** The axes that an array has unless others are named: those at the end of these. */
const USUAL: Readonly<Record<'scores' | 'guesses', readonly AxisName[]>> = {
  scores: ['steps', 'inits', 'points', 'classes'],
  guesses: ['steps', 'inits', 'points'],
};

/**
 * The axes of an array.
 * @param file for messages
 * @param names in the order of the array; by their number unless given
 * @throws UserError `shape` for another number of axes, one without entries, fewer than two guesses, or classes of guesses
 */
export function axesOf(file: string, shape: readonly number[], kind: Kind, names = usualAxes(file, shape, kind)): Axes {
  const written = shape.join('×') || 'one number';
  if (names.length !== shape.length) {
    const message = `${file} has ${shape.length} axes (${written}), but ${names.length} are named: ${names.join(', ')}`;
    throw new UserError('shape', message, [], 'name every axis in --axes, in the order of the array');
  }
  if (kind === 'guesses' && names.includes('classes')) {
    const remedy = 'leave classes out of --axes; of one-hot rows take the argmax';
    throw new UserError('shape', 'guesses are one number a point, so that they have no axis of classes', [], remedy);
  }
  const empty = shape.indexOf(0);
  if (empty >= 0) {
    const message = `${file} has no ${names[empty]}: its axes are ${written}`;
    throw new UserError('shape', message, [], 'write the scores of at least 2 points');
  }
  const lengths = each(names, 1, (at) => shape[at]);
  if (lengths.points * lengths.tokens < 2) {
    const remedy = `agreement is of pairs of points; the axes ${names.join(', ')} are ${written}: if they are others, say so by --axes`;
    throw new UserError('shape', `${file} has the scores of one point only`, [], remedy);
  }
  return { names, shape, lengths, strides: each(names, 0, (at) => sizeOf(shape.slice(at + 1))) };
}

function usualAxes(file: string, shape: readonly number[], kind: Kind): readonly AxisName[] {
  const usual = USUAL[kind === 'guesses' ? 'guesses' : 'scores'];
  const fewest = usual.length - 2;
  if (shape.length >= Math.max(1, fewest) && shape.length <= usual.length) return usual.slice(-shape.length);
  const message = `${file} has ${shape.length} axes (${shape.join('×') || 'one number'}), of which nothing is known`;
  const remedy = `name them, for instance --axes ${kind === 'guesses' ? 'inits,points,tokens' : 'inits,points,tokens,classes'}`;
  throw new UserError('shape', message, [], remedy);
}

function each(names: readonly AxisName[], other: number, of: (at: number) => number): Record<AxisName, number> {
  const value = (name: AxisName) => (names.includes(name) ? of(names.indexOf(name)) : other);
  return Object.fromEntries(axisNames.map((name) => [name, value(name)])) as Record<AxisName, number>;
}

/** Where a guess begins in the array, of the point and token with this number. */
export function placeOf({ lengths, strides }: Axes, step: number, init: number, guess: number): number {
  const { tokens } = lengths;
  const point = Math.floor(guess / tokens);
  return (
    step * strides.steps + init * strides.inits + point * strides.points + (guess - point * tokens) * strides.tokens
  );
}

const SINGULAR: Readonly<Record<AxisName, string>> = {
  steps: 'step',
  inits: 'initialisation',
  points: 'point',
  tokens: 'token',
  classes: 'class',
};

/** "step 3, point 5, class 2 (counted from 0)" of a place in the array. */
export function placeInWords({ names, shape }: Pick<Axes, 'names' | 'shape'>, place: number): string {
  let left = place;
  const parts = names.map((name, at) => {
    const stride = sizeOf(shape.slice(at + 1));
    const digit = Math.floor(left / stride);
    left -= digit * stride;
    return `${SINGULAR[name]} ${digit}`;
  });
  return `${parts.join(', ')} (counted from 0)`;
}
