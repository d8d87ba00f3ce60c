import { describe, expect, it } from 'vitest';
import { openSession } from '../../session.ts';
import { readModel } from '../read/files/readModel.ts';
import type { Model } from '../read/model.ts';
import { graph, integers, model, node, soundModel, subgraph, tensor } from '../read/testing/build.ts';
import { writeModel } from './writeModel.ts';

/** What a model is, but for the names of constants that no node takes and what is read when asked for. */
function plain({ nodes, inputs, constants, opsets, irVersion }: Model) {
  const numbers = [...constants].map(([name, { type, dims, values }]) => ({ name, type, dims, values: values() }));
  return { nodes, inputs, opsets, irVersion, numbers };
}

const again = (bytes: Uint8Array) => readModel(writeModel(readModel(bytes)));

describe('a model that was read and written', () => {
  it('reads as the same', () => {
    expect(plain(again(soundModel()))).toEqual(plain(readModel(soundModel())));
  });

  it('keeps attributes of all kinds, and subgraphs', () => {
    const branch = (name: string) => ({ node: [node('Neg', ['x'], [name])], output: [{ name }] });
    const bytes = model(
      graph(
        [
          node('LeakyRelu', ['x'], ['a'], { attribute: [{ name: 'alpha', type: 1, f: 0.25 }] }),
          node('If', ['condition'], ['y'], {
            attribute: [subgraph('then_branch', branch('t')), subgraph('else_branch', branch('e'))],
          }),
        ],
        [tensor('condition', [], { dataType: 9, int32Data: [1] })],
      ),
    );
    expect(plain(again(bytes))).toEqual(plain(readModel(bytes)));
  });

  it('runs in the engine as the file does, large repeated values included', async () => {
    const shape = integers('shape', [2], 4, 8192);
    const bytes = model(graph([node('ConstantOfShape', ['shape'], ['w']), node('MatMul', ['x', 'w'], ['y'])], [shape]));
    const written = writeModel(readModel(bytes));
    expect(written.length).toBeLessThan(400);
    const session = await openSession(written, { threads: 1 });
    const { y } = await session.run({ x: { data: new Float32Array(8).fill(1), dims: [2, 4] } });
    expect(y.dims).toEqual([2, 8192]);
    await session.release();
  });

  it('has single precision in place of half', () => {
    const half = tensor('w', [4, 3], { dataType: 10, rawData: new Uint8Array(24) });
    const { constants } = again(model(graph([node('MatMul', ['x', 'w'], ['y'])], [half])));
    expect(constants.get('w')?.type).toBe('float32');
  });
});
