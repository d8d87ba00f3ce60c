import { readFileSync } from 'node:fs';
import { type Estimate, type Measurement, measure } from 'firstguess';
import { describe, expect, it } from 'vitest';

/**
 * Losses and logits of six networks against PyTorch's `cross_entropy` of networks of the same widths and laws, as
 * checks/references/stepZero.py drew them. 32 comparisons: under equality the largest |z| exceeds 4 with probability
 * 0.2 %.
 */
type Values = Readonly<Record<string, { readonly mean: number; readonly standardError: number }>>;
const path = new URL('./references/stepZero.json', import.meta.url);
const { results } = JSON.parse(readFileSync(path, 'utf8')) as {
  readonly results: readonly { readonly network: string; readonly values: Values }[];
};

const setups: readonly { data: string; points?: number; preprocess?: string }[] = [
  { data: 'gaussian(dim=100)', points: 200 },
  { data: 'gaussian(dim=100)', points: 200 },
  { data: 'gaussian(dim=100)', points: 200 },
  { data: 'gaussian(dim=100)', points: 200 },
  { data: 'digits', preprocess: 'standardize' },
  { data: 'digits' },
];

/** CI draws every third network. */
const step = process.env.FIRSTGUESS_CHECKS === 'quick' ? 3 : 1;
const cases = results.map((reference, i) => ({ ...reference, setup: setups[i] })).filter((_, i) => i % step === 0);

function ours({
  loss,
  logits,
  accuracy,
}: Measurement): Readonly<Record<string, Pick<Estimate, 'mean' | 'standardError'> | undefined>> {
  const points = logits!.sdPoints;
  return {
    loss: loss!,
    'spread of loss': loss!.spread,
    'top probability': logits!.topProbability,
    entropy: logits!.entropy,
    // The square of a standard deviation has twice its relative error.
    'variance over points': { mean: points.mean ** 2, standardError: 2 * points.mean * points.standardError },
    'spread of accuracy': accuracy?.spread,
  };
}

describe('losses and logits of untrained networks are those of PyTorch', () => {
  it.each(cases)('$network', async (reference) => {
    const { data, ...options } = reference.setup;
    const inits = data === 'digits' ? 400 : 1500;
    const measured = ours(await measure(reference.network, data, { ...options, inits, readouts: 4, seed: 77 }));
    for (const [name, value] of Object.entries(reference.values)) {
      const own = measured[name]!;
      const z = (own.mean - value.mean) / Math.hypot(own.standardError, value.standardError);
      expect(Math.abs(z), `${name}: ${own.mean} against ${value.mean}`).toBeLessThan(4);
    }
  });
});
