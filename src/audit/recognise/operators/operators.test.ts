import { describe, expect, it } from 'vitest';
import { readBack, transplanted } from '../testing/readBack.ts';
import { smallModel } from '../testing/smallModel.ts';

type Lines = Parameters<typeof smallModel>[1];

const constants = {
  tall: { dims: [6, 4, 3, 1] },
  square: { dims: [6, 4, 3, 3] },
  pads: { whole: [0, 0, 1, 0, 0, 0, 1, 0] },
  same: { dims: [4, 4, 1, 1] },
  pixel: { dims: [6, 4, 1, 1] },
  back: { dims: [4, 6, 1, 1] },
  narrow: { dims: [2, 6, 1, 1] },
  turned: { dims: [4, 2, 2, 2] },
  A: { dims: [4, 4] },
  W: { dims: [2, 20, 4] },
  R: { dims: [2, 20, 5] },
  W3: { dims: [1, 15, 4] },
  R3: { dims: [1, 15, 5] },
  B3: { dims: [1, 30] },
  kept: { whole: [0, 0, -1] },
  first: { whole: [0] },
  epsilon: 9.999999747378752e-6,
  two: 2,
  scales: { dims: [0] },
};

const image = [4, 5, 6];
const tokens = [3, 4];

const operators: readonly (readonly [network: string, input: readonly number[], lines: Lines])[] = [
  [
    'pad(1x0), conv(6, 3)',
    image,
    [
      ['Pad', 'x pads', 'a'],
      ['Conv', 'a square', 'y'],
    ],
  ],
  ['conv(6, 3x1)', image, [['Conv', 'x tall', 'y']]],
  ['conv(6, 3x1, stride=2x1, padding=1x0)', image, [['Conv', 'x tall', 'y', { strides: [2, 1], pads: [1, 0, 1, 0] }]]],
  ['conv(6, 3, padding=(2, 0, 0, 1))', image, [['Conv', 'x square', 'y', { pads: [2, 0, 0, 1] }]]],
  [
    'conv(6, 3, stride=2, padding=same)',
    image,
    [['Conv', 'x square', 'y', { strides: [2, 2], auto_pad: 'SAME_UPPER' }]],
  ],
  [
    'conv(6, 3, stride=2, padding=(1, 1, 1, 0))',
    image,
    [['Conv', 'x square', 'y', { strides: [2, 2], auto_pad: 'SAME_LOWER' }]],
  ],
  [
    'conv(4, 1), avgPool(2x3)',
    image,
    [
      ['Conv', 'x same', 'i'],
      ['AveragePool', 'i', 'y', { kernel_shape: [2, 3], strides: [2, 3] }],
    ],
  ],
  [
    'conv(4, 1), avgPool(3, stride=1, padding=1, countPadding=true)',
    image,
    [
      ['Conv', 'x same', 'i'],
      ['AveragePool', 'i', 'y', { kernel_shape: [3, 3], pads: [1, 1, 1, 1], count_include_pad: 1 }],
    ],
  ],
  [
    'conv(4, 1), globalAvgPool',
    image,
    [
      ['Conv', 'x same', 'i'],
      ['AveragePool', 'i', 'y', { kernel_shape: [5, 6] }],
    ],
  ],
  [
    'globalAvgPool, dense(6)',
    image,
    [
      ['GlobalAveragePool', 'x', 'a'],
      ['Conv', 'a pixel', 'y'],
    ],
  ],
  ['convTranspose(2, 2, stride=2)', image, [['ConvTranspose', 'x turned', 'y', { strides: [2, 2] }]]],
  [
    'conv(4, 1), lrn(3)',
    image,
    [
      ['Conv', 'x same', 'i'],
      ['LRN', 'i', 'y', { size: 3 }],
    ],
  ],
  [
    'gate(globalAvgPool, dense(6), dense(4), sigmoid)',
    image,
    [
      ['GlobalAveragePool', 'x', 'a'],
      ['Conv', 'a pixel', 'b'],
      ['Conv', 'b back', 'c'],
      ['Sigmoid', 'c', 'd'],
      ['Mul', 'd x', 'y'],
    ],
  ],
  [
    'gate(dense(4), sigmoid)',
    tokens,
    [
      ['MatMul', 'x A', 'a'],
      ['Sigmoid', 'a', 'b'],
      ['Mul', 'x b', 'y'],
    ],
  ],
  [
    'dense(4), rmsNorm',
    tokens,
    [
      ['MatMul', 'x A', 'i'],
      ['Pow', 'i two', 'a'],
      ['ReduceMean', 'a', 'b', { axes: [-1] }],
      ['Add', 'b epsilon', 'c'],
      ['Sqrt', 'c', 'd'],
      ['Reciprocal', 'd', 'e'],
      ['Mul', 'i e', 'y'],
    ],
  ],
  [
    'dense(4), layerNorm',
    tokens,
    [
      ['MatMul', 'x A', 'i'],
      ['ReduceMean', 'i', 'a', { axes: [-1] }],
      ['Sub', 'i a', 'b'],
      ['Mul', 'b b', 'c'],
      ['ReduceMean', 'c', 'd', { axes: [-1] }],
      ['Add', 'd epsilon', 'e'],
      ['Sqrt', 'e', 'f'],
      ['Div', 'b f', 'y'],
    ],
  ],
  [
    'lstm(5, bidirectional=true)',
    tokens,
    [
      ['Transpose', 'x', 'a', { perm: [1, 0, 2] }],
      ['LSTM', 'a W R', 'b', { hidden_size: 5, direction: 'bidirectional' }],
      ['Transpose', 'b', 'c', { perm: [2, 0, 1, 3] }],
      ['Reshape', 'c kept', 'y'],
    ],
  ],
  [
    'gru(5), selectToken(index=-1)',
    tokens,
    [
      ['Transpose', 'x', 'a', { perm: [1, 0, 2] }],
      ['GRU', 'a W3 R3 B3', 'b h', { hidden_size: 5, linear_before_reset: 1 }],
      ['Squeeze', 'h first', 'y'],
    ],
  ],
  [
    '2*(transpose, dense(4))',
    [4, 4],
    [
      ['Transpose', 'x', 'a', { perm: [0, 2, 1] }],
      ['MatMul', 'a A', 'b'],
      ['Transpose', 'b', 'c', { perm: [0, 2, 1] }],
      ['MatMul', 'c A', 'y'],
    ],
  ],
];

describe('an operator of ONNX', () => {
  it.each(operators)('is %s', async (network, input, lines) => {
    const read = await readBack(smallModel(input, lines, constants));
    expect(read.recognised.network).toBe(network);
    expect((await transplanted(read)).isVerified).toBe(true);
  });

  it.each([
    [
      'products of two branches',
      [
        ['MatMul', 'x A', 'a'],
        ['MatMul', 'x A', 'b'],
        ['Mul', 'a b', 'y'],
      ],
      'product of two branches',
    ],
    [
      'softmax before the end',
      [
        ['MatMul', 'x A', 'a'],
        ['Softmax', 'a', 'b', { axis: -1 }],
        ['MatMul', 'b A', 'y'],
      ],
      'in attention only',
    ],
    [
      'means over points',
      [
        ['ReduceMean', 'x', 'a', { axes: [0] }],
        ['MatMul', 'a A', 'y'],
      ],
      'mean over axes 0',
    ],
  ] as const)('has no word for %s', async (_, lines, why) => {
    const { recognised } = await readBack(smallModel([4], lines, constants));
    expect(recognised.isWhole).toBe(false);
    expect(recognised.missing).toEqual([expect.stringContaining(why)]);
  });
});
