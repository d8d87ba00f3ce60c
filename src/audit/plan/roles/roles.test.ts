import { describe, expect, it } from 'vitest';
import { info, integers, node, tensor } from '../../../engine/onnx/read/testing/build.ts';
import { filled, ids, numbers, planOfGraph } from '../testing/planOfGraph.ts';
import { parameterLine } from '../testing/planTable.ts';

const INT = 2;
const INTS = 7;
const int = (name: string, i: number) => ({ name, type: INT, i: BigInt(i) });
const ints = (name: string, ...values: number[]) => ({ name, type: INTS, ints: values.map(BigInt) });

/** Role, kind, dims and fans of every parameter, by name. */
async function rolesOf(small: Parameters<typeof planOfGraph>[0]) {
  const { parameters } = await planOfGraph(small);
  return Object.fromEntries(
    parameters.map(({ name, role, kind, dims, fans }) => [name, { role, kind, dims, ...fans }]),
  );
}

const IMAGE = [info('x', ['N', 4, 8, 8])];

describe('weights', () => {
  it('of convolutions see channels by group and the window', async () => {
    const conv = node('Conv', ['x', 'w', 'b'], ['y'], { attribute: [int('group', 2)] });
    const roles = await rolesOf({
      nodes: [conv],
      constants: [numbers('w', [6, 2, 3, 5]), numbers('b', [6])],
      inputs: IMAGE,
    });
    expect(roles.w).toEqual({
      role: 'weight',
      kind: 'conv',
      dims: [6, 2, 3, 5],
      fanIn: 30,
      fanOut: 90,
      units: 6,
      groups: 2,
    });
    expect(roles.b).toMatchObject({ role: 'bias', kind: 'conv', fanIn: 30, units: 6 });
  });

  it('of transposed convolutions see every stride-th pixel of the window', async () => {
    const conv = node('ConvTranspose', ['x', 'w'], ['y'], { attribute: [int('group', 2), ints('strides', 2, 2)] });
    const { w } = await rolesOf({ nodes: [conv], constants: [numbers('w', [4, 3, 4, 4])], inputs: IMAGE });
    expect(w).toMatchObject({
      kind: 'convTranspose',
      fanIn: (2 * 16) / 4,
      fanOut: 48,
      units: 6,
      groups: 2,
      torchFanIn: 48,
    });
  });

  it.each([
    ['Gemm', 1, '', [4, 3], 4, 3],
    ['Gemm', 1, 'transB', [3, 4], 4, 3],
    ['Gemm', 0, '', [3, 4], 4, 3],
    ['Gemm', 0, 'transA', [4, 3], 4, 3],
    ['MatMul', 1, '', [4, 3], 4, 3],
    ['MatMul', 0, '', [3, 4], 4, 3],
    ['MatMul', 1, '', [2, 4, 3], 4, 3],
    ['MatMul', 1, '', [4], 4, 1],
  ] as const)('of %s at input %i, %s, with dims %j', async (op, slot, flag, dims, fanIn, fanOut) => {
    const inputs = slot === 1 ? ['x', 'w'] : ['w', 'x'];
    const product = node(op, inputs, ['y'], { attribute: flag === '' ? [] : [int(flag, 1)] });
    const { w } = await rolesOf({ nodes: [product], constants: [numbers('w', dims)] });
    expect(w).toMatchObject({ role: 'weight', kind: 'dense', fanIn, fanOut, units: fanOut });
  });

  it('of einsum are summed over the axes that are gone', async () => {
    const equation = { name: 'equation', type: 3, s: new TextEncoder().encode('ntd, dhk -> nthk') };
    const einsum = node('Einsum', ['x', 'w'], ['y'], { attribute: [equation] });
    const { w } = await rolesOf({ nodes: [einsum], constants: [numbers('w', [4, 2, 5])] });
    expect(w).toMatchObject({ role: 'weight', fanIn: 4, fanOut: 10, units: 10 });
  });

  it('that are stored in another way count as they are consumed', async () => {
    const nodes = [
      node('Transpose', ['fc.weight'], ['t'], { attribute: [ints('perm', 1, 0)] }),
      node('MatMul', ['x', 't'], ['y']),
    ];
    const plan = await planOfGraph({ nodes, constants: [filled('fc.weight', [3, 4], (place) => place)] });
    const [weight] = plan.parameters;
    expect(weight).toMatchObject({ name: 'fc.weight', dims: [4, 3], fans: { fanIn: 4, fanOut: 3 } });
    expect([...(await weight.values())]).toEqual([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]);
    expect(weight.uses).toMatchObject([{ slot: 1, node: { op: 'MatMul' } }]);
  });

  it('of half precision are read as single', async () => {
    const half = tensor('w', [4, 3], { dataType: 10, rawData: new Uint8Array(24) });
    expect((await rolesOf({ nodes: [node('MatMul', ['x', 'w'], ['y'])], constants: [half] })).w.role).toBe('weight');
  });

  it('that a file only states the value of are not made', async () => {
    const nodes = [node('ConstantOfShape', ['shape'], ['w']), node('MatMul', ['x', 'w'], ['y'])];
    const { parameters } = await planOfGraph({ nodes, constants: [integers('shape', [2], 4, 10 ** 9)] });
    expect(parameters[0]).toMatchObject({ dims: [4, 10 ** 9], stored: { mean: 0, sd: 0 } });
  });
});

