import { describe, expect, it } from 'vitest';
import { readBack, transplanted } from '../testing/readBack.ts';
import { smallModel } from '../testing/smallModel.ts';

type Lines = Parameters<typeof smallModel>[1];

const INVERSE_ROOT = 0.7071067690849304;
const constants = {
  W: { dims: [4, 6] },
  V: { dims: [6, 3] },
  half: 0.5,
  one: 1,
  two: 2,
  three: 3,
  six: 6,
  zero: 0,
  tenth: 0.10000000149011612,
  minus: -1,
  root: 1.4142135381698608,
  inverseRoot: INVERSE_ROOT,
  cubic: 0.044714998453855515,
  slope: 0.7978845834732056,
};

/** Between two dense layers, as exporters write it, and as our notation names it. */
const decompositions: readonly (readonly [name: string, lines: Lines])[] = [
  ['relu', [['Relu', 'a', 'z']]],
  ['relu', [['Max', 'a zero', 'z']]],
  ['relu', [['Clip', 'a zero', 'z']]],
  ['leakyRelu', [['LeakyRelu', 'a', 'z']]],
  ['leakyRelu(0.1)', [['LeakyRelu', 'a', 'z', { alpha: { float: 0.1 } }]]],
  [
    'leakyRelu(0.1)',
    [
      ['Mul', 'a tenth', 'b'],
      ['Max', 'a b', 'z'],
    ],
  ],
  [
    'leakyRelu(0.1)',
    [
      ['Greater', 'a zero', 'c'],
      ['Mul', 'a tenth', 'b'],
      ['Where', 'c a b', 'z'],
    ],
  ],
  ['abs', [['Abs', 'a', 'z']]],
  [
    'abs',
    [
      ['Neg', 'a', 'b'],
      ['Max', 'a b', 'z'],
    ],
  ],
  ['tanh', [['Tanh', 'a', 'z']]],
  [
    'tanh',
    [
      ['Mul', 'a two', 'b'],
      ['Sigmoid', 'b', 'c'],
      ['Mul', 'c two', 'd'],
      ['Sub', 'd one', 'z'],
    ],
  ],
  ['sigmoid', [['Sigmoid', 'a', 'z']]],
  [
    'sigmoid',
    [
      ['Neg', 'a', 'b'],
      ['Exp', 'b', 'c'],
      ['Add', 'c one', 'd'],
      ['Reciprocal', 'd', 'z'],
    ],
  ],
  ['erf', [['Erf', 'a', 'z']]],
  ['softsign', [['Softsign', 'a', 'z']]],
  [
    'softsign',
    [
      ['Abs', 'a', 'b'],
      ['Add', 'one b', 'c'],
      ['Div', 'a c', 'z'],
    ],
  ],
  ['hardSigmoid', [['HardSigmoid', 'a', 'z', { alpha: { float: 1 / 6 } }]]],
  [
    'hardSigmoid',
    [
      ['Add', 'a three', 'b'],
      ['Clip', 'b zero six', 'c'],
      ['Div', 'c six', 'z'],
    ],
  ],
  ['hardTanh', [['Clip', 'a minus one', 'z']]],
  ['relu6', [['Clip', 'a zero six', 'z']]],
  [
    'relu6',
    [
      ['Relu', 'a', 'b'],
      ['Min', 'b six', 'z'],
    ],
  ],
  [
    'gelu',
    [
      ['Div', 'a root', 'b'],
      ['Erf', 'b', 'c'],
      ['Add', 'c one', 'd'],
      ['Mul', 'a d', 'e'],
      ['Mul', 'e half', 'z'],
    ],
  ],
  [
    'gelu',
    [
      ['Mul', 'a half', 'h'],
      ['Mul', 'a inverseRoot', 'b'],
      ['Erf', 'b', 'c'],
      ['Add', 'one c', 'd'],
      ['Mul', 'h d', 'z'],
    ],
  ],
  [
    'geluTanh',
    [
      ['Pow', 'a three', 'b'],
      ['Mul', 'b cubic', 'c'],
      ['Add', 'a c', 'd'],
      ['Mul', 'd slope', 'e'],
      ['Tanh', 'e', 'f'],
      ['Add', 'f one', 'g'],
      ['Mul', 'a half', 'h'],
      ['Mul', 'h g', 'z'],
    ],
  ],
  [
    'silu',
    [
      ['Sigmoid', 'a', 'b'],
      ['Mul', 'a b', 'z'],
    ],
  ],
  [
    'mish',
    [
      ['Softplus', 'a', 'b'],
      ['Tanh', 'b', 'c'],
      ['Mul', 'a c', 'z'],
    ],
  ],
  ['hardSwish', [['HardSwish', 'a', 'z']]],
  [
    'hardSwish',
    [
      ['Add', 'a three', 'b'],
      ['Clip', 'b zero six', 'c'],
      ['Mul', 'a c', 'd'],
      ['Div', 'd six', 'z'],
    ],
  ],
  ['elu', [['Elu', 'a', 'z']]],
  ['elu', [['Celu', 'a', 'z']]],
  ['elu(0.5)', [['Elu', 'a', 'z', { alpha: { float: 0.5 } }]]],
  ['selu', [['Selu', 'a', 'z']]],
  [
    'softplus',
    [
      ['Exp', 'a', 'b'],
      ['Add', 'b one', 'c'],
      ['Log', 'c', 'z'],
    ],
  ],
  ['sin', [['Sin', 'a', 'z']]],
  ['square', [['Mul', 'a a', 'z']]],
  ['square', [['Pow', 'a two', 'z']]],
  ['exp', [['Exp', 'a', 'z']]],
  [
    'gaussian',
    [
      ['Mul', 'a a', 'b'],
      ['Neg', 'b', 'c'],
      ['Exp', 'c', 'z'],
    ],
  ],
  ['sign', [['Sign', 'a', 'z']]],
  [
    'relu, tanh',
    [
      ['Relu', 'a', 'b'],
      ['Tanh', 'b', 'z'],
    ],
  ],
  [
    'activation("x * (tanh(x))")',
    [
      ['Tanh', 'a', 'b'],
      ['Mul', 'a b', 'z'],
    ],
  ],
];

describe('elementwise operators between two layers', () => {
  it.each(decompositions)('are %s (%#)', async (name, lines) => {
    const model = smallModel([4], [['MatMul', 'x W', 'a'], ...lines, ['MatMul', 'z V', 'scores']], constants);
    const read = await readBack(model);
    expect(read.recognised.network).toBe(`dense(6), ${name}, dense(3)`);
    expect((await transplanted(read)).isVerified).toBe(true);
  });

  it('that leave all as it is are no layer', async () => {
    const lines: Lines = [
      ['MatMul', 'x W', 'a'],
      ['Neg', 'a', 'b'],
      ['Identity', 'b', 'c'],
      ['Neg', 'c', 'z'],
      ['MatMul', 'z V', 'scores'],
    ];
    const { recognised } = await readBack(smallModel([4], lines, constants));
    expect(recognised.network).toBe('dense(6), dense(3)');
  });

  it('are missing when they are infinite somewhere', async () => {
    const lines: Lines = [
      ['MatMul', 'x W', 'a'],
      ['Reciprocal', 'a', 'z'],
      ['MatMul', 'z V', 'scores'],
    ];
    const { recognised } = await readBack(smallModel([4], lines, constants));
    expect(recognised.network).toBe('dense(6)');
    expect(recognised.missing).toEqual(['node "scores" (MatMul): the activation formula is infinite at x = 0']);
  });
});
