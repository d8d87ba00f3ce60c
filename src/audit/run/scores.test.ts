import { describe, expect, it } from 'vitest';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import { graph, model, node, soundModel, tensor } from '../../engine/onnx/read/testing/build.ts';
import { handPlan } from '../testing/handPlan.ts';
import { scoresInto } from './scores.ts';
import { scoresLayout } from './scoresLayout.ts';

const plan = handPlan(readModel(soundModel()));

describe('the scores of two points', () => {
  it.each([
    { dims: [2, 10], classes: 10, units: 10, places: 1, axis: 1 },
    { dims: [2, 10, 1, 1], classes: 10, units: 10, places: 1, axis: 1 },
    { dims: [2, 7, 10], classes: 10, units: 10, places: 7, axis: 2 },
    { dims: [2, 10, 4, 4], classes: 10, units: 10, places: 16, axis: 1 },
    { dims: [2, 1], classes: 2, units: 1, places: 1, axis: 1 },
    { dims: [2], classes: 2, units: 1, places: 1, axis: 1 },
  ])('of $dims are of $classes classes at $places places', ({ dims, ...layout }) => {
    expect(scoresLayout(plan, { dims, type: 'float32' }, 2)).toMatchObject(layout);
  });

  it('are no scores where they are not numbers of each point', () => {
    expect(() => scoresLayout(plan, { dims: [3], type: 'float32' }, 2)).toThrow(
      expect.objectContaining({ code: 'shape' }),
    );
  });

  it.each([
    { dims: [2, 7, 10], axis: 1, units: 7, places: 10 },
    { dims: [2, 10, 4, 4], axis: 3, units: 4, places: 40 },
  ])('of $dims have their classes on axis $axis where that is asked for', ({ dims, axis, ...layout }) => {
    expect(scoresLayout(plan, { dims, type: 'float32' }, 2, axis)).toMatchObject({ axis, ...layout });
  });

  it('have them on the axis of the softmax, and are logits of no other', () => {
    const softmax = node('Softmax', ['s'], ['y'], { attribute: [{ name: 'axis', type: 2, i: 1n }] });
    const read = readModel(model(graph([node('MatMul', ['x', 'w'], ['s']), softmax], [tensor('w', [4, 3])])));
    const head = { output: 'y', scores: 's', through: ['Softmax'] };
    const layoutWith = (axis?: number) =>
      scoresLayout({ model: read, head }, { dims: [2, 7, 10], type: 'float32' }, 2, axis);
    expect(layoutWith()).toMatchObject({ axis: 1, classes: 7, logits: true });
    expect(layoutWith(2)).toMatchObject({ axis: 2, classes: 10, logits: false });
  });

  it.each([
    { dims: [2, 10, 1, 4], axis: 4, why: 'does not exist', remedy: '1 (10), 3 (4)' },
    { dims: [2, 10, 1, 4], axis: 0, why: 'holds the points', remedy: '1 (10), 3 (4)' },
    { dims: [2, 10, 1, 4], axis: 2, why: 'has the length 1', remedy: '1 (10), 3 (4)' },
    { dims: [2, 1], axis: 1, why: 'has the length 1', remedy: 'leave --axis out: there is one number a point' },
  ])('of $dims have no classes on axis $axis', ({ dims, axis, why, remedy }) => {
    const message = `--axis ${axis} cannot hold the classes: axis ${axis} of "y" [${['N', ...dims.slice(1)].join(', ')}] ${why}`;
    expect(() => scoresLayout(plan, { dims, type: 'float32' }, 2, axis)).toThrow(
      expect.objectContaining({ code: 'bad-argument', message, remedy: expect.stringContaining(remedy) }),
    );
  });

  it('put the classes of every pixel side by side', () => {
    const scores = scoresLayout(plan, { dims: [2, 3, 1, 2], type: 'float32' }, 2);
    const into = new Float32Array(12);
    scoresInto(into, { data: Float32Array.from({ length: 12 }, (_, i) => i), dims: [2, 3, 1, 2] }, 2, scores);
    expect([...into]).toEqual([0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11]);
  });
});