describe('what is added', () => {
  const dense = node('MatMul', ['x', 'w'], ['h']);

  it('behind a linear operator is its bias, also through other shapes', async () => {
    const nodes = [dense, node('Reshape', ['h', 'shape'], ['r']), node('Add', ['r', 'b'], ['y'])];
    const constants = [numbers('w', [4, 3]), integers('shape', [3], -1, 1, 3), numbers('b', [3])];
    expect((await rolesOf({ nodes, constants })).b).toMatchObject({ role: 'bias', kind: 'dense', fanIn: 4, units: 3 });
  });

  it('is a bias for one unit, too', async () => {
    const constants = [numbers('w', [4, 1]), numbers('b', [1])];
    expect((await rolesOf({ nodes: [dense, node('Add', ['h', 'b'], ['y'])], constants })).b.role).toBe('bias');
  });

  it('over more than one axis is a position', async () => {
    const constants = [numbers('w', [4, 8]), numbers('p', [1, 5, 8])];
    const nodes = [dense, node('Add', ['h', 'p'], ['y'])];
    expect((await rolesOf({ nodes, constants, inputs: [info('x', ['N', 5, 4])] })).p.role).toBe('position');
  });

  it('elsewhere is a shift, and a factor a scale', async () => {
    const nodes = [dense, node('Relu', ['h'], ['r']), node('Mul', ['r', 's'], ['m']), node('Add', ['m', 'b'], ['y'])];
    const constants = [numbers('w', [4, 3]), numbers('s', [3]), numbers('b', [3])];
    const roles = await rolesOf({ nodes, constants });
    expect(roles).toMatchObject({ s: { role: 'scale' }, b: { role: 'shift' } });
  });

  it('before any weights prepares the data, and may be drawn all the same', async () => {
    const nodes = [
      node('Sub', ['x', 'mean'], ['c']),
      node('Div', ['c', 'sd'], ['d']),
      node('MatMul', ['d', 'w'], ['y']),
    ];
    const constants = [numbers('mean', [4]), numbers('sd', [4]), numbers('w', [4, 3])];
    const plan = await planOfGraph({ nodes, constants });
    expect(plan.kept.map(({ name, why }) => `${name}: ${why}`)).toEqual([
      'mean: prepares the data, before any weights',
      'sd: prepares the data, before any weights',
    ]);
    const redrawn = await planOfGraph({ nodes, constants, options: { redraw: ['mean'] } });
    expect(redrawn.parameters.map(({ name, role, number }) => [name, role, number])).toEqual([
      ['mean', 'shift', 1],
      ['w', 'weight', 0],
    ]);
  });

  it('as −∞ before softmax is a mask', async () => {
    const nodes = [dense, node('Add', ['h', 'mask'], ['m']), node('Softmax', ['m'], ['y'])];
    const constants = [numbers('w', [4, 3]), filled('mask', [3, 3], (place) => (place % 2 ? -1e9 : 0))];
    const { kept } = await planOfGraph({ nodes, constants });
    expect(kept).toMatchObject([{ name: 'mask', why: 'a mask: it hides scores from softmax', ops: ['Add'] }]);
  });
});

