import { describe, expect, it } from 'vitest';
import { dataset } from '../data/dataset.ts';
import { type ExportOptions, exportNetwork } from './exportNetwork.ts';
import type { Framework } from './formats.ts';

const FRAMEWORKS = ['pytorch', 'keras', 'flax'] as const;

const tokens = dataset(
  Float64Array.from({ length: 128 }, (_, i) => Math.sin(i * i)),
  { shape: [8, 8], name: 'tokens' },
);

const source = (network: string, format: Framework, options: Omit<ExportOptions, 'format'> = {}, data?: string) =>
  exportNetwork(network, data === 'tokens' ? tokens : 'digits', { ...options, format });

describe('the source of a network', () => {
  it('in PyTorch reads as if written by hand', () => {
    const network = '2*(conv(8, 3, padding=1), batchNorm, relu), maxPool(2), 2*residual(dense(128), gelu), dense(10)';
    const wide = network.replace('2*residual(dense(128), gelu)', 'dense(64), 2*residual(layerNorm, dense(64), gelu)');
    expect(source(wide, 'pytorch')).toMatchSnapshot();
  });

  it('in Keras is a functional model', () => {
    const network = 'conv(8, 3, padding=same), groupNorm(2), silu, avgPool(2), flatten, dropout(0.1), dense(10)';
    expect(source(network, 'keras', { init: 'he', seed: 3 })).toMatchSnapshot();
  });

  it('in Flax is a compact module', () => {
    const network =
      'conv(8, 3), batchNorm, activation("x * sigmoid(1.702 * x)"), globalAvgPool, dense(32), tanh, dense(10)';
    expect(source(network, 'flax', { init: 'glorot_uniform', sigmaB2: 0.1 })).toMatchSnapshot();
  });

  it('leaves to a framework what it draws by itself', () => {
    const network = 'conv(8, 3), relu, dense(10)';
    expect(source(network, 'pytorch', { init: 'torch' })).not.toContain('init.');
    expect(source(network, 'keras', { init: 'keras' })).not.toContain('initializer');
    expect(source(network, 'flax', { init: 'flax' })).not.toMatch(/_init=/);
  });

  it('has the variances of single layers', () => {
    const text = source('dense(50, sigmaW2=1.5), relu, dense(10, sigmaW2=0)', 'pytorch');
    expect(text).toContain('nn.init.normal_(self.dense1.weight, std=math.sqrt(1.5 / fan_in(self.dense1.weight)))');
    expect(text).toContain('nn.init.zeros_(self.dense2.weight)');
  });

  it('says in which mode it was measured', () => {
    const network = 'dense(20), batchNorm, dropout(0.2), dense(10)';
    expect(source(network, 'pytorch')).toContain('network = Network().as_measured()');
    expect(source(network, 'pytorch', { batchNorm: 'eval' })).toContain('network = Network().eval()');
    expect(source(network, 'flax')).toContain('def __call__(self, x, batch_statistics=True, dropout=False)');
    expect(source(network, 'keras')).toContain('outputs = network(points, training=True)');
  });

  it('says in Keras and Flax that it was not run', () => {
    expect(source('dense(10)', 'keras')).toContain('firstguess has not run it');
    expect(source('dense(10)', 'flax')).toContain('firstguess has not run it');
    expect(source('dense(10)', 'pytorch')).not.toContain('has not run');
  });

  it('keeps what branches read', () => {
    const lines = source(
      'conv(4, 3), parallel(linear, residual(conv(4, 1), concat(abs), conv(4, 1))), globalAvgPool',
      'pytorch',
    )
      .split('\n')
      .filter((line) => /^ +[xy]\d? = /.test(line))
      .map((line) => line.trim());
    expect(lines).toEqual([
      'x = self.conv1(x)',
      'y3 = self.conv2(x)',
      'y4 = torch.abs(y3)',
      'y3 = torch.cat([y3, y4], dim=1)',
      'y3 = self.conv3(y3)',
      'y2 = x + y3',
      'x = torch.cat([x, y2], dim=1)',
      'x = x.mean((2, 3))',
    ]);
  });
});

describe('a layer that a framework has no simple words for', () => {
  const REFUSED: readonly (readonly [network: string, format: Framework, data?: string, init?: string])[] = [
    ['conv(4, 3), lrn(3), dense(10)', 'keras'],
    ['conv(4, 3), lrn(3), dense(10)', 'flax'],
    ['conv(4, 3), rmsNorm, dense(10)', 'keras'],
    ['lstm(4), selectToken(-1), dense(10)', 'keras', 'tokens'],
    ['gru(4), selectToken(-1), dense(10)', 'flax', 'tokens'],
    ['attention(2, dim=4), meanTokens, dense(10)', 'pytorch', 'tokens'],
    ['conv(4, 3, padding=1), dense(10)', 'keras', 'digits', 'delta_orthogonal'],
    ['conv(4, 3, padding=1), dense(10)', 'flax', 'digits', 'delta_orthogonal'],
    ['conv(4, 3), convTranspose(2, 3, padding=1), dense(10)', 'keras'],
    ['avgPool(2, stride=1, padding=(0, 0, 1, 1)), dense(10)', 'pytorch'],
    ['conv(4, 3, stride=2, dilation=2), dense(10)', 'keras'],
    ['lstm(4), meanTokens, dense(10)', 'pytorch', 'tokens', 'orthogonal'],
  ];

  const cases = REFUSED.map(([network, format, data, init = 'he']) => ({ network, format, data, init }));

  it.each(cases)('is refused: $network in $format', ({ network, format, data, init }) => {
    expect(() => source(network, format, { init }, data)).toThrow(
      expect.objectContaining({
        code: 'bad-argument',
        where: [expect.stringMatching(/^in layer\d\.\w+ of the network$/)],
        remedy: expect.stringMatching(/.{10}/),
      }),
    );
  });

  it('and layers in two modes are, as a network has one', () => {
    const network = 'dense(20), batchNorm, dense(20), batchNorm(mode=eval), dense(10)';
    for (const framework of FRAMEWORKS) expect(() => source(network, framework)).toThrow(/differ in mode/);
  });
});

describe('options of exportNetwork', () => {
  it('need a format that is known', () => {
    const call = (options: unknown) => () => exportNetwork('dense(10)', 'digits', options as never);
    expect(call(undefined)).toThrow('exportNetwork needs options');
    expect(call({})).toThrow('exportNetwork needs a format');
    expect(call({ format: 'tensorflow' })).toThrow('unknown format "tensorflow"');
    expect(call({ format: 'onnx', draws: 2 })).toThrow('exportNetwork has no option "draws"');
    expect(call({ format: 'onnx', draw: 0 })).toThrow('draw must be a whole number of at least 1, not 0');
    expect(call({ format: 'pytorch', draw: 2 })).toThrow('draw says which weights a file holds');
  });
});
