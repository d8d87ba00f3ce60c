import { describe, expect, it } from 'vitest';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import { sizeOf } from '../../graph/graph.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import { asExported } from './asExported.ts';
import { lawsOf } from './lawsOf.ts';
import { roleLaw } from './roleLaw.ts';
import { knownWords } from './stored/words.ts';
import { parameter } from './testing/parameter.ts';

const folder = new URL('../../../models/', import.meta.url).pathname;

/** A constant of a model as a parameter; by its dims a convolution, a dense weight [units, inputs] or a bias. */
function storedIn(path: string, name: string, more: Partial<Parameter> = {}): Parameter {
  const constant = readModel(`${folder}${path}`).constants.get(name)!;
  const { dims } = constant;
  const [units, inputs, ...window] = dims;
  const pixels = sizeOf(window);
  return parameter(dims, {
    name,
    layer: name.replace(/\.\w+$/, ''),
    kind: dims.length > 2 ? 'conv' : 'dense',
    fans: { fanIn: inputs * pixels, fanOut: units * pixels, units },
    numbers: constant.values() as Float32Array,
    ...more,
  });
}

const bias = (fanIn: number, units: number, kind: Parameter['kind'] = 'dense'): Partial<Parameter> => ({
  role: 'bias',
  kind,
  fans: { fanIn, fanOut: units, units },
});

/** A weight stored for MatMul, [inputs, units]. */
const matMul = (fanIn: number, units: number, kind: Parameter['kind'] = 'dense'): Partial<Parameter> => ({
  kind,
  fans: { fanIn, fanOut: units, units },
});

const readsOf = async (parameters: readonly Parameter[]) => {
  const { laws, certain } = await asExported(parameters);
  return { certain, reads: [...laws.values()].map(({ reads, certainty }) => `${certainty}: ${reads}`) };
};

describe('untrained exports', () => {
  it('of a convolutional network show U(±1/√fan-in); what is small follows what is large', async () => {
    const file = 'torch/cnn.onnx';
    const parameters = [
      storedIn(file, 'features.0.weight'),
      storedIn(file, 'features.0.bias', bias(9, 16, 'conv')),
      storedIn(file, 'features.3.weight'),
      storedIn(file, 'classifier.weight'),
      storedIn(file, 'classifier.bias', bias(128, 10)),
    ];
    expect(await readsOf(parameters)).toEqual({
      certain: true,
      reads: [
        'follows: U(±0.3333)',
        'follows: U(±0.3333)',
        'exact: U(±0.08333)',
        'exact: U(±0.08839)',
        'follows: U(±0.08839)',
      ],
    });
  });

  it('of an LSTM show U(±1/√hidden) and an embedding N(0, 1)', async () => {
    const recurrent = (role: Parameter['role'], fanIn: number): Partial<Parameter> => ({
      role,
      kind: 'lstm',
      fans: { fanIn, fanOut: 256, units: 256, hidden: 64, gates: 4 },
    });
    const file = 'torch/lstm.onnx';
    const parameters = [
      storedIn(file, 'embedding.weight', { role: 'embedding', kind: 'embedding' }),
      storedIn(file, 'onnx::LSTM_195', recurrent('recurrentInput', 32)),
      storedIn(file, 'onnx::LSTM_196', recurrent('recurrentWeight', 64)),
      storedIn(file, 'onnx::LSTM_197', recurrent('recurrentBias', 64)),
    ];
    expect(await readsOf(parameters)).toEqual({
      certain: true,
      reads: ['exact: N(0, 1²)', ...Array(3).fill('exact: U(±0.125)')],
    });
  });

  it('of a transformer show the packed attention of PyTorch', async () => {
    const file = 'torch/te.onnx';
    const parameters = [
      storedIn(file, 'pos', { role: 'position', kind: 'other' }),
      storedIn(file, 'onnx::MatMul_285', matMul(64, 192, 'attention')),
      storedIn(file, 'enc.layers.0.self_attn.in_proj_bias', bias(64, 192, 'attention')),
      storedIn(file, 'enc.layers.0.linear1.bias', bias(64, 128)),
      storedIn(file, 'enc.layers.0.norm1.weight', { role: 'normScale', kind: 'norm', fans: undefined }),
      storedIn(file, 'onnx::MatMul_287', matMul(128, 64)),
    ];
    const { reads } = await readsOf(parameters);
    const packed = `exact: U(±${Math.sqrt(6 / 256).toPrecision(4)})`;
    expect(reads).toEqual([
      'exact: zeros',
      packed,
      'exact: zeros',
      'follows: U(±0.125)',
      'exact: ones',
      'exact: U(±0.08839)',
    ]);
  });

  it('of a vision transformer show attention made of Linear layers, and normal positions', async () => {
    const file = 'torch/vit.onnx';
    const parameters = [
      storedIn(file, 'onnx::MatMul_250', matMul(64, 192, 'attention')),
      storedIn(file, 'blocks.0.qkv.bias', bias(64, 192, 'attention')),
      storedIn(file, 'pos', { role: 'position', kind: 'other' }),
      storedIn(file, 'cls', { role: 'token', kind: 'other' }),
    ];
    const { reads } = await readsOf(parameters);
    expect(reads).toEqual(['exact: U(±0.125)', 'follows: U(±0.125)', 'exact: N(0, 0.02²)', 'follows: N(0, 0.02²)']);
  });

  it('of BERT show N(0, 0.02²)', async () => {
    const file = 'real/tribuo__tinybert.onnx';
    const parameters = [
      storedIn(file, 'embeddings.word_embeddings.weight', { role: 'embedding', kind: 'embedding' }),
      storedIn(file, 'embeddings.token_type_embeddings.weight', { role: 'embedding', kind: 'embedding' }),
      storedIn(file, 'pooler.dense.weight'),
      storedIn(file, '182', matMul(50, 50, 'attention')),
      storedIn(file, '193', matMul(50, 200)),
      storedIn(file, '194', matMul(200, 50)),
      storedIn(file, 'pooler.dense.bias', bias(50, 50)),
    ];
    const normal = 'N(0, 0.02²)';
    const { certain, reads } = await readsOf(parameters);
    expect(certain).toBe(true);
    expect(reads.map((read) => read.replace(/^\w+: /, ''))).toEqual([...Array(6).fill(normal), 'zeros']);
  });
});

