import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../data/dataset.ts';
import { decodeModel } from '../../engine/onnx/proto.ts';
import { openSession } from '../../engine/session.ts';
import { Drawer } from '../../measure/draw/draw.ts';
import { planMeasurement } from '../../measure/plan/plan.ts';
import type { ExportOptions } from '../exportNetwork.ts';
import { exportNetwork } from '../exportNetwork.ts';

const written = (network: string, options: Omit<ExportOptions, 'format'> = {}, data = 'digits') =>
  exportNetwork(network, data, { ...options, format: 'onnx' });

/** How often each class is guessed by an ONNX file, run by the engine as any program would. */
async function countsOf(file: Uint8Array, { values, points, shape }: Dataset): Promise<number[]> {
  const session = await openSession(file, { threads: 1 });
  const { logits } = await session.run({ x: { data: Float32Array.from(values), dims: [points, ...shape] } });
  await session.release();
  const classes = logits!.dims[1]!;
  const counts = new Array<number>(Math.max(classes, 2)).fill(0);
  for (let point = 0; point < points; point++) {
    const row = logits!.data.subarray(point * classes, (point + 1) * classes);
    const guess = classes === 1 ? Number(row[0]! > 0) : row.indexOf(Math.max(...row));
    counts[guess]!++;
  }
  return counts;
}

const NETWORKS = [
  ['3*(dense(64), relu), dense(10)', { init: 'he' }],
  ['2*(dense(32), tanh), dense(10)', { init: 'torch' }],
  ['dense(32), gelu, dense(10), sigmoid', { init: 'orthogonal' }],
  ['conv(4, 3, padding=1), batchNorm, relu, maxPool(2), dense(10)', { init: 'keras' }],
  ['dense(32), 2*residual(layerNorm, dense(32), gelu, dense(32)), dense(1)', { sigmaB2: 0.1 }],
  ['conv(4, 3), parallel(conv(3, 1), (conv(2, 3, padding=1), relu)), globalAvgPool', {}],
  ['patchEmbedding(4, 16), classToken, residual(attention(2)), selectToken, dense(10, bias=0.5)', { init: 'gpt2' }],
  ['dense(10, bias=prior)', { sigmaW2: 0.1 }],
] as const;

describe('an exported ONNX file', () => {
  it.each(NETWORKS)('of %s guesses as the first two networks of a measurement', async (network, options) => {
    const given = { ...options, seed: 5, preprocess: 'standardize', points: 64 };
    const plan = planMeasurement(network, 'digits', { ...given, sampler: 'weights' });
    const drawer = await Drawer.open(plan.assignment);
    for (const draw of [1, 2]) {
      const file = written(network, { ...given, draw });
      const { counts } = await drawer.draw(draw - 1, 1, false);
      expect(await countsOf(file, plan.setup.data as Dataset)).toEqual([...counts]);
    }
    await drawer.close();
  });

  it('holds other weights for another seed and another draw', () => {
    const network = 'dense(5), relu, dense(3)';
    const files = [{}, { seed: 1 }, { draw: 2 }].map((options) => String(written(network, options)));
    expect(new Set(files).size).toBe(3);
    expect(String(written(network))).toBe(files[0]);
  });

  it('has names by layer, a free number of points, and says where it is from', () => {
    const network = 'conv(2, 3), relu, concat(conv(1, 1), relu), dense(3)';
    const { graph, metadataProps, producerName, docString } = decodeModel(written(network, { init: 'torch', seed: 3 }));
    expect(graph?.initializer.map(({ name, dims }) => [name, ...dims.map(Number)]).slice(0, 6)).toEqual([
      ['layer1.conv.weight', 2, 1, 3, 3],
      ['layer1.conv.bias', 2],
      ['layer3.branch.layer1.conv.weight', 1, 2, 1, 1],
      ['layer3.branch.layer1.conv.bias', 1],
      ['layer4.dense.weight', 3, 108],
      ['layer4.dense.bias', 3],
    ]);
    expect(graph?.node.map(({ opType, input, output }) => [opType, ...input, ...output])).toEqual([
      ['Conv', 'x', 'layer1.conv.weight', 'layer1.conv.bias', 'layer1.conv/Conv'],
      ['Relu', 'layer1.conv/Conv', 'layer2.relu/Relu'],
      [
        'Conv',
        'layer2.relu/Relu',
        'layer3.branch.layer1.conv.weight',
        'layer3.branch.layer1.conv.bias',
        'layer3.concat/Conv',
      ],
      ['Relu', 'layer3.concat/Conv', 'layer3.concat/Relu'],
      ['Concat', 'layer2.relu/Relu', 'layer3.concat/Relu', 'layer3.concat/Concat'],
      ['Flatten', 'layer3.concat/Concat', 'layer4.dense/Flatten'],
      ['Gemm', 'layer4.dense/Flatten', 'layer4.dense.weight', 'layer4.dense.bias', 'logits'],
    ]);
    const first = ({ type }: NonNullable<typeof graph>['input'][number]) =>
      type?.value.case === 'tensorType' ? type.value.value.shape?.dim[0]?.value : undefined;
    expect([...graph!.input, ...graph!.output].map(first)).toEqual([
      { case: 'dimParam', value: 'N' },
      { case: 'dimParam', value: 'N' },
    ]);
    expect(Object.fromEntries(metadataProps.map(({ key, value }) => [key, value]))).toEqual({
      network,
      init: 'torch',
      seed: '3',
      draw: '1',
    });
    expect(producerName).toBe('firstguess');
    expect(docString).toContain('before training');
  });

  it('of a network that does nothing gives its points back', async () => {
    const file = written('linear', {}, 'gaussian(dim=3)');
    const session = await openSession(file, { threads: 1 });
    const data = Float32Array.of(1, 2, 3);
    expect((await session.run({ x: { data, dims: [1, 3] } })).logits!.data).toEqual(data);
    await session.release();
  });

  it('cannot hold the masks of dropout', () => {
    expect(() => written('dense(5), residual(dropout(0.5, mode=train)), dense(3)')).toThrow(
      expect.objectContaining({ code: 'bad-argument', where: ['in layer2.branch.layer1.dropout of the network'] }),
    );
  });
});
