import { beforeAll, describe, expect, it } from 'vitest';
import { claimPicture } from '../../../claims/claimFigure.ts';
import { parseData } from '../../../data/parseData.ts';
import { UserError } from '../../../errors.ts';
import { inlineExecutor } from '../../../measure/draw/executor.ts';
import type { Host } from '../../../measure/measure.ts';
import { framed } from '../../../present/svg/picture.ts';
import { svgText } from '../../../present/svg/svg.ts';
import { dark, light } from '../../../present/svg/theme.ts';
import { parseExperiment } from '../../reproduce/parseExperiment.ts';
import { reproduceClaim } from '../../reproduce/run.ts';
import { reproductionSchema } from '../../reproduce/schema.ts';
import { detailsOf, figuresOf } from '../../reproduce/shown.ts';
import type { TrainingClaim } from './resultSchema.ts';

const host: Host = {
  executor: inlineExecutor,
  provenance: (workers) => ({ firstguess: '', node: '', platform: '', processor: '', workers, date: '' }),
};

const EXPERIMENT = `kind: training
claim: 11
title: Training removes a bias
statement: A bias of large biases lasts longer.
source: nobody in particular
data: blobs(dim=8, classes=4, points=200)
runs:
  - {label: neutral, network: "dense(16), tanh, dense(4)"}
  - {label: biased, network: "dense(16), tanh, dense(4)", sigmaB2: 3}
  - {label: ordered, network: "4*(dense(16), tanh), dense(4)", sigmaB2: 0.1, edge: 0.5}
optimisers: {sgd: [0.1, 1e-9], adam: 0.01}
batch: 20
seed: 3
quick: {inits: 3, steps: 24, points: 120}
full: {inits: 3, steps: 24, points: 200, optimisers: [sgd], rates: 1}
expect:
  - {quantity: persistence, of: biased, above: neutral}
  - {quantity: foresight, at: sgd, above: 0}
  - {quantity: loss, at: adam, below: 2}
refuted-by: A bias that is gone at once.
`;

const run = (signal?: AbortSignal) =>
  reproduceClaim({ name: 'blobs', file: parseExperiment(EXPERIMENT) }, host, async (data) => parseData(data), {
    effort: 'quick',
    signal,
  });

let claim: TrainingClaim;
beforeAll(async () => {
  claim = (await run()) as TrainingClaim;
});

describe('a claim about training', () => {
  it('has every run under every optimiser, at the best of its learning rates', () => {
    expect(claim.trained.map(({ label, optimiser, rate }) => [label, optimiser, rate])).toEqual([
      ['neutral', 'sgd', 0.1],
      ['neutral', 'adam', 0.01],
      ['biased', 'sgd', 0.1],
      ['biased', 'adam', 0.01],
      ['ordered', 'sgd', 0.1],
      ['ordered', 'adam', 0.01],
    ]);
    expect(claim.trained[0].rates.map(({ rate }) => rate)).toEqual([0.1, 1e-9]);
    expect(claim.trained[0].steps).toEqual([0, 1, 2, 3, 4, 6, 8, 11, 16, 23, 24]);
  });

  it('gives every run the γ of theory, and weights at a multiple of the edge of chaos', () => {
    const [neutral, , biased, , ordered] = claim.trained;
    expect(neutral.gamma).toBeLessThan(0.2);
    expect(biased.gamma).toBeGreaterThan(1);
    expect(neutral.firstShare.mean).toBeLessThan(biased.firstShare.mean);
    // Half of the 1.98607 of docs/theory §4.
    expect(ordered.sigmaW2).toBeCloseTo(0.993036, 5);
  });

  it('takes the errors of few initialisations larger in its checks, and says so', () => {
    const [{ comparisons }] = claim.checks;
    expect(comparisons).toHaveLength(2);
    const [neutral, , biased] = claim.trained;
    const error = Math.hypot(neutral.persistence.standardError, biased.persistence.standardError);
    expect(comparisons[0].error).toBeCloseTo(13.24 * error, 1);
    expect(claim.notes.at(-1)).toMatch(/3 initialisations; checks take them 13 times as large/);
  });

  it('tells in how far γ orders the runs, an optimiser at a time', () => {
    expect(claim.foresight.map(({ optimiser }) => optimiser)).toEqual(['sgd', 'adam']);
    expect(claim.checks[1].comparisons).toHaveLength(1);
    expect(claim.notes[0]).toMatch(/with sgd, γ and the mean persistence of the runs have a rank correlation of/);
  });

  it('fits the schema of its JSON', () => {
    const text = JSON.stringify({ status: 'complete', claims: [claim], firstguess: '0', seconds: 1 });
    expect(reproductionSchema.parse(JSON.parse(text)).claims[0]).toEqual(JSON.parse(JSON.stringify(claim)));
  });

  it('has figures and a table, also where a loss is infinite', () => {
    const [first, ...rest] = claim.trained;
    const loss = { ...first.loss, mean: first.loss.mean.map((value, at) => (at > 3 ? Infinity : value)) };
    const overflowed = { ...claim, trained: [{ ...first, loss, gamma: null }, ...rest] };
    const figures = figuresOf(overflowed);
    expect(figures.map(({ name }) => name)).toEqual(['persistence', 'sgd', 'adam']);
    for (const palette of [light, dark]) {
      for (const shown of figures) {
        const svg = svgText((document) => framed(claimPicture(overflowed, shown), { document, palette }));
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        for (const { label } of claim.trained) expect(svg).toContain(label);
      }
    }
    expect(detailsOf(overflowed).numbers.text).toContain('neutral');
  });

  it('has no verdict when it is interrupted', async () => {
    expect(await run(AbortSignal.abort())).toBeUndefined();
  });
});

describe('an experiment that trains', () => {
  it.each([
    ['sgd: [0.1, 1e-9]', 'sdg: 0.1', /unknown key "sdg"/],
    ['optimisers: [sgd], rates', 'optimisers: [adam, sdg], rates', /must be one of sgd, adam, not sdg/],
    ['at: sgd', 'at: sdg', /unknown optimiser "sdg"/],
    ['of: biased', 'of: baised', /unknown run "baised"/],
    ['edge: 0.5', 'edge: 0.5, sigmaW2: 1', /takes edge or sigmaW2, not both/],
    ['quantity: loss', 'quantity: los', /must be one of persistence/],
    ['batch: 20', 'batch: 0', /batch must be a whole number of at least 1/],
  ])('is told where "%s" fails as "%s"', (from, to, message) => {
    expect(EXPERIMENT).toContain(from);
    const read = () => parseExperiment(EXPERIMENT.replace(from, to));
    expect(read).toThrow(UserError);
    expect(read).toThrow(message);
  });
});