describe('tables that are no parameters', () => {
  const nodes = (op: 'Add' | 'Mul') => [node('MatMul', ['x', 'w'], ['h']), node(op, ['h', 'table'], ['y'])];
  const inputs = [info('x', ['N', 5, 4])];
  const whyKept = async (op: 'Add' | 'Mul', rule: (place: number) => number) => {
    const constants = [numbers('w', [4, 8]), filled('table', [5, 8], rule)];
    return (await planOfGraph({ nodes: nodes(op), constants, inputs })).kept[0]?.why;
  };
  const position = (place: number) => Math.floor(place / 8);
  const angle = (place: number) => position(place) / 10 ** (Math.floor((place % 8) / 2) / 2);

  it.each([
    [
      '−100 and 0, as of shifted windows',
      'Add',
      (i: number) => (i % 3 ? -100 : 0),
      'a mask: it hides scores from softmax',
    ],
    ['ones and zeros', 'Mul', (i: number) => (i % 3 ? 1 : 0), 'a mask of zeros and ones'],
    [
      'positions by sines',
      'Add',
      (i: number) => (i % 2 ? Math.cos(angle(i)) : Math.sin(angle(i))),
      'sines and cosines of positions, which are not trained',
    ],
    ['rotations', 'Mul', (i: number) => Math.cos(angle(i)), 'sines and cosines of positions, which are not trained'],
    ['any others are', 'Add', (i: number) => Math.sin(7 * i + 1), undefined],
  ] as const)('%s', async (_, op, rule, why) => {
    expect(await whyKept(op, rule)).toBe(why);
  });
});

describe('norms', () => {
  it('as one operator, with running statistics', async () => {
    const nodes = [node('BatchNormalization', ['x', 's', 'b', 'm', 'v'], ['y'])];
    const constants = ['s', 'b', 'm', 'v'].map((name) => numbers(name, [4]));
    const roles = await rolesOf({ nodes, constants, inputs: IMAGE });
    expect(Object.values(roles).map(({ role }) => role)).toEqual([
      'normScale',
      'normShift',
      'runningMean',
      'runningVariance',
    ]);
  });

  it('with a second scale and shift behind, as Caffe has them', async () => {
    const axes = [ints('axes', 1, 2)];
    const nodes = [
      node('BatchNormalization', ['x', 's', 'b', 'm', 'v'], ['n']),
      node('Unsqueeze', ['s2'], ['su'], { attribute: axes }),
      node('Mul', ['n', 'su'], ['p']),
      node('Unsqueeze', ['b2'], ['bu'], { attribute: axes }),
      node('Add', ['p', 'bu'], ['y']),
    ];
    const constants = ['s', 'b', 'm', 'v', 's2', 'b2'].map((name) => numbers(name, [4]));
    const opset = { opsetImport: [{ domain: '', version: 9n }] };
    const roles = await rolesOf({ nodes, constants, inputs: IMAGE, rest: opset });
    expect(roles).toMatchObject({ s2: { role: 'normScale', dims: [4, 1, 1] }, b2: { role: 'normShift' } });
  });

  /** (h − mean)/√(variance + ε), of h = x w. */
  const parts = (last: ReturnType<typeof node>[]) => [
    node('MatMul', ['x', 'w'], ['h']),
    node('ReduceMean', ['h'], ['mean'], { attribute: [ints('axes', -1)] }),
    node('Sub', ['h', 'mean'], ['c']),
    node('Mul', ['c', 'c'], ['squares']),
    node('ReduceMean', ['squares'], ['variance'], { attribute: [ints('axes', -1)] }),
    node('Add', ['variance', 'epsilon'], ['more']),
    node('Sqrt', ['more'], ['sd']),
    ...last,
  ];
  const constants = [numbers('w', [4, 3]), tensor('epsilon', []), numbers('s', [3]), numbers('b', [3])];

  it('decomposed as PyTorch does', async () => {
    const nodes = parts([
      node('Div', ['c', 'sd'], ['n']),
      node('Mul', ['n', 's'], ['p']),
      node('Add', ['p', 'b'], ['y']),
    ]);
    expect(await rolesOf({ nodes, constants })).toMatchObject({
      s: { role: 'normScale', kind: 'norm' },
      b: { role: 'normShift', kind: 'norm' },
    });
  });

  it('decomposed as Keras does, which scales the inverse deviation', async () => {
    const nodes = parts([
      node('Reciprocal', ['sd'], ['inverse']),
      node('Mul', ['inverse', 's'], ['factor']),
      node('Mul', ['h', 'factor'], ['scaled']),
      node('Mul', ['mean', 'factor'], ['scaledMean']),
      node('Sub', ['b', 'scaledMean'], ['shift']),
      node('Add', ['scaled', 'shift'], ['y']),
    ]);
    expect(await rolesOf({ nodes, constants })).toMatchObject({ s: { role: 'normScale' }, b: { role: 'normShift' } });
  });

  it('of the root mean square', async () => {
    const nodes = parts([node('Div', ['h', 'sd'], ['n']), node('Mul', ['n', 's'], ['y'])]);
    expect((await rolesOf({ nodes, constants })).s.role).toBe('normScale');
  });

  it('of groups, which PyTorch writes as instance norms of ones and zeros', async () => {
    const nodes = [
      node('Reshape', ['x', 'groups'], ['g']),
      node('InstanceNormalization', ['g', 'ones', 'zeros'], ['i']),
      node('Reshape', ['i', 'shape'], ['r']),
      node('Mul', ['r', 's'], ['p']),
      node('Add', ['p', 'b'], ['y']),
    ];
    const stored = [
      integers('groups', [3], 0, 2, -1),
      integers('shape', [4], -1, 4, 8, 8),
      filled('ones', [2], () => 1),
      filled('zeros', [2], () => 0),
      numbers('s', [4, 1, 1]),
      numbers('b', [4, 1, 1]),
    ];
    const { parameters, kept } = await planOfGraph({ nodes, constants: stored, inputs: IMAGE });
    expect(parameters.map(({ name, role }) => `${name} ${role}`)).toEqual(['s normScale', 'b normShift']);
    expect(kept.map(({ name }) => name)).toEqual(['ones', 'zeros']);
  });
});

