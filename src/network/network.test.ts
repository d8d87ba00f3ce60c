import { describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { sizeOf } from '../graph/graph.ts';
import { prepare } from '../setup/setup.ts';
import { layer } from './layer.ts';
import { dense } from './layers/dense.ts';
import { flatten } from './layers/flatten.ts';
import { Network, repeat, serial } from './network.ts';
import { parseNetwork } from './notation/parse.ts';
import { outputOf } from './output.ts';
import { describeShape, shapeError } from './shape.ts';

const shapes = (network: string, input: number[]) =>
  parseNetwork(network)
    .place(input)
    .map((placed) => placed.output);

function failure(act: () => unknown): UserError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('it should have failed');
}

/** A layer that takes only images, as convolutions do. */
const imagesOnly = layer({
  ...flatten.definition,
  name: 'imagesOnly',
  shape: (input) => {
    if (input.length !== 3) throw shapeError('imagesOnly needs an image', [], 'remove flatten');
    return [sizeOf(input)];
  },
});

describe('shapes', () => {
  it('follow dense through vectors, images and tokens', () => {
    expect(shapes('dense(5), dense(2)', [7])).toEqual([[5], [2]]);
    expect(shapes('dense(5)', [3, 8, 8])).toEqual([[5]]);
    expect(shapes('dense(5), flatten, dense(2)', [16, 48])).toEqual([[16, 5], [80], [2]]);
  });

  it('are flattened by flatten and left alone by activations', () => {
    expect(shapes('relu, flatten, tanh', [3, 8, 8])).toEqual([[3, 8, 8], [192], [192]]);
    expect(shapes('flatten', [7])).toEqual([[7]]);
  });

  it('are described as people speak of them', () => {
    expect([[64], [16, 48], [3, 32, 32], [2, 3, 4, 5]].map(describeShape)).toEqual([
      'a vector of 64',
      '16 tokens of 48',
      'an image of 3×32×32',
      'a tensor of 2×3×4×5',
    ]);
  });
});

describe('layers that do not fit', () => {
  const network = serial(repeat(2, dense(9)), imagesOnly(), dense(10));

  it('are named with their place in the network and what they were given', () => {
    const error = failure(() => network.place([1, 8, 8]));
    expect(error.code).toBe('shape');
    expect(error.toText()).toBe(
      'imagesOnly needs an image\n' +
        '  in layer 3 of "2*dense(9), imagesOnly, dense(10)": its input is a vector of 9\n' +
        '  remove flatten',
    );
  });

  it('are told with the data', () => {
    expect(failure(() => prepare(network, 'digits')).message).toBe('digits: imagesOnly needs an image');
    expect(prepare(serial(imagesOnly(), dense(10)), 'digits').layers[0].output).toEqual([64]);
  });

  it('include an end that is not a vector of scores', () => {
    const error = failure(() => prepare('dense(3)', 'gaussian(shape=4x8)'));
    expect(error.code).toBe('shape');
    expect(error.message).toBe('the network ends in 4 tokens of 3, but a guess needs one score per class');
  });
});

describe('networks built in TypeScript', () => {
  it('say the same as the notation', () => {
    const network = serial(repeat(5, dense(1000, { sigmaW2: 1.5 }), flatten()), serial(dense(10, { sigmaB2: 0.1 })));
    expect(network.toString()).toBe('5*(dense(1000, sigmaW2=1.5), flatten), dense(10, sigmaB2=0.1)');
    expect(network.unroll()).toHaveLength(11);
  });

  it('leave out options that are undefined', () => {
    expect(serial(dense(3, { sigmaW2: undefined }), dense(2, undefined)).toString()).toBe('dense(3), dense(2)');
  });

  it.each([
    ['no layers', () => new Network([]), 'shape'],
    ['no repetition', () => repeat(0, dense(1)), 'bad-argument'],
    ['half a repetition', () => repeat(1.5, dense(1)), 'bad-argument'],
    ['too many layers', () => serial(repeat(60_000, dense(1), dense(1))), 'bad-argument'],
    ['no units', () => dense(Number.NaN), 'bad-argument'],
    ['units as text', () => dense('3' as never), 'bad-argument'],
    ['units left out', () => (dense as (...a: number[]) => unknown)(), 'bad-argument'],
    ['arguments nobody knows', () => dense(3, { toString: 1 } as never), 'bad-argument'],
    ['arguments too many', () => (dense as (...a: number[]) => unknown)(3, 1, 0, 5), 'bad-argument'],
  ])('refuse %s', (_, build, code) => {
    expect(failure(build).code).toBe(code);
  });
});

describe('the end of a network', () => {
  const end = (network: string) => outputOf(parseNetwork(network).place([6]));

  it('is a dense readout, whatever increasing activations follow', () => {
    expect(end('relu, dense(10)')).toEqual({ classes: 10, units: 10, readout: 1, decision: 1, logits: true });
    for (const tail of ['tanh', 'sigmoid', 'linear', 'leakyRelu', 'softplus, erf', 'elu, exp', 'selu']) {
      expect(end(`dense(10), ${tail}`)).toMatchObject({ readout: 0, decision: 0, logits: false });
    }
  });

  it('keeps activations that can tie or reverse scores', () => {
    for (const tail of ['relu', 'hardTanh', 'relu6', 'step', 'sign', 'sin', 'abs', 'square', 'gelu', 'leakyRelu(-1)']) {
      expect(end(`dense(10), ${tail}, tanh`)).toMatchObject({ readout: 0, decision: 1 });
    }
  });

  it('has no readout without a dense layer', () => {
    expect(end('dense(4), flatten')).toMatchObject({ classes: 4, readout: undefined, decision: 1 });
    expect(end('tanh')).toMatchObject({ classes: 6, readout: undefined, decision: 0 });
  });

  it('of one unit tells two classes apart', () => {
    expect(end('dense(1), sigmoid')).toEqual({ classes: 2, units: 1, readout: 0, decision: 0, logits: true });
    expect(end('dense(1), tanh')).toMatchObject({ decision: 0, logits: false });
  });
});
