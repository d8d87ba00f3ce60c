import { describe, expect, it } from 'vitest';
import { readBack, transplanted } from '../testing/readBack.ts';
import { smallModel } from '../testing/smallModel.ts';

type Lines = Parameters<typeof smallModel>[1];

const constants = {
  ...Object.fromEntries(['A', 'B', 'C', 'D', 'E'].map((name) => [name, { dims: [6, 6] }])),
  ...Object.fromEntries(['P', 'Q', 'R'].map((name) => [name, { dims: [4, 4, 1, 1] }])),
  S: { dims: [4, 8, 1, 1] },
  T: { dims: [4, 12, 1, 1] },
  W: { dims: [12, 3] },
};

const networks: readonly (readonly [network: string, input: readonly number[], lines: Lines])[] = [
  [
    'residual(dense(6), relu)',
    [6],
    [
      ['MatMul', 'x A', 'a'],
      ['Relu', 'a', 'b'],
      ['Add', 'b x', 'y'],
    ],
  ],
  [
    'residual(dense(6), relu, dense(6), shortcut=dense(6)), tanh',
    [6],
    [
      ['MatMul', 'x A', 'a'],
      ['MatMul', 'x B', 'b'],
      ['Relu', 'b', 'c'],
      ['MatMul', 'c C', 'd'],
      ['Add', 'a d', 'e'],
      ['Tanh', 'e', 'y'],
    ],
  ],
  [
    'residual(dense(6), residual(relu, dense(6)), tanh), dense(6)',
    [6],
    [
      ['MatMul', 'x A', 'a'],
      ['Relu', 'a', 'b'],
      ['MatMul', 'b B', 'c'],
      ['Add', 'a c', 'd'],
      ['Tanh', 'd', 'e'],
      ['Add', 'x e', 'f'],
      ['MatMul', 'f C', 'y'],
    ],
  ],
  [
    'residual(residual(dense(6), shortcut=dense(6)), shortcut=dense(6))',
    [6],
    [
      ['MatMul', 'x A', 'a'],
      ['MatMul', 'x B', 'b'],
      ['MatMul', 'x C', 'c'],
      ['Sum', 'a b c', 'y'],
    ],
  ],
  [
    '3*(dense(6), relu), dense(6)',
    [6],
    [
      ['MatMul', 'x A', 'a'],
      ['Relu', 'a', 'b'],
      ['MatMul', 'b B', 'c'],
      ['Relu', 'c', 'd'],
      ['MatMul', 'd C', 'e'],
      ['Relu', 'e', 'f'],
      ['MatMul', 'f D', 'y'],
    ],
  ],
  [
    'concat(conv(4, 1), relu), conv(4, 1)',
    [4, 2, 3],
    [
      ['Conv', 'x P', 'a'],
      ['Relu', 'a', 'b'],
      ['Concat', 'x b', 'c', { axis: 1 }],
      ['Conv', 'c S', 'y'],
    ],
  ],
  [
    '2*concat(conv(4, 1)), conv(4, 1)',
    [4, 2, 3],
    [
      ['Conv', 'x P', 'a'],
      ['Concat', 'x a', 'b', { axis: 1 }],
      ['Conv', 'b S', 'c'],
      ['Concat', 'x a c', 'd', { axis: 1 }],
      ['Conv', 'd T', 'y'],
    ],
  ],
  [
    'parallel((conv(4, 1), relu), linear, conv(4, 1)), conv(4, 1)',
    [4, 2, 3],
    [
      ['Conv', 'x P', 'a'],
      ['Relu', 'a', 'b'],
      ['Conv', 'x Q', 'c'],
      ['Concat', 'b x c', 'd', { axis: 1 }],
      ['Conv', 'd T', 'y'],
    ],
  ],
];

describe('the structure of a network', () => {
  it.each(networks)('is %s', async (network, input, lines) => {
    const read = await readBack(smallModel(input, lines, constants));
    expect(read.recognised).toMatchObject({ network, missing: [], isWhole: true });
    expect((await transplanted(read)).isVerified).toBe(true);
  });

  it('is missing where branches part and meet in other ways than blocks do', async () => {
    const crossing: Lines = [
      ['MatMul', 'x E', 's'],
      ['MatMul', 's A', 'a'],
      ['MatMul', 's B', 'b'],
      ['Add', 'a b', 'c'],
      ['MatMul', 'c C', 'd'],
      ['Add', 'a d', 'e'],
      ['MatMul', 'e D', 'y'],
    ];
    const { recognised } = await readBack(smallModel([6], crossing, constants));
    expect(recognised).toMatchObject({
      network: 'dense(6)',
      isWhole: false,
      missing: ['node "e" (Add): its branches have layers in common'],
    });
  });

  it('is looked at in a moment, however often branches cross', async () => {
    const steps = Array.from(
      { length: 60 },
      (_, i): Lines => [
        ['MatMul', `s${i + 1} A`, `m${i + 2}`],
        ['Add', `s${i} m${i + 2}`, `s${i + 2}`],
      ],
    );
    const lines: Lines = [['MatMul', 'x B', 's0'], ['MatMul', 's0 C', 's1'], ...steps.flat()];
    const { recognised } = await readBack(smallModel([6], lines, constants));
    expect(recognised).toMatchObject({ network: 'dense(6)', isWhole: false });
  });

  it('goes as far as the notation has words, and names the node at which it ends', async () => {
    const lines: Lines = [
      ['MatMul', 'x A', 'a'],
      ['Relu', 'a', 'b'],
      ['CumSum', 'b axis', 'c'],
      ['MatMul', 'c B', 'y'],
    ];
    const read = await readBack(smallModel([6], lines, { ...constants, axis: { whole: [1] } }));
    expect(read.recognised).toMatchObject({
      network: 'dense(6), relu',
      isWhole: false,
      layers: [
        { layer: 0, value: 'a' },
        { layer: 1, value: 'b' },
      ],
      missing: ['node "c" (CumSum): the notation has no word for it'],
    });
    expect((await transplanted(read)).isVerified).toBe(true);
  });

  it('names weights that several layers share', async () => {
    const lines: Lines = [
      ['MatMul', 'x A', 'a'],
      ['Relu', 'a', 'b'],
      ['MatMul', 'b A', 'y'],
    ];
    const { recognised } = await readBack(smallModel([6], lines, constants));
    expect(recognised.missing).toEqual(['several layers share weights, and the notation draws each by itself: A']);
  });
});
