import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Parameter } from '../plan/auditPlan.ts';
import { lawsOf } from './lawsOf.ts';
import { parameter } from './testing/parameter.ts';

/** Of fresh layers of PyTorch: checks/references/freshLayers.py. */
interface Fresh extends Pick<Parameter, 'name' | 'role' | 'kind' | 'dims' | 'fans'> {
  readonly layer: string;
  readonly mean: number;
  readonly variance: number;
  readonly varianceError: number;
  readonly kurtosis: number | null;
  readonly largest: number;
}

const fresh: readonly Fresh[] = JSON.parse(
  readFileSync(new URL('../../../checks/references/freshLayers.json', import.meta.url), 'utf8'),
).cases;

const lawOf = async (one: Parameter, init = 'torch') => (await lawsOf([one], init)).get(one.name)!;

/** 40 comparisons: by chance one goes beyond 4 standard errors in 400 runs of the reference. */
const SIGMAS = 4;
const KURTOSIS = { uniform: 1.8, gaussian: 3 } as const;

describe("PyTorch's fresh layers", () => {
  it.each(fresh)('of $layer have our law for $name', async ({ layer, mean, variance, varianceError, ...of }) => {
    const { law } = await lawOf(parameter(of.dims, of));
    if (law.law === 'constant') {
      expect([mean, variance]).toEqual([law.value, law.value ** 2]);
      return;
    }
    if (law.law !== 'uniform' && law.law !== 'gaussian') throw new Error(`PyTorch draws nothing ${law.law}`);
    expect(Math.abs(variance - law.variance)).toBeLessThan(SIGMAS * varianceError);
    expect(of.kurtosis).toBeCloseTo(KURTOSIS[law.law], 1);
    const bound = Math.sqrt(3 * law.variance);
    if (law.law !== 'uniform') return;
    expect(of.largest).toBeLessThanOrEqual(bound * (1 + 1e-6));
    expect(of.largest).toBeGreaterThan(bound * (1 - 1e-3));
  });
});

const rnn = (
  kind: 'lstm' | 'gru' | 'rnn',
  role: Parameter['role'],
  directions: number,
  inputs: number,
  hidden: number,
) => {
  const gates = { lstm: 4, gru: 3, rnn: 1 }[kind];
  const dims = role === 'recurrentBias' ? [directions, 2 * gates * hidden] : [directions, gates * hidden, inputs];
  return parameter(dims, { role, kind, fans: { fanIn: inputs, fanOut: hidden, units: gates * hidden, hidden, gates } });
};

describe('recurrent layers', () => {
  it('of Keras have an orthogonal state in each direction, over the kernel of all gates', async () => {
    const { law, reads } = await lawOf(rnn('lstm', 'recurrentWeight', 2, 8, 8), 'keras');
    const block = { count: 32, law: { law: 'orthogonal', variance: 1 / 32 } };
    expect(law).toEqual({ law: 'blocks', rows: [block, block] });
    expect(reads).toBe('orthogonal, gain 1, in 2 blocks');
  });

  it('of Flax have an orthogonal state in each gate', async () => {
    const { law } = await lawOf(rnn('gru', 'recurrentWeight', 1, 8, 8), 'flax');
    const block = { count: 8, law: { law: 'orthogonal', variance: 1 / 8 } };
    expect(law).toEqual({ law: 'blocks', rows: [block, block, block] });
  });

  it('of Keras take inputs by glorot_uniform over the kernel of all gates', async () => {
    const { reads } = await lawOf(rnn('lstm', 'recurrentInput', 1, 5, 8), 'keras');
    expect(reads).toBe(`U(±${Math.sqrt(6 / (5 + 32)).toPrecision(4)})`);
  });

  it('of Keras forget nothing at first: gate 3 of 4, in the order of ONNX, has the bias 1', async () => {
    expect((await lawOf(rnn('lstm', 'recurrentBias', 1, 5, 8), 'keras')).reads).toBe(
      'zeros in 1–16, ones in 17–24, zeros in 25–64',
    );
    expect((await lawOf(rnn('lstm', 'recurrentBias', 2, 5, 8), 'tfjs')).law).toMatchObject({ rows: { length: 6 } });
    for (const init of ['flax', 'he', 'orthogonal']) {
      expect((await lawOf(rnn('lstm', 'recurrentBias', 1, 5, 8), init)).reads).toBe('zeros');
    }
    expect((await lawOf(rnn('gru', 'recurrentBias', 1, 5, 8), 'keras')).reads).toBe('zeros');
  });

  it('have the law of dense weights where a scheme has no word on them', async () => {
    expect((await lawOf(rnn('lstm', 'recurrentInput', 1, 5, 8), 'he')).law).toEqual({
      law: 'gaussian',
      variance: 2 / 5,
    });
    expect((await lawOf(rnn('rnn', 'recurrentWeight', 2, 8, 8), 'orthogonal')).law).toMatchObject({ law: 'blocks' });
  });
});

const transposed = (role: Parameter['role'], dims: readonly number[]) =>
  parameter(dims, {
    role,
    kind: 'convTranspose',
    fans: { fanIn: 16, fanOut: 96, units: 6, torchFanIn: 96 },
  });

