import { describe, expect, it } from 'vitest';
import { type Dataset, dataset } from '../../data/dataset.ts';
import { DataType } from '../../engine/onnx/proto.ts';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import { graph, info, model, node, tensor } from '../../engine/onnx/read/testing/build.ts';
import { changedLogits, type OutputChange } from '../../neutralise/outputChange.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { runtime } from '../testing/runtime.ts';
import { changeFile } from './changeFile.ts';
import { endsOf, storedLogits } from './storedLogits.ts';
import { verifyChange } from './verifyChange.ts';

/** A tensor of normal numbers. */
function random(name: string, dims: readonly number[]) {
  const { normal } = seededRandom(dims.length + name.length);
  const size = dims.reduce((product, dim) => product * dim, 1);
  const rawData = new Uint8Array(Float32Array.from({ length: size }, normal).buffer);
  return tensor(name, dims, { rawData });
}

function points(...shape: number[]): Dataset {
  const { normal } = seededRandom(9);
  const size = shape.reduce((product, dim) => product * dim, 1);
  return dataset(Float32Array.from({ length: 12 * size }, normal), { shape });
}

type Built = [nodes: Parameters<typeof graph>[0], constants: Parameters<typeof graph>[1], shape: number[]];

const gemm = (inputs: string[], output = 'y', attribute: { name: string; f: number }[] = []) =>
  node('Gemm', inputs, [output], {
    name: 'fc',
    attribute: attribute.map(({ name, f }) => ({ name, f, type: 1 })),
  });
const [w, b] = [random('w', [4, 3]), random('b', [3])];

/** Models of x, and where biases go in each. */
const MODELS: Readonly<Record<string, readonly [Built, where: string]>> = {
  'Gemm with a bias': [[[gemm(['x', 'w', 'b'])], [w, b], [4]], 'the bias of node "fc" (Gemm)'],
  'Gemm with a bias of two axes': [[[gemm(['x', 'w', 'b'])], [w, random('b', [1, 3])], [4]], 'the bias of'],
  'MatMul and Add': [[[node('MatMul', ['x', 'w'], ['m']), node('Add', ['b', 'm'], ['y'])], [w, b], [4]], 'the bias of'],
  'a convolution over an image': [
    [[node('Conv', ['x', 'k', 'b'], ['y'])], [random('k', [3, 2, 1, 1]), b], [2, 2, 2]],
    'the bias of',
  ],
  'softmax behind logits': [
    [[gemm(['x', 'w', 'b'], 'l'), node('Softmax', ['l'], ['y'])], [w, b], [4]],
    'the bias of node "fc" (Gemm)',
  ],
  'a sigmoid of one unit': [
    [[gemm(['x', 'v', 'c'], 'l'), node('Sigmoid', ['l'], ['y'])], [random('v', [4, 1]), random('c', [1])], [4]],
    'the bias of node "fc" (Gemm)',
  ],
  'tokens in places': [
    [
      [node('MatMul', ['x', 'w'], ['m']), node('Add', ['m', 'b'], ['y'])],
      [w, b],
      [5, 4],
    ],
    'the bias of',
  ],
  'Gemm without a bias': [[[gemm(['x', 'w'])], [w], [4]], 'a node Add'],
  'Gemm with a weighted bias': [[[gemm(['x', 'w', 'b'], 'y', [{ name: 'beta', f: 2 }])], [w, b], [4]], 'a node Add'],
  'a bias that another node takes': [
    [[node('Add', ['x', 'd'], ['a']), gemm(['a', 'u', 'd'])], [random('u', [4, 4]), random('d', [4])], [4]],
    'a node Add',
  ],
  'a single bias for all classes': [[[gemm(['x', 'w', 'c'])], [w, random('c', [1])], [4]], 'a node Add'],
  'an image of logits without a bias': [
    [[node('Conv', ['x', 'k'], ['y'])], [random('k', [3, 2, 1, 1])], [2, 2, 2]],
    'a node Add',
  ],
};

