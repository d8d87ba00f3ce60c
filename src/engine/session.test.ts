import { afterEach, describe, expect, it, vi } from 'vitest';
import { GraphBuilder } from '../graph/graph.ts';
import { WeightGenerator } from '../random/generator.ts';
import { PURPOSE } from '../random/key.ts';
import { toOnnx } from './onnx/build.ts';
import { AttributeType, DataType, encodeModel } from './onnx/proto.ts';
import { openSession } from './session.ts';

const [points, inputs, width, classes] = [7, 5, 33, 3];

/** x → relu(x W₀ + b) W₁, with its weights drawn, and its outputs by plain loops in float64. */
function twoLayers() {
  const g = new GraphBuilder([inputs]);
  const law = { law: 'gaussian', variance: 1 } as const;
  const tensors = [g.weights([inputs, width], law), g.weights([width], law), g.weights([width, classes], law)];
  const sum = g.node('Add', [g.node('MatMul', [g.input, tensors[0]], {}, [width]), tensors[1]]);
  const output = g.node('MatMul', [g.node('Relu', [sum]), tensors[2]], {}, [classes]);
  const graph = g.build([output]);

  const generator = new WeightGenerator(1);
  const data = generator.reserve(points * inputs);
  const weights = graph.weights.map(({ dims }) => generator.reserve(dims.reduce((a, b) => a * b, 1)));
  const results = generator.reserve(points * classes);
  generator.normals(data, 1, { purpose: PURPOSE.data, tensor: 0, readout: 0, initialisation: 0 });
  weights.forEach((buffer, tensor) => {
    generator.normals(buffer, 1, { purpose: PURPOSE.weights, tensor, readout: 0, initialisation: 0 });
  });

  const feeds = {
    data: { data: data.values, dims: [points, inputs] },
    ...Object.fromEntries(graph.weights.map(({ name, dims }, i) => [name, { data: weights[i].values, dims }])),
  };
  const outputs = { [output.name]: { data: results.values, dims: [points, classes] } };

  const [w0, b, w1] = weights.map((buffer) => buffer.values);
  const expected: number[] = [];
  for (let point = 0; point < points; point++) {
    const hidden = Array.from({ length: width }, (_, j) => {
      let sum = b[j];
      for (let i = 0; i < inputs; i++) sum += data.values[point * inputs + i] * w0[i * width + j];
      return Math.max(0, sum);
    });
    for (let k = 0; k < classes; k++) expected.push(hidden.reduce((sum, h, j) => sum + h * w1[j * classes + k], 0));
  }
  return { model: toOnnx(graph, { points }), name: output.name, feeds, outputs, results, expected };
}

function expectClose(values: Float32Array, expected: readonly number[]) {
  expect(values.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(values[i] - value)).toBeLessThan(2e-5);
  });
}

afterEach(() => vi.unstubAllEnvs());

/** The native package is optional, and so are its tests. */
const native = 'onnxruntime-node';
const nativeLoads = await import(native).then(
  () => true,
  () => false,
);

describe.each(nativeLoads ? (['node', 'web'] as const) : (['web'] as const))(
  'a session of onnxruntime-%s',
  (engine) => {
    it('computes a two-layer network like plain loops do', async () => {
      const { model, name, feeds, expected } = twoLayers();
      const session = await openSession(model, { threads: 1, engine });
      expect(session.engine.name).toBe(`onnxruntime-${engine}`);
      expect(session.engine.version).toMatch(/^\d+\.\d+\.\d+/);
      const { [name]: output } = await session.run(feeds);
      expect(output.dims).toEqual([points, classes]);
      expectClose(output.data, expected);
      await session.release();
    });

    it('writes outputs into the memory it is given, and reads inputs anew every run', async () => {
      const { model, name, feeds, outputs, results, expected } = twoLayers();
      const session = await openSession(model, { threads: 1, engine });
      expect(await session.run(feeds, outputs)).toBe(outputs);
      expectClose(results.values, expected);
      feeds.data.data.fill(0);
      const first = results.values.slice();
      await session.run(feeds, outputs);
      expect(outputs[name].data).toBe(results.values);
      expect(results.values).not.toEqual(first);
      await session.release();
    });

    it('takes token ids, masks and doubles by the types that they name', async () => {
      const one = (name: string, dataType: DataType) => ({
        name,
        type: { value: { case: 'tensorType' as const, value: { elemType: dataType } } },
      });
      const casts = ['ids', 'mask', 'double'].map((name) => ({
        opType: 'Cast',
        input: [name],
        output: [`${name}/float`],
        attribute: [{ name: 'to', type: AttributeType.INT, i: BigInt(DataType.FLOAT) }],
      }));
      const sum = { opType: 'Sum', input: casts.map(({ output }) => output[0]), output: ['sum'] };
      const model = encodeModel({
        irVersion: 8n,
        opsetImport: [{ domain: '', version: 17n }],
        graph: {
          name: 'casts',
          node: [...casts, sum],
          input: [one('ids', DataType.INT64), one('mask', DataType.BOOL), one('double', DataType.DOUBLE)],
          output: [{ name: 'sum' }],
        },
      });
      const session = await openSession(model, { threads: 1, engine });
      const found = await session.run({
        ids: { type: 'int64', data: BigInt64Array.of(1n, 2n), dims: [2] },
        mask: { type: 'bool', data: Uint8Array.of(1, 0), dims: [2] },
        double: { type: 'float64', data: Float64Array.of(0.25, 0.5), dims: [2] },
      });
      expect([...found.sum.data]).toEqual([2.25, 2.5]);
      await session.release();
    });
  },
);

describe('choosing an engine', () => {
  it.runIf(nativeLoads)('is the native one when nothing is said and it is installed', async () => {
    vi.stubEnv('FIRSTGUESS_ENGINE', '');
    const session = await openSession(twoLayers().model, { threads: 1 });
    expect(session.engine.name).toBe('onnxruntime-node');
  });

  it('can be done by an environment variable', async () => {
    vi.stubEnv('FIRSTGUESS_ENGINE', 'web');
    const session = await openSession(twoLayers().model, { threads: 1 });
    expect(session.engine.name).toBe('onnxruntime-web');
  });

  it('says so when the engine does not exist', async () => {
    vi.stubEnv('FIRSTGUESS_ENGINE', 'gpu');
    await expect(openSession(twoLayers().model, { threads: 1 })).rejects.toMatchObject({
      name: 'UserError',
      code: 'engine',
    });
  });

  it('falls back to WebAssembly without the native engine, and names the remedy without any', async () => {
    vi.stubEnv('FIRSTGUESS_ENGINE', '');
    vi.doMock('onnxruntime-node', () => Promise.reject(new Error('not installed')));
    const session = await openSession(twoLayers().model, { threads: 1 });
    expect(session.engine.name).toBe('onnxruntime-web');
    vi.doMock('onnxruntime-web/wasm', () => Promise.reject(new Error('not installed')));
    await expect(openSession(twoLayers().model, { threads: 1 })).rejects.toMatchObject({
      code: 'engine',
      remedy: expect.stringContaining('npm install onnxruntime-node'),
    });
    vi.doUnmock('onnxruntime-node');
    vi.doUnmock('onnxruntime-web/wasm');
  });
});
