import { describe, expect, it } from 'vitest';
import { dataset } from '../../../data/dataset.ts';
import type { PlannedInput } from '../../plan/auditPlan.ts';
import { fitData } from './fitData.ts';

function input(dims: PlannedInput['dims'], rest: Partial<PlannedInput> = {}): PlannedInput {
  return { name: 'x', type: 'float32', dims, takes: 'data', batchAxis: 0, ...rest };
}

/** Two points, whose numbers count on from 0. */
function counting(shape: number[]) {
  const size = shape.reduce((a, b) => a * b);
  return dataset(
    Float32Array.from({ length: 2 * size }, (_, i) => i),
    { shape, name: 'numbers' },
  );
}

describe('data', () => {
  it.each([
    { what: 'images as they are', shape: [1, 2, 3], dims: ['N', 1, 2, 3] },
    { what: 'images without channels', shape: [1, 2, 3], dims: ['N', 2, 3] },
    { what: 'images in a row', shape: [1, 2, 3], dims: [null, 6] },
    { what: 'rows as images', shape: [6], dims: [1, 1, 2, 3] },
    { what: 'sequences with one open length', shape: [2, 3], dims: ['N', 'T', 3] },
  ])('go in as $what', ({ shape, dims }) => {
    const [{ tensor }] = fitData([input(dims)], counting(shape));
    const expected = dims.slice(1).map((length, axis) => (typeof length === 'number' ? length : shape[axis]));
    expect(tensor.dims).toEqual([2, ...expected]);
    expect([...tensor.data]).toEqual([...Array(12).keys()]);
  });

  it('put their channels last where the model has them last', () => {
    const [{ tensor }] = fitData([input(['N', null, null, 3])], counting([3, 1, 2]));
    expect(tensor.dims).toEqual([2, 1, 2, 3]);
    expect([...tensor.data]).toEqual([0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11]);
  });

  it('put the points on the axis where the model has them', () => {
    const [{ tensor, batchAxis }] = fitData([input(['T', 'N', 3], { batchAxis: 1 })], counting([2, 3]));
    expect(batchAxis).toBe(1);
    expect(tensor.dims).toEqual([2, 2, 3]);
    expect([...tensor.data]).toEqual([0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11]);
  });

  it('decide open lengths of masks, types and positions; states begin with zeros', () => {
    const inputs = [
      input(['N', 'T'], { name: 'mask', takes: 'mask', type: 'int64' }),
      input(['N', 'T'], { name: 'ids', type: 'int64', vocabulary: 8 }),
      input(['N', null], { name: 'positions', takes: 'positions', type: 'int64' }),
      input([1, 'N', 2], { name: 'state', takes: 'state', batchAxis: 1 }),
    ];
    const found = fitData(inputs, counting([4]));
    expect(found.map(({ name, tensor: { dims } }) => [name, ...dims])).toEqual([
      ['mask', 2, 4],
      ['ids', 2, 4],
      ['positions', 2, 4],
      ['state', 1, 2, 2],
    ]);
    expect([...found[0].tensor.data]).toEqual(Array(8).fill(1n));
    expect([...found[2].tensor.data]).toEqual([0n, 1n, 2n, 3n, 0n, 1n, 2n, 3n]);
    expect([...found[3].tensor.data]).toEqual([0, 0, 0, 0]);
  });

  it('take open lengths from options where they do not decide them', () => {
    const state = input(['D', 'N', 2], { name: 'state', takes: 'state', batchAxis: 1 });
    const inputs = [input(['N', 6]), state];
    expect(fitData(inputs, counting([6]), { D: 3 })[1].tensor.dims).toEqual([3, 2, 2]);
    expect(() => fitData(inputs, counting([6]))).toThrow(
      expect.objectContaining({ code: 'data', remedy: 'give it with --dim "D=n"' }),
    );
  });

  it('go beside what is given: a number for all points, one that they share, or a row for each', () => {
    const rows = counting([3]);
    const inputs = [
      input(['N', 4]),
      input(['N', 2], { name: 'halves', takes: 'given', given: 0.5 }),
      input([], { name: 'rate', type: 'int64', takes: 'given', given: 16000, batchAxis: undefined }),
      input(['N', 3], { name: 'rows', takes: 'given', given: rows }),
    ];
    const found = fitData(inputs, counting([4]));
    expect(found.map(({ tensor: { dims } }) => dims)).toEqual([[2, 4], [2, 2], [], [2, 3]]);
    expect(found.slice(1).map(({ tensor: { data } }) => [...data])).toEqual([
      [0.5, 0.5, 0.5, 0.5],
      [16000n],
      [0, 1, 2, 3, 4, 5],
    ]);
  });

  it('are not enough for inputs of which nothing is known', () => {
    const inputs = [
      input(['N', 4]),
      input(['N', 1], { name: 'age', takes: 'other' }),
      input([], { name: 'rate', takes: 'other' }),
    ];
    expect(() => fitData(inputs, counting([4]))).toThrow(
      expect.objectContaining({
        code: 'data',
        message: 'the model takes more than the data: age [N, 1] of float32, rate [] of float32',
        remedy: `say what: --input age=0, or a row for each point: --input 'age=npy("rows.npy")'`,
      }),
    );
  });

  it('go beside whole numbers only where an input takes no others', () => {
    const inputs = [
      input(['N', 4]),
      input([], { name: 'rate', type: 'int64', takes: 'given', given: 0.5, batchAxis: undefined }),
    ];
    expect(() => fitData(inputs, counting([4]))).toThrow('the input rate of type int64 cannot be 0.5');
  });

  it.each([
    {
      shape: [1, 8, 8],
      dims: ['N', 1, 28, 28],
      message: 'numbers has points of 1×8×8, but the input x takes 1×28×28',
      remedy: 'add --preprocess "resize(28x28)"',
    },
    {
      shape: [3, 8, 8],
      dims: ['N', 28, 28, 1],
      message: 'numbers has points of 3×8×8, but the input x takes 28×28×1',
      remedy: 'add --preprocess "grayscale, resize(28x28)"',
    },
    {
      shape: [1, 8, 8],
      dims: ['N', 3, 'H', 'W'],
      message: 'numbers has points of 1×8×8, but the input x takes 3×?×?',
      remedy: 'give images of 3 channels',
    },
    {
      shape: [1, 8, 8],
      dims: ['N', 784],
      message: 'numbers has points of 1×8×8, but the input x takes 784',
      remedy: 'add --preprocess "resize(28x28)"',
    },
    {
      shape: [5],
      dims: ['N', 6],
      message: 'numbers has points of 5, but the input x takes 6',
      remedy: 'give points of 6',
    },
  ])('of $shape that do not fit $dims are told what would', ({ shape, dims, message, remedy }) => {
    expect(() => fitData([input(dims)], counting(shape))).toThrow(
      expect.objectContaining({ code: 'data', message, remedy }),
    );
  });

  it.each([
    { type: 'int64', vocabulary: 4, says: 'numbers has the token id 4 in point 0, token 4 (counted from 0), outside' },
    { type: 'uint8', vocabulary: undefined, says: 'numbers has 256 in point 0, feature 256 (counted from 0), which' },
  ])('of whole numbers stay in the range of $type', ({ type, vocabulary, says }) => {
    expect(() => fitData([input(['N', 300], { type, vocabulary })], counting([300]))).toThrow(says);
  });
});