describe('transposed convolutions', () => {
  it.each([
    ['torch', { law: 'uniform', variance: 1 / (3 * 96) }],
    ['kaiming_normal', { law: 'gaussian', variance: 2 / 96 }],
    ['kaiming_normal(mode=fan_out)', { law: 'gaussian', variance: 2 / 64 }],
    ['keras', { law: 'uniform', variance: 2 / (96 + 64) }],
    ['he_normal', { law: 'truncated', variance: 2 / 96 }],
    ['flax', { law: 'truncated', variance: 1 / 64 }],
    ['orthogonal', { law: 'orthogonal', variance: 1 / 96 }],
    ['he', { law: 'gaussian', variance: 2 / 16 }],
  ])('by %s count fans as their framework does', async (init, expected) => {
    const { law } = await lawOf(transposed('weight', [4, 6, 4, 4]), init);
    expect(law).toEqual({ ...expected, variance: expect.closeTo(expected.variance, 12) });
  });

  it('have biases by the same fan-in', async () => {
    const { law } = await lawOf(transposed('bias', [6]));
    expect(law).toEqual({ law: 'uniform', variance: expect.closeTo(1 / (3 * 96), 12) });
  });
});

describe('attention', () => {
  const projection = (layer: string, name: string, more: Partial<Parameter> = {}) =>
    parameter([48, 16], { kind: 'attention', fans: { fanIn: 16, fanOut: 48, units: 48 }, layer, name, ...more });

  it('of MultiheadAttention is drawn as one matrix of queries, keys and values', async () => {
    const laws = await lawsOf(
      [projection('attn', 'attn.in_proj_weight'), projection('attn', 'attn.in_proj_bias', { role: 'bias' })],
      'torch',
    );
    expect([...laws.values()].map(({ reads }) => reads)).toEqual([`U(±${Math.sqrt(6 / 64).toPrecision(4)})`, 'zeros']);
  });

  it('of other initialisations has the law of dense weights, over the matrix that is stored', async () => {
    const [orthogonal] = (await lawsOf([projection('attn', 'in_proj_weight')], 'orthogonal')).values();
    expect(orthogonal).toEqual({ law: { law: 'orthogonal', variance: 1 / 48 }, reads: 'orthogonal, gain 1' });
  });

  it('of Linear layers is drawn as these are, by the name of its bias where the weight lost its own', async () => {
    const laws = await lawsOf(
      [projection('attn.qkv', 'onnx::MatMul_7'), projection('attn.qkv', 'attn.qkv.bias', { role: 'bias' })],
      'torch',
    );
    expect([...laws.values()].map(({ reads }) => reads)).toEqual(['U(±0.25)', 'U(±0.25)']);
  });
});

describe('what has no framework', () => {
  it('shares numbers where it is tied', async () => {
    const tied = parameter([50, 12], { name: 'head.weight', tiedTo: { name: 'tok.weight', transposed: true } });
    expect(await lawOf(tied)).toEqual({
      law: { law: 'tied', to: 'tok.weight', transposed: true },
      reads: 'that of tok.weight, transposed',
    });
  });

  it('stays as stored where no initialisation has a word for it', async () => {
    const numbers = Float32Array.of(1, 2);
    for (const role of ['scale', 'shift'] as const) {
      expect(await lawOf(parameter([2], { role, numbers }))).toEqual({
        law: { law: 'stored', values: numbers },
        reads: 'as stored',
      });
    }
    expect((await lawOf(parameter([2], { role: 'bias', fans: undefined, numbers }))).reads).toBe('as stored');
  });
});

describe('the other words', () => {
  it.each([
    ['torch', {}, 'U(±0.125)'],
    ['flax', {}, 'N(0, 0.1421²) cut at ±2 sd'],
    ['normal(0.02)', { role: 'embedding' }, 'N(0, 0.02²)'],
    ['keras', { role: 'embedding' }, 'U(±0.05)'],
    ['keras', { role: 'slope' }, 'zeros'],
    ['flax', { role: 'slope' }, 'all 0.01'],
    ['torch', { role: 'token' }, 'N(0, 0.02²)'],
    ['orthogonal(gain=2)', {}, 'orthogonal, gain 2'],
    ['zeros', {}, 'zeros'],
    ['he', { role: 'bias' }, 'zeros'],
  ] as const)('%s draws %o as %s', async (init, more, reads) => {
    expect((await lawOf(parameter([10, 64], more), init)).reads).toBe(reads);
  });

  it("draws the ends of GPT-2's residual branches smaller, by their number", async () => {
    const names = ['h.0.attn.c_proj.weight', 'h.0.mlp.c_proj.weight', 'h.0.mlp.c_fc.weight'];
    const laws = await lawsOf(
      names.map((name) => parameter([64, 64], { name })),
      'gpt2',
    );
    expect(names.map((name) => laws.get(name)!.reads)).toEqual(['N(0, 0.01414²)', 'N(0, 0.01414²)', 'N(0, 0.02²)']);
  });

  it('refuses kernels that are 0 but for their centre', async () => {
    await expect(lawOf(parameter([8, 4, 3, 3], { kind: 'conv' }), 'delta_orthogonal')).rejects.toThrow(
      /0 but for their centre/,
    );
    expect((await lawOf(parameter([8, 4, 1, 1], { kind: 'conv' }), 'delta_orthogonal')).law.law).toBe('orthogonal');
  });
});
