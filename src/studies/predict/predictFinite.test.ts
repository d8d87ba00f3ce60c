import { describe, expect, it } from 'vitest';
import { runHere } from '../../cli/testing/run.fixture.ts';
import { finitePredictionSchema } from '../../results/finiteSchema.ts';

const FINITE = ['predict', '--network', '3*(dense(20), relu), dense(2)', '--data', 'gaussian(dim=20)', '--finite'];

describe('predict --finite', () => {
  it('says in a sentence what the width does, then in a table', async () => {
    const { exitCode, out, err } = await runHere(FINITE);
    expect(exitCode).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(/^At its actual widths this network gives two random inputs the same guess/);
    expect(out).toContain('Finite width raises the agreement by');
    expect(out).toMatch(/finite +infinite width +difference +z/);
    // The command at the end stays on one line.
    for (const line of out.split('\n').slice(0, -2)) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('prints one JSON document that fits the schema, the same each time', async () => {
    const { out } = await runHere([...FINITE, '--json']);
    const { agreement } = finitePredictionSchema.parse(JSON.parse(out));
    expect(agreement.standardError).toBeLessThanOrEqual(0.001);
    expect((await runHere([...FINITE, '--json'])).out).toBe(out);
  });

  it('stops where --until-se says', async () => {
    const { out } = await runHere([...FINITE, '--until-se', '0.01', '--json']);
    const { draws } = finitePredictionSchema.parse(JSON.parse(out));
    // A pilot fixes the number: 1,000 at the least, where --until-se 0.001 takes many more.
    expect(draws).toBeGreaterThanOrEqual(1000);
    expect(draws).toBeLessThan(1100);
  });

  it('is what --until-se is for', async () => {
    const { exitCode, err } = await runHere([...FINITE.slice(0, -1), '--until-se', '0.01']);
    expect(exitCode).toBe(2);
    expect(err).toContain('add --finite');
  });

  it('refuses what the chain cannot follow, with the place and the reason', async () => {
    const { exitCode, err } = await runHere(['predict', '--network', 'dense(5), batchNorm, dense(2)', '--finite']);
    expect(exitCode).toBe(2);
    expect(err).toContain('BatchNorm looks at many points');
    expect(err).toContain('layer 2, batchNorm');
    expect(err).toContain('measure the network instead');
  });
});
