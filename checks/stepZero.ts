import type { Estimate, Measurement } from 'firstguess';

export interface StepZeroCase {
  readonly network: string;
  readonly data: string;
  readonly preprocess: string;
  readonly seed: number;
}

const on = (networks: readonly string[], data: string, preprocess: string) =>
  networks.map((network) => ({ network, data, preprocess }));

const relu = (classes: number) => `2*(dense(1000), relu), dense(${classes})`;
const tanh = (classes: number) => `dense(1000), tanh, dense(${classes})`;
const image = (classes: number) => `conv(1000, 3, padding=1), relu, globalAvgPool, dense(${classes})`;
const deep = 'dense(1000), 2*residual(relu, dense(1000)), dense(10)';

/** Layers, one to a thousand classes, raw and standardised data: 24 networks, each with a seed of its own. */
export const cases: readonly StepZeroCase[] = [
  ...on([2, 10, 1000].map(relu), 'gaussian(dim=1000)', 'none'),
  ...on([2, 10, 1000].map(relu), 'digits', 'none'),
  ...on([2, 10, 1000].map(relu), 'digits', 'standardize'),
  ...on([2, 10].map(tanh), 'gaussian(dim=1000, mean=0.3)', 'none'),
  ...on([2, 10].map(tanh), 'digits', 'standardize'),
  ...on(
    [2, 10].map((classes) => `2*(dense(1000), batchNorm, relu), dense(${classes})`),
    'gaussian(dim=1000)',
    'none',
  ),
  ...on([2, 10].map(image), 'digits', 'none'),
  ...on([2, 10].map(image), 'digits', 'standardize'),
  ...on(['dense(1000), relu, dense(1)'], 'gaussian(dim=1000)', 'none'),
  ...on(['dense(1000), relu, dense(1)'], 'digits, parity', 'standardize'),
  ...on([deep], 'gaussian(dim=1000)', 'none'),
  ...on([deep], 'digits', 'standardize'),
  ...on(['10*(dense(1000, sigmaB2=0.1), gelu), dense(10)'], 'digits', 'standardize'),
].map((each, i) => ({ ...each, seed: 9000 + i }));

/** Width of all hidden layers. */
const WIDTH = 1000;

/**
 * What is measured of the outputs beside theory, by name; null where either is missing.
 *
 * At finite width the variance q of the outputs scatters from network to network, which adds ((loss − entropy)/2)² Var q/q²
 * to the variance of the loss (docs/theory §16): a relative variance of two per unit of width and layer is taken as one
 * more error of the theory.
 */
export function comparedIn({ loss, logits, accuracy, layers }: Measurement): Readonly<Record<string, Estimate | null>> {
  return {
    loss,
    'spread of loss': loss && logits ? withWidth(loss, logits.entropy.mean, layers.length) : null,
    'sd over points': logits?.sdPoints ?? null,
    'sd over initialisations': logits?.sdInitialisations ?? null,
    'top probability': logits?.topProbability ?? null,
    entropy: logits?.entropy ?? null,
    accuracy,
    'spread of accuracy': accuracy?.spread ?? null,
  };
}

function withWidth({ mean, spread }: NonNullable<Measurement['loss']>, entropy: number, depth: number): Estimate {
  const { theory, theoryError = 0, standardError } = spread;
  if (theory === null) return spread;
  const added = Math.sqrt(theory ** 2 + (((mean - entropy) / 2) ** 2 * 2 * depth) / WIDTH) - theory;
  return { ...spread, z: (spread.mean - theory) / Math.hypot(standardError, theoryError, added) };
}

export interface CheckedCase extends StepZeroCase {
  readonly compared: Readonly<Record<string, Estimate | null>>;
}

/** All z of a quantity. */
export function zsOf(rows: readonly CheckedCase[], quantity: string): number[] {
  return rows.flatMap(({ compared }) => compared[quantity]?.z ?? []);
}

/** The results as a Markdown table, with the mean of z² below. */
export function stepZeroTable(rows: readonly CheckedCase[]): string {
  const quantities = Object.keys(rows[0].compared);
  const cell = (estimate: Estimate | null) => {
    if (!estimate) return '–';
    const { mean, standardError, theory, z } = estimate;
    const digits = Math.max(0, 1 - Math.floor(Math.log10(standardError)));
    const expected = theory === null ? 'measured only' : `${theory.toFixed(digits)} (z ${z!.toFixed(1)})`;
    return `${mean.toFixed(digits)} ± ${standardError.toFixed(digits)} / ${expected}`;
  };
  return [
    '# Loss, logits and accuracy before training: theory against measurement',
    '',
    'Written by `npm run checks`. Each cell: measured ± standard error / theory (z).',
    '',
    `| network | data | seed | ${quantities.join(' | ')} |`,
    `|${'---|'.repeat(quantities.length + 3)}`,
    ...rows.map(({ network, data, preprocess, seed, compared }) => {
      const what = preprocess === 'none' ? data : `${data}, ${preprocess}`;
      return `| \`${network}\` | ${what} | ${seed} | ${quantities.map((name) => cell(compared[name])).join(' | ')} |`;
    }),
    '',
    ...quantities.map((name) => {
      const zs = zsOf(rows, name);
      const square = zs.reduce((sum, z) => sum + z * z, 0) / zs.length;
      const largest = zs.reduce((most, z) => Math.max(most, Math.abs(z)), 0);
      return `- ${name}: ${zs.length} comparisons, mean z² = ${square.toFixed(2)}, largest |z| = ${largest.toFixed(2)}`;
    }),
    '',
  ].join('\n');
}
