import { describe, expect, it } from 'vitest';
import { info, node, subgraph, tensor } from '../../engine/onnx/read/testing/build.ts';
import { filled, numbers, planOfGraph } from './testing/planOfGraph.ts';

const GROUPS = { attribute: [{ name: 'group', type: 2, i: 4n }] };
const IMAGE = [info('x', ['N', 4, 8, 8])];
const BLUR = [1, 2, 1, 2, 4, 2, 1, 2, 1].map((weight) => weight / 16);

/** Why the tensor `k` is kept, of a depthwise convolution by it behind another. */
async function whyKept(filter: ReturnType<typeof tensor>): Promise<string | undefined> {
  const name = filter.name ?? '';
  const nodes = [node('Conv', ['x', 'conv.weight'], ['h']), node('Conv', ['h', name], ['y'], GROUPS)];
  const constants = [numbers('conv.weight', [4, 4, 3, 3]), filter];
  const { kept } = await planOfGraph({ nodes, constants, inputs: IMAGE });
  return kept.find((each) => each.name === name)?.why;
}

describe('a fixed filter is kept', () => {
  it('when its name says so', async () => {
    expect(await whyKept(numbers('aa.filt', [4, 1, 3, 3]))).toBe('a fixed filter by its name');
  });

  it('when it blurs', async () => {
    const blur = filled('k', [4, 1, 3, 3], (place) => BLUR[place % 9]);
    expect(await whyKept(blur)).toBe('a fixed filter: all its kernels are equal and sum to 1');
  });

  it('when all its kernels are equal', async () => {
    const sobel = [1, 0, -1, 2, 0, -2, 1, 0, -1];
    const edges = filled('k', [4, 1, 3, 3], (place) => sobel[place % 9]);
    expect(await whyKept(edges)).toBe('a fixed filter: all its kernels are equal');
  });

  it('when it takes the spectrum of a waveform; what follows still prepares the data', async () => {
    const nodes = [
      node('Conv', ['x', 'basis_of_sines.weight'], ['s']),
      node('Sub', ['s', 'mean'], ['c']),
      node('Conv', ['c', 'w'], ['y']),
    ];
    const constants = [
      numbers('basis_of_sines.weight', [66, 1, 64]),
      numbers('mean', [66, 1]),
      numbers('w', [8, 66, 3]),
    ];
    const { kept, parameters } = await planOfGraph({ nodes, constants, inputs: [info('x', ['N', 1, 'T'])] });
    expect(kept.map(({ why }) => why)).toEqual([
      'a fixed filter: it takes the spectrum of the raw waveform',
      'prepares the data, before any weights',
    ]);
    expect(parameters.map(({ name }) => name)).toEqual(['w']);
  });

  it('but can be drawn', async () => {
    const nodes = [node('Conv', ['x', 'aa.filt'], ['y'], GROUPS)];
    const plan = await planOfGraph({
      nodes,
      constants: [numbers('aa.filt', [4, 1, 3, 3])],
      inputs: IMAGE,
      options: { redraw: ['*filt'] },
    });
    expect(plan.parameters).toMatchObject([{ name: 'aa.filt', role: 'weight', fans: { fanIn: 9 } }]);
  });
});

describe('no filter is', () => {
  it.each(['mel_linear.weight', 'window.attn.weight', 'filters', 'caramel'])('%s by its name', async (name) => {
    expect(await whyKept(numbers(name, [4, 1, 3, 3]))).toBeUndefined();
  });

  it('a kernel of one repeated value, which a model without weights states', async () => {
    expect(await whyKept(tensor('k', [4, 1, 3, 3]))).toBeUndefined();
  });
});

