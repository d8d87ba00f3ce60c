import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../../engine/onnx/read/files/readModel.ts';
import { readBack, transplanted } from '../testing/readBack.ts';
import { smallModel } from '../testing/smallModel.ts';

const MODELS = join(import.meta.dirname, '../../../../models');

const constants = {
  K: { dims: [8, 4, 1, 1] },
  L: { dims: [6, 8, 3, 3] },
  W: { dims: [24, 3] },
  W1: { dims: [216, 3] },
  apart: { whole: [0, 2, 4, 6, 6] },
  together: { whole: [0, 8, 6, 6] },
};
const shuffle = [
  ['Conv', 'x K', 'a'],
  ['Reshape', 'a apart', 'b'],
  ['Transpose', 'b', 'c', { perm: [0, 2, 1, 3, 4] }],
  ['Reshape', 'c together', 'd'],
] as const;

describe('weights that are put into what was recognised', () => {
  it.each(['cnn', 'mlp_gelu', 'mha', 'vit'])(
    'of %s no longer agree when a row of the readout is another',
    async (file) => {
      const read = await readBack(readModel(join(MODELS, `torch/${file}.onnx`)));
      const { sources } = read.recognised;
      const [readout, bias] = sources.slice(-2);
      const columns = bias.arranged(new Float32Array(10)).length;
      // Not by the same number: the features behind a layer norm sum to 0.
      const changed = {
        ...readout,
        arranged: (values: Float32Array) =>
          readout.arranged(values).map((value, i) => (i % columns === 3 ? 1.1 * value : value)),
      };
      expect((await transplanted(read)).isVerified).toBe(true);
      const { isVerified, difference } = await transplanted(read, {
        ...read.recognised,
        sources: sources.with(-2, changed),
      });
      expect(isVerified).toBe(false);
      expect(difference).toBeGreaterThan(1e-3);
    },
  );

  it('do not agree when channels are shuffled and the network does not say so', async () => {
    const plain = [
      ['Conv', 'x K', 'd'],
      ['Conv', 'd L', 'y'],
    ] as const;
    const shuffled = [...shuffle, ['Conv', 'd L', 'y']] as const;
    const read = await readBack(smallModel([4, 6, 6], plain, constants));
    expect((await transplanted(read)).isVerified).toBe(true);
    const other = await readBack(smallModel([4, 6, 6], shuffled, constants));
    expect(other.recognised).toMatchObject({ network: 'conv(8, 1)', isWhole: false });
    const { isVerified, difference } = await transplanted({ ...other, recognised: read.recognised });
    expect(isVerified).toBe(false);
    expect(difference).toBeGreaterThan(0.01);
  });

  it('are moved with units that are flattened in another order', async () => {
    const lines = [...shuffle, ['Flatten', 'd', 'e'], ['MatMul', 'e V', 'y']] as const;
    const read = await readBack(smallModel([4, 6, 6], lines, { ...constants, V: { dims: [288, 3] } }));
    expect(read.recognised.network).toBe('conv(8, 1), flatten, dense(3)');
    expect((await transplanted(read)).isVerified).toBe(true);
  });

  it('agree for images with channels last, as TensorFlow has them', async () => {
    const lines = [
      ['Transpose', 'x', 'a', { perm: [0, 3, 1, 2] }],
      ['Conv', 'a L', 'b'],
      ['Relu', 'b', 'c'],
      ['Transpose', 'c', 'd', { perm: [0, 2, 3, 1] }],
      ['Flatten', 'd', 'e'],
      ['MatMul', 'e W', 'y'],
    ] as const;
    const read = await readBack(smallModel([4, 4, 8], lines, constants));
    expect(read.recognised).toMatchObject({ network: 'conv(6, 3), relu, flatten, dense(3)', input: [8, 4, 4] });
    expect((await transplanted(read)).isVerified).toBe(true);
  });

  it('prove nothing when all outputs are the same', async () => {
    const lines = [
      ['MatMul', 'x A', 'a'],
      ['Mul', 'a zero', 'b'],
      ['Tanh', 'b', 'y'],
    ] as const;
    const read = await readBack(smallModel([6], lines, { A: { dims: [6, 6] }, zero: 0 }));
    expect((await transplanted(read)).isVerified).toBe(false);
  });
});
