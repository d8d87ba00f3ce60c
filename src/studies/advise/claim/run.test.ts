import { describe, expect, it } from 'vitest';
import { claimPicture } from '../../../claims/claimFigure.ts';
import { parseData } from '../../../data/parseData.ts';
import { inlineHost } from '../../../measure/testing/host.fixture.ts';
import { framed } from '../../../present/svg/picture.ts';
import { svgText } from '../../../present/svg/svg.ts';
import { toJson } from '../../../results/json.ts';
import { claimHtml } from '../../reproduce/page.ts';
import { parseExperiment } from '../../reproduce/parseExperiment.ts';
import { reproduceClaim } from '../../reproduce/run.ts';
import type { ClaimOf } from '../../reproduce/schema.ts';
import { figuresOf } from '../../reproduce/shown.ts';
import { remediesClaimSchema } from './resultSchema.ts';

const EXPERIMENT = `kind: remedies
claim: 12
title: Biases of the outputs help
statement: They take most of the bias away.
source: nobody in particular
data: digits, sample(30)
runs:
  - {label: relu, network: "dense(20), relu, dense(10)"}
  - {label: scaled, network: "dense(20), relu, dense(10)", preprocess: scale(2)}
remedies: [output bias (mean), small readout]
seed: 5
quick: {inits: 10, points: 30, readouts: 4}
full: {inits: 200, points: 60, readouts: 4}
expect:
  - {quantity: agreement, at: as it is, is: theory, within: 50 %}
  - {quantity: agreement, at: [as it is, output bias (mean)], decreases-with: remedy}
  - {quantity: loss, of: scaled, at: as it is, above: relu}
refuted-by: Biases that leave what was there.
`;

const run = async (text = EXPERIMENT, signal?: AbortSignal) => {
  const experiment = { name: 'outputs', file: parseExperiment(text, 'outputs.yaml') };
  const load = async (data: string) => parseData(data);
  return (await reproduceClaim(experiment, inlineHost, load, { effort: 'quick', signal })) as ClaimOf<'remedies'>;
};

describe('an experiment on remedies', async () => {
  const claim = await run();

  it('measures every run as it is and with each remedy', () => {
    expect(claim.verdict).toBe('confirmed');
    expect(claim.checks.map(({ comparisons }) => comparisons.length)).toEqual([2, 2, 1]);
    expect(claim.values).toEqual(['as it is', 'output bias (mean)', 'small readout']);
    expect(claim.results.map(({ label, value }) => [label, value])).toEqual(
      ['relu', 'scaled'].flatMap((label) => claim.values.map((value) => [label, value])),
    );
    expect(claim.results.map(({ measurement }) => measurement.initialisations)).toEqual(Array(6).fill(10));
    expect(claim.results[2].measurement.network).toBe('dense(20), relu, dense(10, sigmaW2=0.0002, sigmaB2=0)');
    expect(claim.results[1].measurement.agreement.theory).toBeNull();
    expect(remediesClaimSchema.parse(JSON.parse(toJson(claim))).results).toHaveLength(6);
  });

  it('shows all of it as figures and as a page', () => {
    expect(figuresOf(claim).map(({ name }) => name)).toEqual(['agreement', 'maxFraction']);
    for (const shown of figuresOf(claim)) {
      const svg = svgText((document) => framed(claimPicture(claim, shown), { document }));
      expect(svg).toContain('as it is');
    }
    const page = claimHtml(claim);
    expect(page).not.toMatch(/NaN|undefined|\[object/);
    for (const { comparisons } of claim.checks) for (const one of comparisons) expect(page).toContain(one.text);
  });

  it('refutes what is not so', async () => {
    const { verdict } = await run(
      EXPERIMENT.replace('at: as it is, is: theory, within: 50 %', 'at: as it is, below: 0.1'),
    );
    expect(verdict).toBe('refuted');
  });

  it('says which remedies there are where one does not apply, and that a check names none of its own', async () => {
    await expect(
      run(EXPERIMENT.replace('[output bias (mean), small readout]', '[output bias (mean), smal readout]')),
    ).rejects.toMatchObject({
      message: 'no remedy "smal readout" applies to dense(20), relu, dense(10)',
      remedy: expect.stringContaining('did you mean small readout?'),
      where: ['outputs, run relu'],
    });
    await expect(run(EXPERIMENT.replace('at: as it is, is', 'at: as it was, is'))).rejects.toThrow('unknown remedy');
  });

  it('has no verdict when it is interrupted', async () => {
    expect(await run(EXPERIMENT, AbortSignal.abort())).toBeUndefined();
  });
});