describe('what is inside of a subgraph', () => {
  const branch = (name: string, weight: string) => ({
    node: [node('MatMul', ['h', weight], [name])],
    initializer: [numbers(weight, [3, 3])],
    output: [{ name }],
  });
  const nodes = [
    node('MatMul', ['x', 'w'], ['h']),
    node('ReduceSum', ['h'], ['sum'], { attribute: [{ name: 'keepdims', type: 2, i: 0n }] }),
    node('Cast', ['sum'], ['condition'], { attribute: [{ name: 'to', type: 2, i: 9n }] }),
    node('If', ['condition'], ['y'], {
      attribute: [subgraph('then_branch', branch('t', 'a')), subgraph('else_branch', branch('e', 'b'))],
    }),
  ];

  it('is kept, with a note', async () => {
    const plan = await planOfGraph({ nodes, constants: [numbers('w', [4, 3])] });
    expect(plan.parameters.map(({ name }) => name)).toEqual(['w']);
    expect(plan.kept.map(({ why }) => why)).toEqual(['inside an If: not drawn', 'inside an If: not drawn']);
    expect(plan.notes).toEqual(['what is inside of If is not drawn: the result is incomplete']);
  });

  it('is named where nothing else would be drawn', async () => {
    const failure = planOfGraph({ nodes, constants: [numbers('w', [4, 3])], options: { keep: ['w'] } });
    await expect(failure).rejects.toMatchObject({
      code: 'bad-model',
      message: expect.stringContaining('outside of If'),
    });
  });
});

describe('--keep and --redraw', () => {
  const nodes = [node('MatMul', ['x', 'net.a.weight'], ['h']), node('MatMul', ['h', 'net.b.weight'], ['y'])];
  const constants = [numbers('net.a.weight', [4, 4]), numbers('net.b.weight', [4, 4])];

  it('leave every other parameter its number', async () => {
    const { parameters, kept } = await planOfGraph({ nodes, constants, options: { keep: ['net.a.*'] } });
    expect(parameters.map(({ name, number }) => [name, number])).toEqual([['net.b.weight', 1]]);
    expect(kept).toMatchObject([{ name: 'net.a.weight', why: 'asked for' }]);
  });

  it('that match nothing list names that are near', async () => {
    const failure = planOfGraph({ nodes, constants, options: { keep: ['net.a.wieght'] } });
    await expect(failure).rejects.toMatchObject({ code: 'bad-argument', where: ['"net.a.weight"', '"net.b.weight"'] });
  });

  it('cannot draw what is nothing to be drawn', async () => {
    const scaled = [...nodes, node('Mul', ['y', 'temperature'], ['z'])];
    const more = [...constants, tensor('temperature', [])];
    const failure = planOfGraph({
      nodes: scaled,
      constants: more,
      outputs: ['z'],
      options: { redraw: ['temperature'] },
    });
    await expect(failure).rejects.toMatchObject({ message: '"temperature" cannot be drawn: it is a single number' });
  });
});

describe('a model', () => {
  it('without weights is refused', async () => {
    const failure = planOfGraph({ nodes: [node('Relu', ['x'], ['y'])] });
    await expect(failure).rejects.toMatchObject({
      code: 'bad-model',
      message: 'the model has no weights to draw',
      where: ['it ends in the node (Relu) that makes "y"'],
    });
  });
});

describe('folded batch norms are noticed', () => {
  const conv = (weight: string, bias: string) => [
    node('Conv', ['x', weight, bias], ['h'], { name: '/features/features.0/Conv' }),
  ];
  const readout = node('Conv', ['h', 'fc.weight', 'fc.bias'], ['y']);
  const constants = (weight: string, bias: string) => [
    numbers(weight, [6, 4, 3, 3]),
    numbers(bias, [6]),
    numbers('fc.weight', [6, 6, 1, 1]),
    numbers('fc.bias', [6]),
  ];
  const notesOn = async (weight: string, bias: string) =>
    (await planOfGraph({ nodes: [...conv(weight, bias), readout], constants: constants(weight, bias), inputs: IMAGE }))
      .notes;

  it('by numbers where other tensors have names', async () => {
    expect(await notesOn('onnx::Conv_28', 'onnx::Conv_29')).toEqual([
      expect.stringMatching(/^1 convolution has a batch norm folded into its weights .*features\.0.*--unfold-bn/),
    ]);
  });

  it("by the names of PyTorch's second exporter", async () => {
    expect(await notesOn('conv.weight', 'conv.weight_bias')).toHaveLength(1);
  });

  it('and not where a weight norm lost its name, or nothing has one', async () => {
    expect(await notesOn('onnx::Conv_28', 'features.0.bias')).toEqual([]);
    expect(await notesOn('features.0.weight', 'features.0.bias')).toEqual([]);
  });
});