describe('recurrent layers', () => {
  it('have their gates one after the other, and begin with a state that is kept', async () => {
    const lstm = node('LSTM', ['x', 'w', 'r', 'b', '', 'h', 'c', 'p'], ['y'], { attribute: [int('hidden_size', 5)] });
    const constants = [
      numbers('w', [1, 20, 4]),
      numbers('r', [1, 20, 5]),
      numbers('b', [1, 40]),
      numbers('h', [1, 1, 5]),
      numbers('c', [1, 1, 5]),
      numbers('p', [1, 15]),
    ];
    const small = { nodes: [lstm], constants, inputs: [info('x', ['T', 1, 4])] };
    const sizes = { kind: 'lstm', fanOut: 5, units: 20, hidden: 5, gates: 4 };
    expect(await rolesOf(small)).toMatchObject({
      w: { role: 'recurrentInput', fanIn: 4, ...sizes },
      r: { role: 'recurrentWeight', fanIn: 5, ...sizes },
      b: { role: 'recurrentBias', ...sizes },
      p: { role: 'recurrentBias' },
    });
    const { kept } = await planOfGraph(small);
    expect(kept.map(({ name, why }) => `${name}: ${why}`)).toEqual([
      'h: the state that the sequence begins with',
      'c: the state that the sequence begins with',
    ]);
  });
});

describe('tokens', () => {
  it('are embedded, and have another put before them, repeated for each point', async () => {
    const nodes = [
      node('Gather', ['table', 'x'], ['e']),
      node('Shape', ['e'], ['s']),
      node('Gather', ['s', 'zero'], ['n']),
      node('Concat', ['n', 'ones'], ['dims'], { attribute: [int('axis', 0)] }),
      node('Expand', ['cls', 'dims'], ['c']),
      node('Concat', ['c', 'e'], ['y'], { attribute: [int('axis', 1)] }),
    ];
    const constants = [
      numbers('table', [50, 8]),
      numbers('cls', [1, 1, 8]),
      integers('zero', [1], 0),
      integers('ones', [2], 1, 1),
    ];
    const { parameters } = await planOfGraph({ nodes, constants, inputs: [ids('x', ['N', 5])] });
    expect(parameters.map(parameterLine)).toEqual([
      expect.stringMatching(/^0 table\| embedding embedding \[50,8\] in 50 out 8 units 8 at Gather\.0/),
      expect.stringMatching(/^1 cls\| token other \[1,1,8\] at Expand\.0/),
    ]);
  });

  it('have positions, picked by the length of the sequence', async () => {
    const nodes = [
      node('Gather', ['table', 'x'], ['e']),
      node('Shape', ['x'], ['s']),
      node('Gather', ['s', 'one'], ['length']),
      node('Slice', ['places', 'zero', 'length'], ['ids']),
      node('Gather', ['positions', 'ids'], ['p']),
      node('Add', ['e', 'p'], ['y']),
    ];
    const constants = [
      numbers('table', [50, 8]),
      numbers('positions', [9, 8]),
      integers('places', [9], 0, 1, 2, 3, 4, 5, 6, 7, 8),
      integers('zero', [1], 0),
      integers('one', [1], 1),
    ];
    const roles = await rolesOf({ nodes, constants, inputs: [ids('x', ['N', 5])] });
    expect(roles.positions).toMatchObject({ role: 'embedding', fanIn: 9, units: 8 });
  });

  it('have slopes of PReLU', async () => {
    const nodes = [node('MatMul', ['x', 'w'], ['h']), node('PRelu', ['h', 'a'], ['y'])];
    const constants = [numbers('w', [4, 3]), tensor('a', [1])];
    expect((await rolesOf({ nodes, constants })).a).toMatchObject({ role: 'slope' });
  });
});

