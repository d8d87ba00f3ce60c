import { describe, expect, it } from 'vitest';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import { soundModel } from '../../engine/onnx/read/testing/build.ts';
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

  it('put the classes of every pixel side by side', () => {
    const scores = scoresLayout(plan, { dims: [2, 3, 1, 2], type: 'float32' }, 2);
    const into = new Float32Array(12);
    scoresInto(into, { data: Float32Array.from({ length: 12 }, (_, i) => i), dims: [2, 3, 1, 2] }, 2, scores);
    expect([...into]).toEqual([0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11]);
  });
});
