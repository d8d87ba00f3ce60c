import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../graph/graph.ts';
import { type AxisName, axesOf, parseAxes, placeInWords, placeOf } from './axes.ts';
import { score } from './run.ts';

const CANONICAL: readonly AxisName[] = ['steps', 'inits', 'points', 'tokens', 'classes'];

/** Lengths of the five axes, small. */
const lengths = fc.tuple(...[1, 1, 2, 1, 2].map((least) => fc.integer({ min: least, max: 4 })));
const order = fc.shuffledSubarray([...CANONICAL], { minLength: 5 });

/** An array in canonical order, with its axes moved to another order. */
function moved(values: readonly number[], shape: readonly number[], names: readonly AxisName[]) {
  const strides = CANONICAL.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const from = names.map((name) => CANONICAL.indexOf(name));
  const movedShape = from.map((axis) => shape[axis]);
  const result = Array.from({ length: values.length }, (_, place) => {
    let left = place;
    let at = 0;
    for (let axis = names.length - 1; axis >= 0; axis--) {
      at += (left % movedShape[axis]) * strides[from[axis]];
      left = Math.floor(left / movedShape[axis]);
    }
    return values[at];
  });
  return { values: result, shape: movedShape };
}

describe('the axes of scores', () => {
  it('lead to every number once, in whatever order they are', () => {
    fc.assert(
      fc.property(lengths, order, (shape, names) => {
        const { values, shape: movedShape } = moved([...Array(sizeOf(shape)).keys()], shape, names);
        const axes = axesOf('x', movedShape, 'logits', names);
        const [steps, inits, points, tokens, classes] = shape;
        let next = 0;
        for (let step = 0; step < steps; step++)
          for (let init = 0; init < inits; init++)
            for (let guess = 0; guess < points * tokens; guess++)
              for (let k = 0; k < classes; k++)
                expect(values[placeOf(axes, step, init, guess) + k * axes.strides.classes]).toBe(next++);
      }),
      { numRuns: 100 },
    );
  });

  it('change no statistic by their order', () => {
    fc.assert(
      fc.property(lengths, order, fc.integer(), (shape, names, seed) => {
        const values = Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin((seed % 1000) + i * i));
        const straight = score({ values, shape }, { kind: 'logits', axes: CANONICAL.join() });
        const turned = score(moved(values, shape, names), { kind: 'logits', axes: names.join() });
        expect(turned.steps).toEqual(straight.steps);
      }),
      { numRuns: 40 },
    );
  });

  it('are those at the end of steps, initialisations, points and classes by default', () => {
    const namesOf = (shape: number[], kind: 'logits' | 'guesses') => axesOf('x', shape, kind).names.join();
    expect(namesOf([3, 2], 'logits')).toBe('points,classes');
    expect(namesOf([5, 3, 2], 'logits')).toBe('inits,points,classes');
    expect(namesOf([4, 5, 3, 2], 'logits')).toBe('steps,inits,points,classes');
    expect([[3], [5, 3], [4, 5, 3]].map((shape) => namesOf(shape, 'guesses'))).toEqual([
      'points',
      'inits,points',
      'steps,inits,points',
    ]);
  });

  it('give places in words', () => {
    const axes = { names: ['inits', 'points', 'classes'] as const, shape: [2, 3, 4] };
    expect(placeInWords(axes, 1 * 12 + 2 * 4 + 3)).toBe('initialisation 1, point 2, class 3 (counted from 0)');
  });

  it.each([
    ['stesp,points', 'unknown axis "stesp"', 'did you mean steps?'],
    ['points,points', '--axes names points twice', 'each axis once'],
    ['steps,classes', '--axes does not name the points', 'inits,points,classes'],
    ['', '--axes does not name the points', 'inits,points,classes'],
  ])('cannot be "%s"', (text, message, remedy) => {
    expect(() => parseAxes(text)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message), remedy: expect.stringContaining(remedy) }),
    );
  });
});
