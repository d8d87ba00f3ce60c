import { spawnSync } from 'node:child_process';
import type { Dataset } from '../src/data/dataset.ts';
import { dataset } from '../src/data/dataset.ts';
import { decodeModel } from '../src/engine/onnx/proto.ts';
import { openSession } from '../src/engine/session.ts';
import { exportNetwork } from '../src/export/exportNetwork.ts';
import type { Example } from '../src/network/example.ts';
import { layerDefinitions } from '../src/network/registry.ts';
import { seededRandom } from '../src/numerics/sampling/seeded.ts';
import type { SetupOptions } from '../src/setup/options.ts';

const PYTHON = '/usr/bin/python3';
const SCRIPT = new URL('./references/export.py', import.meta.url).pathname;

/** What checks/references/export.py is asked for. */
interface Task {
  readonly kind: 'guesses' | 'outputs' | 'variances';
  readonly source: string;
  readonly points?: readonly number[];
  readonly shape?: readonly number[];
  /** Of guesses and variances. */
  readonly seed?: number;
  readonly inits?: number;
  /** Of outputs, by their names in the ONNX file. */
  readonly weights?: readonly {
    readonly name: string;
    readonly dims: readonly number[];
    readonly values: readonly number[];
  }[];
}

export function hasPytorch(): boolean {
  return spawnSync(PYTHON, ['-c', 'import torch']).status === 0;
}

/** The answers of PyTorch, all tasks in one process. */
export function askPytorch<Answer>(tasks: readonly Task[]): readonly Answer[] {
  const { stdout, stderr, status } = spawnSync(PYTHON, [SCRIPT], {
    input: JSON.stringify(tasks),
    maxBuffer: 2 ** 28,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

export interface LayerCase {
  readonly network: string;
  readonly on: Example['on'];
  readonly options?: SetupOptions;
}

/** Every example of every layer, 400 units as 12 so that weights are few, and arguments that the examples leave out. */
export function exportCases(): LayerCase[] {
  const narrow = (network: string) => network.replaceAll(/\b(\d+)00\b/g, (_, hundreds) => String(3 * Number(hundreds)));
  const examples = layerDefinitions.flatMap(({ examples }) =>
    examples.map(({ network, on }) => ({
      network: `${narrow(network.replaceAll('φ', 'silu'))}, flatten, dense(3)`,
      on,
    })),
  );
  const images = [
    'conv(4, 3x2, stride=2x1, padding=(1, 0, 0, 1), dilation=2x1), tanh',
    'conv(4, 2, padding=same), conv(6, 3, padding=1, groups=2), sin',
    'maxPool(3, stride=2, padding=1)',
    'maxPool(2, stride=1, padding=same)',
    'avgPool(2, stride=1, padding=same, countPadding=true)',
    'conv(4, 3), convTranspose(2, 3, stride=2, padding=1, outputPadding=1)',
    'conv(4, 3), flatten, maxPool(2), groupNorm(2)',
    'conv(4, 3), residual(relu, conv(4, 3, padding=1), alpha=0.5, shortcut=conv(4, 1)), batchNorm(mode=eval)',
    'conv(4, 3), parallel(linear, residual(conv(4, 1), parallel(conv(1, 1), conv(3, 1)))), abs',
    'conv(4, 3), upsample(2x1), pad((0, 1, 2, 0)), layerScale(init=0.5), rmsNorm',
    'conv(4, 3), batchNorm, dropout(0.5), relu',
    'depthwiseConv(3, stride=2), dense(8, bias=2, sigmaB2=0), elu(0.5), leakyRelu(0.2)',
  ].map((network): LayerCase => ({ network: `${network}, dense(3)`, on: 'images' }));
  const others: LayerCase[] = [
    {
      network:
        'conv1d(6, 3, stride=2, padding=(2, 0)), batchNorm, activation("max(x, -x/3) - min(1, x^2)"), dense(3), flatten',
      on: 'tokens',
    },
    {
      network: 'attention(2), lstm(4, bidirectional=true), flatten, dense(3)',
      on: 'tokens',
      options: { sigmaB2: 0.3 },
    },
    {
      network: 'gru(4), transpose, dense(5), activation("x > 0 ? sqrt(x) : 2^x - 1"), meanTokens, dense(3)',
      on: 'tokens',
    },
    { network: 'conv(4, 3, padding=1), relu, dense(3)', on: 'images', options: { init: 'delta_orthogonal' } },
    { network: 'dense(6), step, dense(4), hardSigmoid, dense(3, bias="1, -1, 0", sigmaB2=0)', on: 'vectors' },
  ];
  return [...examples, ...images, ...others];
}

const SHAPES: Readonly<Record<Example['on'], readonly number[]>> = {
  law: [64],
  vectors: [64],
  tokens: [8, 8],
  images: [1, 8, 8],
  ids: [8],
};

/** Five points, normal, or token ids. */
function pointsFor(on: Example['on']): Dataset {
  const shape = SHAPES[on];
  const { normal } = seededRandom(9);
  const size = 5 * shape.reduce((a, b) => a * b);
  const values = Float64Array.from({ length: size }, (_, i) => (on === 'ids' ? (i * i) % 16 : normal()));
  return dataset(values, { shape, name: on });
}

/** The task of computing what a network does with the weights of its ONNX file, and what ONNX Runtime computes of it. */
export async function outputsTask({
  network,
  on,
  options,
}: LayerCase): Promise<{ task: Task; expected: Float32Array }> {
  const data = pointsFor(on);
  const given = { init: 'torch', seed: 3, ...options };
  const file = exportNetwork(network, data, { ...given, format: 'onnx' });
  const { graph } = decodeModel(file);
  const matrix = graph!.node.find(({ opType }) => opType === 'Gemm')?.input[1];
  const readout = matrix?.replace(/\.weight$/, '');
  const weights = graph!.initializer
    .filter(({ name }) => name.startsWith('layer') && !name.includes('/'))
    .map(({ name, dims, floatData, rawData }) => ({
      name,
      dims: dims.map(Number),
      values: rawData.length > 0 ? [...new Float32Array(rawData.slice().buffer)] : floatData,
      isReadout: name.startsWith(`${readout}.`),
    }));
  const source = exportNetwork(network, data, { ...given, format: 'pytorch' });
  const points = [...data.values].map(Math.fround);
  const session = await openSession(file, { threads: 1 });
  const { logits } = await session.run({ x: { data: Float32Array.from(points), dims: [5, ...data.shape] } });
  await session.release();
  const task = { kind: 'outputs' as const, source, weights, points, shape: data.shape };
  return { task, expected: logits!.data };
}

/** The task of drawing networks from a source and counting what they guess. */
export function agreementTask(source: string, { values, shape }: Dataset, inits: number): Task {
  return { kind: 'guesses', source, seed: 1, inits, points: [...values], shape };
}
