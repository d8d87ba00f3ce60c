import { describe, expect, it } from 'vitest';
import { AttributeType } from '../../engine/onnx/proto.ts';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import type { Model } from '../../engine/onnx/read/model.ts';
import { graph, info, integers, model, node, tensor } from '../../engine/onnx/read/testing/build.ts';
import { handPlan } from '../testing/handPlan.ts';
import { difference, evaluated } from '../testing/scores.ts';
import { freeBatch } from './freeBatch.ts';

/** Three points of x, at once. */
function threePoints(dims: readonly number[], batchAxis = 0) {
  const shape = dims.with(batchAxis, 3);
  const data = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(3 * i));
  return { x: { type: 'float32', dims: shape, data } };
}

/** The model takes one point; with a free batch it makes of three what it made of each. */
async function makesOfThreeWhatItMadeOfEach(exported: Model, dims: readonly number[]): Promise<void> {
  const { inputs } = handPlan(exported);
  const feeds = threePoints(dims);
  const together = await evaluated(freeBatch(exported, inputs), feeds);
  const width = feeds.x.data.length / 3;
  const scores = together.data.length / 3;
  for (let point = 0; point < 3; point++) {
    const data = feeds.x.data.subarray(point * width, (point + 1) * width);
    const alone = await evaluated(exported, { x: { type: 'float32', dims, data } });
    const own = together.data.subarray(point * scores, (point + 1) * scores);
    expect(difference(alone, { type: 'float32', dims: alone.dims, data: own })).toBeLessThan(1e-6);
  }
}

const ints = (name: string, ...values: number[]) => ({ name, type: AttributeType.INTS, ints: values.map(BigInt) });
const int = (name: string, value: number) => ({ name, type: AttributeType.INT, i: BigInt(value) });

describe('a model with a free batch', () => {
  it.each([[[1, -1]], [[1, 2, 6]]])('reshapes to %j with the number of points in front', async (shape) => {
    const bytes = model(
      graph([node('Reshape', ['x', 'shape'], ['y'])], [integers('shape', [shape.length], ...shape)], {
        input: [info('x', [1, 3, 4])],
      }),
    );
    await makesOfThreeWhatItMadeOfEach(readModel(bytes), [1, 3, 4]);
  });

  it('repeats a class token for each point', async () => {
    const bytes = model(
      graph([node('Concat', ['token', 'x'], ['y'], { attribute: [int('axis', 1)] })], [tensor('token', [1, 1, 4])], {
        input: [info('x', [1, 3, 4])],
      }),
    );
    await makesOfThreeWhatItMadeOfEach(readModel(bytes), [1, 3, 4]);
  });

  it('begins recurrent layers with zeros for each point', async () => {
    const zeros = tensor('zeros', [1, 1, 2], { rawData: new Uint8Array(8) });
    const bytes = model(
      graph(
        [
          node('Transpose', ['x'], ['steps'], { attribute: [ints('perm', 1, 0, 2)] }),
          node('LSTM', ['steps', 'w', 'r', 'b', '', 'zeros', 'zeros'], ['', 'last'], {
            attribute: [int('hidden_size', 2)],
          }),
          node('Transpose', ['last'], ['y'], { attribute: [ints('perm', 1, 0, 2)] }),
        ],
        [tensor('w', [1, 8, 4]), tensor('r', [1, 8, 2]), tensor('b', [1, 16]), zeros],
        { input: [info('x', [1, 3, 4])] },
      ),
    );
    await makesOfThreeWhatItMadeOfEach(readModel(bytes), [1, 3, 4]);
  });
});
