import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModel } from '../read/files/readModel.ts';
import type { Constant, Model, ModelNode } from '../read/model.ts';
import { elsewhere, graph, model, node, soundModel, tensor } from '../read/testing/build.ts';
import { editGraph, hasValuesBeside } from './editGraph.ts';

const MODELS = join(import.meta.dirname, '../../../../models/torch');
const bytesOf = (file: string) => new Uint8Array(readFileSync(join(MODELS, file)));

function constant(name: string, dims: readonly number[], numbers: readonly number[]): Constant {
  return { name, type: 'float32', dims, size: numbers.length, values: () => Float32Array.from(numbers) };
}

function add(inputs: readonly string[], output: string): ModelNode {
  return { name: output, op: 'Add', domain: '', inputs, outputs: [output], attributes: new Map() };
}

const numbersOf = ({ constants }: Model) =>
  new Map([...constants.values()].map(({ name, dims, values }) => [name, { dims, values: values() }]));

describe('an edited graph', () => {
  it.each(readdirSync(MODELS).slice(0, 8))('without a change has the same bytes: %s', (file) => {
    const bytes = bytesOf(file);
    expect(Buffer.compare(editGraph(bytes, {}), bytes)).toBe(0);
  });

  it('has another constant in place of one, and every other bit of them as it was', () => {
    const bytes = bytesOf('cnn.onnx');
    const before = readModel(bytes);
    const [name] = [...before.constants.keys()].filter((key) => before.constants.get(key)!.dims.join() === '10');
    const edited = editGraph(bytes, { constant: constant(name, [10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) });
    const after = readModel(edited);
    const [was, is] = [numbersOf(before), numbersOf(after)];
    expect(is.get(name)!.values).toEqual(Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    expect([...is].filter(([key]) => key !== name)).toEqual([...was].filter(([key]) => key !== name));
    expect(after.nodes).toEqual(before.nodes);
  });

  it('has nodes behind a value, right after the node that makes it, and further outputs', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (renamed) => {
        const bytes = soundModel();
        const behind = { value: 'y', renamed: `${renamed}/raw`, nodes: [add([`${renamed}/raw`, 'w'], 'y')] };
        const { nodes, outputs } = readModel(editGraph(bytes, { behind, outputs: [`${renamed}/raw`] }));
        expect(nodes.map(({ op, name, outputs: made }) => [op, name, made[0]])).toEqual([
          ['MatMul', 'layer', `${renamed}/raw`],
          ['Add', 'y', 'y'],
        ]);
        expect(outputs.map((output) => output.name)).toEqual(['y', `${renamed}/raw`]);
      }),
      { numRuns: 30 },
    );
  });

  it('says whether values lie in files beside it', () => {
    expect(hasValuesBeside(soundModel())).toBe(false);
    const beside = graph([node('MatMul', ['x', 'w'], ['y'])], [elsewhere('w', [4, 3], { location: 'w.bin' })]);
    expect(hasValuesBeside(model(beside))).toBe(true);
    expect(hasValuesBeside(model(graph([], [tensor('w', [2])])))).toBe(false);
  });
});
