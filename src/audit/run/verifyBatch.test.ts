import { describe, expect, it } from 'vitest';
import { AttributeType } from '../../engine/onnx/proto.ts';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import { graph, info, integers, model, node } from '../../engine/onnx/read/testing/build.ts';
import { freeBatch } from '../rewrite/freeBatch.ts';
import { handPlan } from '../testing/handPlan.ts';
import { runtime } from '../testing/runtime.ts';
import { verifyBatch } from './verifyBatch.ts';

/** The verdict on a small model of five points x [2]. */
async function verdict(
  nodes: Parameters<typeof graph>[0],
  constants: Parameters<typeof graph>[1] = [],
  batch: number | string = 1,
) {
  const { model: read, inputs } = handPlan(
    readModel(model(graph(nodes, constants, { input: [info('x', [batch, 2])] }))),
  );
  const data = Float32Array.of(1, 2, 3, 5, 8, 13, 21, 34, 55, 89);
  const fed = [{ name: 'x', tensor: { type: 'float32', dims: [5, 2], data }, batchAxis: 0 }];
  return verifyBatch(read, freeBatch(read, inputs), 'y', { inputs: fed, points: 5 }, runtime);
}

const ofPoints = { attribute: [{ name: 'axis', type: AttributeType.INT, i: 0n }] };

describe('points go through together', () => {
  it('where they give what each gives alone, and dims of all values are seen', async () => {
    const found = await verdict([node('Relu', ['x'], ['h']), node('Softmax', ['h'], ['y'])]);
    expect(found.batch).toBe('free');
    expect(found.seen.points).toBe(3);
    expect([...found.seen.dims]).toEqual([
      ['h', [3, 2]],
      ['y', [3, 2]],
    ]);
    expect(found.seen.numbersOf('h')).toBe(2);
  });

  it('where a model was exported for several, and takes one when freed', async () => {
    expect(await verdict([node('Relu', ['x'], ['y'])], [], 4)).toMatchObject({ batch: 'free' });
  });
});

describe('points go through one after the other', () => {
  it('where all but the first are lost', async () => {
    const first = [integers('from', [1], 0), integers('to', [1], 1)];
    expect(await verdict([node('Slice', ['x', 'from', 'to', 'from'], ['y'])], first)).toMatchObject({
      batch: 'single',
      reason: '3 points at once give scores of 1×2, not 3×2',
      seen: { points: 1 },
    });
  });

  it('where they change each other', async () => {
    const { batch, ...rest } = await verdict([node('Softmax', ['x'], ['y'], ofPoints)]);
    expect(batch).toBe('single');
    expect(rest).toHaveProperty(
      'reason',
      expect.stringMatching(/^scores of 3 points at once differ by \S+ from those/),
    );
  });

  it('where the engine does not take more, and names the node', async () => {
    const shape = [integers('shape', [1], 2)];
    const nodes = [node('Reshape', ['x', 'shape'], ['y'], { name: 'flatten' })];
    expect(await verdict(nodes, shape)).toMatchObject({
      batch: 'single',
      reason: 'node "flatten" (Reshape) does not take 3 points at once',
      needsFree: false,
    });
    expect(await verdict(nodes, shape, 4)).toMatchObject({ batch: 'single', needsFree: true });
  });
});
