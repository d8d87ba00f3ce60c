import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { measure } from 'firstguess';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../src/data/dataset.ts';
import { exported, exportNetwork } from '../src/export/exportNetwork.ts';
import { choose, digits, sample } from '../src/predict.ts';
import { agreementTask, askPytorch, exportCases, hasPytorch, outputsTask } from './export.ts';

const quick = process.env.FIRSTGUESS_CHECKS === 'quick';
const pytorch = hasPytorch();

/** Float32 on both sides, sums of up to 400 terms. */
const TOLERANCE = 2e-4;

describe.runIf(pytorch)('the PyTorch source of a network, given the weights of its ONNX file', () => {
  it('computes the same, for every layer', async () => {
    const cases = await Promise.all(exportCases().map(async (each) => ({ ...each, ...(await outputsTask(each)) })));
    const answers = askPytorch<readonly number[]>(cases.map(({ task }) => task));
    cases.forEach(({ network, expected }, i) => {
      const errors = answers[i]!.map((value, k) => Math.abs(value - expected[k]!) / (1 + Math.abs(expected[k]!)));
      expect(answers[i], network).toHaveLength(expected.length);
      expect(Math.max(...errors), network).toBeLessThan(TOLERANCE);
    });
  });
});

/** Layers of at least 4,000 weights, under initialisations of every law. */
const WIDE = 'conv(64, 3), relu, conv(64, 1), dense(200), tanh, dense(100)';
const INITIALISATIONS = [
  ...['he', 'torch', 'keras', 'lecun_normal', 'orthogonal', 'gpt2', 'glorot', 'he_uniform', 'normal(0.1)'],
  ...['kaiming_normal(mode=fan_out)', 'uniform(0.2)', 'variance_scaling(scale=3, mode=fan_out, distribution=uniform)'],
];

describe.runIf(pytorch)('weights that the PyTorch source draws', () => {
  it('have the variances of the program, under every law', () => {
    const written = INITIALISATIONS.map((init) => ({
      init,
      source: exportNetwork(WIDE, 'digits', { init, format: 'pytorch' }),
      parameters: exported(WIDE, 'digits', { init, format: 'pytorch' }).parameters,
    }));
    const answers = askPytorch<readonly { name: string; count: number; variance: number }[]>(
      written.map(({ source }) => ({ kind: 'variances', source, seed: 4 })),
    );
    written.forEach(({ init, parameters }, i) => {
      const weights = answers[i]!.filter(({ name }) => name.endsWith('weight'));
      const laws = parameters.filter(({ name }) => name.endsWith('weight'));
      expect(weights).toHaveLength(4);
      weights.forEach(({ name, count, variance }, k) => {
        // The square of a normal has the relative deviation √2; five of them, and rounding where nothing scatters.
        const error = 5 * Math.sqrt(2 / count) + 1e-5;
        expect(Math.abs(variance / laws[k]!.tensor.variance - 1), `${name} of ${init}`).toBeLessThan(error);
      });
    });
  });
});

/**
 * Six networks, and the combined standard errors by which PyTorch and `measure` may differ: of six comparisons one exceeds
 * three by chance once in 60 choices of seeds, which are fixed.
 */
const NETWORKS = [
  { network: '3*(dense(128), relu), dense(10)', init: 'he' },
  { network: '3*(dense(128), relu), dense(10)', init: 'torch' },
  {
    network: 'conv(6, 3, padding=1), tanh, avgPool(2), conv(16, 3), tanh, dense(84), tanh, dense(10)',
    init: 'glorot_uniform',
  },
  {
    network: 'dense(64), 4*residual(layerNorm, dense(64), relu, dense(64), alpha=0.5), layerNorm, dense(10)',
    init: 'he',
  },
  { network: '3*(dense(64), batchNorm, gelu), dense(10)', init: 'lecun_normal' },
  { network: 'conv(16, 3), groupNorm(4), relu, conv(16, 3), relu, globalAvgPool, dense(10)', init: 'orthogonal' },
] as const;
const INITS = 200;
const MOST = 3;

interface Reference {
  readonly source: string;
  readonly mean: number;
  readonly standardError: number;
}

/** What PyTorch measured, by the digest of the source that it ran: for machines without PyTorch. */
const path = new URL('./references/export.json', import.meta.url);

/** The head names the version, which changes nothing of what runs. */
const digest = (source: string) =>
  createHash('sha256')
    .update(source.slice(source.indexOf('\nimport')))
    .digest('hex');

const sourceOf = ({ network, init }: (typeof NETWORKS)[number], data: Dataset) =>
  exportNetwork(network, data, { init, seed: 1, format: 'pytorch' });

function references(data: Dataset): readonly Reference[] {
  const sources = NETWORKS.map((each) => sourceOf(each, data));
  if (!pytorch && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')).results;
  const answers = askPytorch<Omit<Reference, 'source'>>(sources.map((source) => agreementTask(source, data, INITS)));
  const results = answers.map((answer, i) => ({
    network: NETWORKS[i]!.network,
    source: digest(sources[i]!),
    ...answer,
  }));
  writeFileSync(path, `${JSON.stringify({ points: data.points, inits: INITS, results }, null, 2)}\n`);
  return results;
}

describe('agreement of networks that PyTorch drew from exported sources', () => {
  const data = choose(digits(), [sample(64)]) as Dataset;
  const measured = references(data);

  it.each(NETWORKS.map((each, i) => ({ ...each, i })).filter(({ i }) => !quick || i % 3 === 1))(
    '$network is that of measure',
    async ({ i, ...each }) => {
      const reference = measured[i]!;
      const { agreement } = await measure(each.network, data, { init: each.init, inits: INITS, seed: 2 });
      const z = (agreement.mean - reference.mean) / Math.hypot(agreement.standardError, reference.standardError);
      const shown = ({ mean, standardError }: Pick<Reference, 'mean' | 'standardError'>) =>
        `${mean.toFixed(4)} ± ${standardError.toFixed(4)}`;
      console.log(`| ${each.network} | ${each.init} | ${shown(agreement)} | ${shown(reference)} | ${z.toFixed(1)} |`);
      expect(Math.abs(z)).toBeLessThan(MOST);
    },
  );

  it('is of the sources that are written today', () => {
    const today = NETWORKS.map((each) => digest(sourceOf(each, data)));
    expect(measured.map(({ source }) => source)).toEqual(today);
  });
});