describe('attention', () => {
  /** Projections of x, softmax(QKᵀ)V, and the output. */
  const around = (before: ReturnType<typeof node>[], [q, k, v]: readonly string[]) => [
    ...before,
    node('Transpose', [k], ['kt'], { attribute: [ints('perm', 0, 2, 1)] }),
    node('MatMul', [q, 'kt'], ['scores']),
    node('Softmax', ['scores'], ['p']),
    node('MatMul', ['p', v], ['a']),
    node('MatMul', ['a', 'out'], ['y']),
  ];
  const inputs = [info('x', ['N', 5, 4])];

  it('has queries, keys and values of their own', async () => {
    const before = ['q', 'k', 'v'].map((name) => node('MatMul', ['x', `w${name}`], [name]));
    const constants = ['wq', 'wk', 'wv', 'out'].map((name) => numbers(name, [4, 4]));
    const roles = await rolesOf({ nodes: around(before, ['q', 'k', 'v']), constants, inputs });
    expect(roles).toMatchObject({
      wq: { kind: 'attention', fanOut: 4, units: 4 },
      wk: { kind: 'attention' },
      wv: { kind: 'attention' },
      out: { kind: 'attentionOutput' },
    });
  });

  it('has them packed into one matrix, whose units are those of one', async () => {
    const before = [
      node('MatMul', ['x', 'qkv'], ['h']),
      node('Add', ['h', 'b'], ['hb']),
      node('Split', ['hb'], ['q', 'k', 'v'], { attribute: [int('axis', 2)] }),
    ];
    const constants = [numbers('qkv', [4, 12]), numbers('b', [12]), numbers('out', [4, 4])];
    const roles = await rolesOf({ nodes: around(before, ['q', 'k', 'v']), constants, inputs });
    expect(roles).toMatchObject({
      qkv: { kind: 'attention', fanIn: 4, fanOut: 12, units: 4 },
      b: { role: 'bias', kind: 'attention', units: 12 },
    });
  });

  it('may be one operator of com.microsoft, with or without its projections', async () => {
    const rest = {
      opsetImport: [
        { domain: '', version: 17n },
        { domain: 'com.microsoft', version: 1n },
      ],
    };
    const domain = 'com.microsoft';
    const packed = [node('Attention', ['x', 'w', 'b'], ['a'], { domain }), node('MatMul', ['a', 'out'], ['y'])];
    const constants = [numbers('w', [4, 12]), numbers('b', [12]), numbers('out', [4, 4])];
    expect(await rolesOf({ nodes: packed, constants, inputs, rest })).toMatchObject({
      out: { kind: 'attentionOutput' },
      w: { role: 'weight', kind: 'attention', fanIn: 4, fanOut: 12, units: 4 },
      b: { role: 'bias', kind: 'attention', units: 12 },
    });
    const separate = [
      ...['q', 'k', 'v'].map((name) => node('MatMul', ['x', `w${name}`], [name])),
      node('MultiHeadAttention', ['q', 'k', 'v'], ['a'], { domain }),
      node('MatMul', ['a', 'out'], ['y']),
    ];
    const each = ['wq', 'wk', 'wv', 'out'].map((name) => numbers(name, [4, 4]));
    const roles = await rolesOf({ nodes: separate, constants: each, inputs, rest });
    expect(Object.values(roles).map(({ kind }) => kind)).toEqual([
      'attention',
      'attention',
      'attention',
      'attentionOutput',
    ]);
  });

  it('is none where softmax only makes probabilities', async () => {
    const nodes = [node('MatMul', ['x', 'w'], ['h']), node('Softmax', ['h'], ['y'])];
    expect((await rolesOf({ nodes, constants: [numbers('w', [4, 3])] })).w.kind).toBe('dense');
  });
});
