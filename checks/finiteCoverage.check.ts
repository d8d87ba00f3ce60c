import { describe, expect, it } from 'vitest';
import { predict } from '../src/studies/predict/run.ts';

/** Narrow and deep networks, where few draws differ from the rest; CI takes one of them, and fewer repeats. */
const quick = process.env.FIRSTGUESS_CHECKS === 'quick';
const NETWORKS = ['10*(dense(2), relu), dense(4)', '10*(dense(10), relu), dense(3)'].slice(quick ? 1 : 0);
const REPEATS = quick ? 15 : 300;
const UNTIL = quick ? 0.02 : 0.005;
const LONG = quick ? 0.002 : 0.0003;

describe('errors of finite predictions, over repeats', () => {
  it.each(NETWORKS)('cover the value of a long run, of %s', (network) => {
    const of = (seed: number, untilSe: number, draws: number) =>
      predict(network, 'gaussian(dim=4)', { seed, finite: { untilSe, draws } }).agreement;
    const long = of(1000, LONG, 1e6);
    const runs = Array.from({ length: REPEATS }, (_, seed) => of(seed, UNTIL, 1e5));
    const mean = runs.reduce((sum, run) => sum + run.mean, 0) / REPEATS;
    const scatter = Math.sqrt(runs.reduce((sum, run) => sum + (run.mean - mean) ** 2, 0) / (REPEATS - 1));
    const z = (mean - long.mean) / Math.hypot(scatter / Math.sqrt(REPEATS), long.standardError);
    const covered = runs.filter((run) => Math.abs(run.mean - long.mean) < 2 * run.standardError).length / REPEATS;
    expect(Math.abs(z)).toBeLessThan(4);
    expect(covered).toBeGreaterThan(quick ? 0.6 : 0.9);
  });
});