describe('files without weights', () => {
  it('are not untrained exports: no initialisation draws equal weights', async () => {
    const vgg = ['conv1_1_w_0', 'conv1_2_w_0'].map((name) => storedIn('real/light_vgg19.onnx', name));
    expect(await readsOf(vgg)).toEqual({ certain: false, reads: Array(2).fill('none: no law: all 0.02') });
    await expect(lawsOf(vgg, 'as-exported')).rejects.toThrow('one number in place of its weights');
    await expect(lawsOf([parameter([4, 4])], 'as-exported')).rejects.toThrow('all weights of this file are 0');
  });
});

describe('trained models', () => {
  const opt = ['Parameter5', 'Parameter87', 'Parameter193_reshape1'].map((name) =>
    storedIn('real/wonnx__opt-mnist.onnx', name),
  );
  const tribuo = ['conv1', 'conv2', 'fc1', 'fc2'].map((name) =>
    storedIn('real/tribuo__pytorch_cnn_mnist.onnx', `${name}.weight`),
  );

  it.each([
    ['CNTK', opt],
    ['PyTorch', tribuo],
  ])('of %s show no law', async (_, parameters) => {
    const { certain, laws } = await asExported(parameters);
    expect(certain).toBe(false);
    expect([...laws.values()].map(({ law }) => law)).toEqual(parameters.map(() => null));
  });

  it('cannot be drawn as exported', async () => {
    await expect(lawsOf(tribuo, 'as-exported')).rejects.toThrow('look trained: 0 of 4 come from a known law');
  });
});

const generator = new WeightGenerator(5);

function drawn(
  dims: readonly number[],
  word: string,
  initialisation: number,
  more: Partial<Parameter> = {},
): Parameter {
  const of = parameter(dims, { name: `${word} ${dims} ${initialisation}`, ...more });
  const law = roleLaw(of, word)!;
  if (law.law === 'constant' || law.law === 'stored' || law.law === 'tied' || law.law === 'blocks')
    throw new TypeError(law.law);
  const buffer = generator.reserve(sizeOf(dims));
  generator.fill(buffer, law, dims, { purpose: PURPOSE.weights, tensor: 0, readout: 0, initialisation });
  const numbers = buffer.values.slice();
  generator.releaseAll();
  return { ...of, values: () => numbers };
}