async function prepared([nodes, constants, shape]: Built) {
  const bytes = model(graph(nodes, constants, { input: [info('x', ['N', ...shape])] }));
  const read = readModel(bytes);
  const ends = endsOf(read);
  const data = points(...shape);
  const stored = await storedLogits(ends, data, runtime);
  const { units } = stored.layout;
  const change = { shift: Float64Array.from({ length: units }, (_, k) => 0.5 * k - 1.25) };
  const verify = (after: Uint8Array, made: OutputChange = change) => {
    const checked = { layout: stored.layout, fed: stored.inputs, points: data.points, change: made };
    return verifyChange(ends, { before: bytes, after }, checked, (file, use) => use(file), runtime);
  };
  return { bytes, read, ends, stored, change, verify };
}

describe('a changed file', () => {
  it.each(Object.entries(MODELS))('%s: has the biases where they belong', async (_, [built, where]) => {
    const { bytes, read, ends, stored, change, verify } = await prepared(built);
    const changed = changeFile(bytes, ends.graph, stored, change);
    expect(changed.where).toContain(where);
    const { points: run, difference } = await verify(changed.bytes);
    expect(run).toBe(12);
    expect(difference).toBeLessThan(1e-6);
    // The other weights are bit for bit what they were.
    const after = readModel(changed.bytes);
    const isBias = where.startsWith('the bias');
    const same = [...read.constants.keys()].filter((name) => !(isBias && /^[bc]$/.test(name)));
    for (const name of same) expect(after.constants.get(name)!.values()).toEqual(read.constants.get(name)!.values());
    // What is read of the file anew are the changed logits.
    const again = await storedLogits(endsOf(after), points(...built[2]), runtime);
    const expected = changedLogits(stored.values, change);
    for (const [at, value] of again.values.entries()) expect(value).toBeCloseTo(expected[at], 4);
  });

  it.each(Object.entries(MODELS).slice(3, 6))('%s: is scaled by nodes behind the logits', async (_, [built]) => {
    const { bytes, ends, stored, change, verify } = await prepared(built);
    const scaled = { ...change, scale: change.shift.map((b) => Math.exp(b)) };
    const { bytes: after, where } = changeFile(bytes, ends.graph, stored, scaled);
    expect(where).toBe('nodes Mul and Add behind the logits');
    expect((await verify(after, scaled)).difference).toBeLessThan(1e-6);
  });

  it('that gives other logits is found out', async () => {
    const { bytes, ends, stored, change, verify } = await prepared(MODELS['Gemm with a bias'][0]);
    const wrong = { shift: change.shift.map((b, k) => (k === 1 ? b + 1e-4 : b)) };
    await expect(verify(changeFile(bytes, ends.graph, stored, wrong).bytes)).rejects.toThrow(/differ by [\d.e-]+ from/);
  });
});

describe('a model that cannot be changed', () => {
  it('is one of half precision', () => {
    const half = tensor('w', [4, 3], { dataType: DataType.FLOAT16, rawData: new Uint8Array(24) });
    const read = readModel(model(graph([node('MatMul', ['x', 'w'], ['y'])], [half])));
    expect(() => endsOf(read)).toThrow(/computes in half precision/);
  });

  it('is one from before Add took different shapes, without a bias of its own', async () => {
    const { ends, bytes, stored, change } = await prepared(MODELS['Gemm without a bias'][0]);
    const old = { ...ends.graph.model, opsets: new Map([['', 6]]) };
    expect(() => changeFile(bytes, endsOf(old).graph, stored, change)).toThrow(/is of opset 6/);
  });

  it('has no such output', () => {
    const read = readModel(model(graph([gemm(['x', 'w', 'b'])], [w, b])));
    expect(() => endsOf(read, 'z')).toThrow('has no output "z"');
  });
});