describe('draws of our own', () => {
  it.each(knownWords)('by %s are told apart from all others', async (word) => {
    const weight = drawn([160, 70], word, 1);
    const { laws } = await asExported([weight]);
    const law = roleLaw(weight, word)!;
    expect([...laws.values()]).toEqual([expect.objectContaining({ law, certainty: 'exact' })]);
  });

  it('are known in 600 of 600 parameters of all sizes: the thresholds refuse one in 400 000', async () => {
    const words = ['torch', 'kaiming_normal', 'flax'];
    for (const word of words) {
      const small = Array.from({ length: 200 }, (_, i) => drawn([4 + (i % 13), 3 + (i % 31)], word, i));
      const { laws } = await asExported([...small, drawn([100, 50], word, 0, { name: 'large' })]);
      expect([...laws.values()].filter(({ law }) => law === null)).toEqual([]);
    }
  });

  it('are not known once their scale has changed by a twentieth, or a bound is passed', async () => {
    for (const word of ['torch', 'normal(0.02)', 'flax']) {
      const weight = drawn([160, 70], word, 2);
      const numbers = await weight.values();
      const wider = { ...weight, values: () => numbers.map((x) => 1.05 * x) };
      const moved = { ...weight, values: () => numbers.with(0, 2 * Math.max(...numbers)) };
      expect((await asExported([wider])).certain).toBe(false);
      expect((await asExported([moved])).certain).toBe(false);
    }
  });

  it('that are few say so, and are proved together by many', async () => {
    const few = Array.from({ length: 40 }, (_, i) => drawn([4, 5], 'torch', i));
    const alone = await asExported(few.slice(0, 1));
    expect([...alone.laws.values()]).toEqual([
      { law: null, reads: 'uncertain: 20 numbers are too few', certainty: 'none' },
    ]);
    const together = await asExported(few);
    expect(
      [...together.laws.values()].every(({ reads, certainty }) => `${certainty} ${reads}` === 'follows U(±0.4472)'),
    ).toBe(true);
  });

  it('may have a row of zeros for padding among their embeddings', async () => {
    const embedding = drawn([10, 512], 'torch', 1, { role: 'embedding', kind: 'embedding' });
    const numbers = (await embedding.values()).fill(0, 0, 512);
    expect(await readsOf([{ ...embedding, values: () => numbers }])).toEqual({
      certain: true,
      reads: ['exact: N(0, 1²)'],
    });
  });

  it('may have statistics of a batch norm that ran, which begin anew', async () => {
    const statistics = parameter([3], { name: 'bn.running_mean', role: 'runningMean', kind: 'norm', fans: undefined });
    const ran = { ...statistics, values: () => Float32Array.of(0.1, 0.2, 0.3) };
    const laws = await lawsOf([drawn([40, 40], 'torch', 1), ran], 'as-exported');
    expect([...laws.values()].map(({ reads }) => reads)).toEqual([expect.stringMatching(/^U/), 'zeros']);
  });

  it('of Keras show the orthogonal state of each direction, and the forget bias', async () => {
    const fans = { fanIn: 8, fanOut: 8, units: 32, hidden: 8, gates: 4 };
    const state = parameter([2, 32, 8], { name: 'R', role: 'recurrentWeight', kind: 'lstm', fans });
    const one = drawn([32, 8], 'orthogonal', 1);
    const other = drawn([32, 8], 'orthogonal', 2);
    const numbers = Float32Array.from([...(await one.values()), ...(await other.values())]);
    const biases = new Float32Array(128).fill(1, 16, 24).fill(1, 80, 88);
    const { laws } = await asExported([
      { ...state, values: () => numbers },
      { ...state, name: 'B', dims: [2, 64], role: 'recurrentBias', values: () => biases },
    ]);
    expect(laws.get('R')).toMatchObject({ certainty: 'exact', reads: 'orthogonal, gain 1, in 2 blocks' });
    expect(laws.get('B')).toMatchObject({ certainty: 'exact', law: { law: 'blocks' } });
  });
});
