import { describe, expect, it } from 'vitest';
import { claimPicture } from '../../claims/claimFigure.ts';
import { comparisonsOf, inWords, type Observed } from '../../claims/comparisons.ts';
import { judged } from '../../claims/verdict.ts';
import { parseData } from '../../data/parseData.ts';
import { UserError } from '../../errors.ts';
import { inlineExecutor } from '../../measure/draw/executor.ts';
import type { Host } from '../../measure/measure.ts';
import { framed } from '../../present/svg/picture.ts';
import { svgText } from '../../present/svg/svg.ts';
import type { MeasuredClaim } from '../measure/claim/resultSchema.ts';
import type { Measurable, MeasurementFile } from '../measure/claim/schema.ts';
import { claimHtml, reproductionHtml } from './page.ts';
import { parseExperiment } from './parseExperiment.ts';
import { reproduceClaim } from './run.ts';
import { reproductionSchema } from './schema.ts';
import { figuresOf } from './shown.ts';
import { renderReproduction } from './text.ts';

const host: Host = {
  executor: inlineExecutor,
  provenance: (workers) => ({ firstguess: '', node: '', platform: '', processor: '', workers, date: '' }),
};

const EXPERIMENT = `claim: 7
title: A mean makes a bias
statement: Data that are not centred make a linear network biased.
source: docs/theory.md §0
data: gaussian(dim=100, mean={mean})
vary: {mean: [0, 1, 2]}
runs:
  - {label: linear, network: "dense(100), dense(2)"}
measure: [gamma, agreement]
seed: 3
quick: {inits: 40, points: 60, readouts: 8}
full: {inits: 400, points: 60, readouts: 8}
expect:
  - {quantity: gamma, at: 0, is: 0, within: 0.1}
  - {quantity: gamma, increases-with: mean}
refuted-by: Linear networks without a bias on such data.
`;

const run = (text = EXPERIMENT) =>
  reproduceClaim({ name: 'mean', file: parseExperiment(text) }, host, async (data) => parseData(data), {
    effort: 'quick',
  });

/** A result of which only a quantity matters. */
function result(label: string, value: string, mean: number, standardError: number, theory: number | null = null) {
  const gamma = { mean, standardError, theory };
  return { label, value, quantities: { gamma } as Observed<Measurable>['quantities'] };
}

const RESULTS = [
  result('relu', '1', 0.5, 0.01, 0.47),
  result('relu', '5', 2.8, 0.03, 2.79),
  result('tanh', '1', 0, 0.01, 0),
  result('tanh', '5', 0.01, 0.04, 0),
];

describe('a check', () => {
  it.each<[MeasurementFile['expect'][number], string, (number | null)[][]]>([
    [
      { quantity: 'gamma', is: 'theory', within: 0.1 },
      'gamma is that of theory within 0.1',
      Array(4).fill([-0.1, 0.1]),
    ],
    [
      { quantity: 'gamma', of: 'relu', is: 'theory', within: '10 %' },
      'gamma of relu is that of theory within 10 %',
      [
        [-0.047, 0.047],
        [-0.279, 0.279],
      ],
    ],
    [{ quantity: 'gamma', of: 'relu', above: 'tanh' }, 'gamma of relu is above that of tanh', Array(2).fill([0, null])],
    [{ quantity: 'gamma', of: 'tanh', at: 5, below: 1 }, 'gamma of tanh at 5 is below 1', [[null, 0]]],
    [{ quantity: 'gamma', of: 'relu', 'increases-with': 'depth' }, 'gamma of relu increases with depth', [[0, null]]],
    [{ quantity: 'gamma', 'decreases-with': 'depth' }, 'gamma decreases with depth', Array(2).fill([null, 0])],
    [
      { quantity: 'gamma', of: 'tanh', is: 'relu', within: '10 %' },
      'gamma of tanh is that of relu within 10 %',
      [
        [-0.05, 0.05],
        [-0.28, 0.28],
      ],
    ],
    [
      { quantity: 'gamma', of: 'relu', 'constant-in': 'depth', within: '20 %' },
      'gamma of relu is the same at every depth within 20 %',
      [[-0.1, 0.1]],
    ],
  ])('%j reads as a sentence and compares what it says', (check, words, bounds) => {
    expect(inWords(check)).toBe(words);
    const found = comparisonsOf(check, RESULTS).map(({ least, most }) => [least, most]);
    expect(found).toEqual(bounds.map((pair) => pair.map((x) => (x === null ? null : expect.closeTo(x, 12)))));
  });

  it('combines the errors of both sides, and gives the numbers', () => {
    const [one] = comparisonsOf({ quantity: 'gamma', of: 'relu', at: 5, above: 'tanh' }, RESULTS);
    expect([one.difference, one.error]).toEqual([expect.closeTo(2.79, 12), expect.closeTo(0.05, 12)]);
    expect(one.text).toBe('gamma of relu at 5 is 2.800 ± 0.030 against 0.010 ± 0.040 (gamma of tanh at 5)');
  });

  it('of whether a run is what another is at the same value has the errors of both, and refutes what is not', () => {
    const near = { quantity: 'gamma', of: 'relu', is: 'tanh', within: 1 } as const;
    const compared = comparisonsOf(near, RESULTS);
    expect(compared.map(({ difference }) => difference)).toEqual([0.5, 2.79].map((x) => expect.closeTo(x, 12)));
    expect(compared.map(({ error }) => error)).toEqual([Math.hypot(0.01, 0.01), Math.hypot(0.03, 0.04)]);
    const { checks } = judged([{ text: inWords(near), comparisons: compared }]);
    expect(checks[0].comparisons.map(({ verdict }) => verdict)).toEqual(['confirmed', 'refuted']);
  });

  it('of what theory does not cover, or what was not measured, leaves a claim undecided', () => {
    const unknown = [result('relu', '1', 0.5, 0.01)];
    for (const check of [
      { quantity: 'gamma', is: 'theory', within: 0.1 },
      { quantity: 'gamma', at: 7, above: 0 },
    ] as const) {
      const { verdict, summary } = judged(
        [check, { quantity: 'gamma', above: 0 } as const].map((one) => ({
          text: inWords(one),
          comparisons: comparisonsOf(one, unknown),
        })),
      );
      expect(verdict).toBe('inconclusive');
      expect(summary).toContain('nothing was measured for');
    }
  });
});

describe('an experiment', () => {
  it('confirms what is so, as text, figures and pages that name every number', async () => {
    const claim = (await run())!;
    expect(claim.verdict).toBe('confirmed');
    expect(claim.checks.map(({ comparisons }) => comparisons.length)).toEqual([1, 2]);
    const reproduction = { status: 'complete' as const, claims: [claim], firstguess: '0', seconds: 1 };
    expect(reproductionSchema.parse(JSON.parse(JSON.stringify(reproduction))).claims[0].verdict).toBe('confirmed');
    const text = renderReproduction(reproduction, { colour: false, width: 80 });
    expect(text).toMatch(/^7 {4}confirmed {6}A mean makes a bias\n {5}3 of 3 comparisons hold at 2\.9 standard errors/);
    expect(text).toContain('1 confirmed, 0 refuted, 0 inconclusive');
    expect(figuresOf(claim).map(({ name }) => name)).toEqual(['gamma', 'agreement']);
    for (const shown of figuresOf(claim)) {
      expect(svgText((document) => framed(claimPicture(claim, shown), { document }))).toContain('A mean makes a bias');
    }
    const page = claimHtml(claim);
    for (const { comparisons } of claim.checks) for (const one of comparisons) expect(page).toContain(one.text);
    expect(reproductionHtml(reproduction)).toContain('<a href="mean.html">');
  });

  it('refutes what is not', async () => {
    const claim = (await run(EXPERIMENT.replace('increases-with', 'decreases-with')))!;
    expect(claim.verdict).toBe('refuted');
    expect(claim.summary).toMatch(/^1 of 3 comparisons hold at 2\.9 standard errors; refuted: gamma of linear at 1 is/);
  });

  it('leaves open what its error bars are too wide for', async () => {
    const claim = (await run(EXPERIMENT.replace('within: 0.1', 'within: 0.0001')))!;
    expect(claim.verdict).toBe('inconclusive');
    expect(claim.summary).toContain('undecided: gamma of linear at 0 is');
  });

  it('has no verdict when it is interrupted', async () => {
    const stop = new AbortController();
    const options = { effort: 'quick', signal: stop.signal, onStep: () => stop.abort() } as const;
    const file = parseExperiment(EXPERIMENT);
    expect(
      await reproduceClaim({ name: 'mean', file }, host, async (data) => parseData(data), options),
    ).toBeUndefined();
  });

  it('says which of its runs does not fit the data', async () => {
    await expect(run(EXPERIMENT.replace('"dense(100), dense(2)"', '"conv(4, 3), dense(2)"'))).rejects.toMatchObject({
      where: expect.arrayContaining(['mean, run linear at 0']),
    });
  });

  it('draws the law of two classes as a histogram beside that of theory, a panel for each value', async () => {
    const claim = await measured('figure: [histograms, curve]');
    expect(figuresOf(claim).map(({ name }) => name)).toEqual(['histograms', 'gamma', 'agreement']);
    const svg = drawn(claim);
    for (const panel of ['mean = 0', 'mean = 1', 'mean = 2']) expect(svg).toContain(`>${panel}</text>`);
    expect(svg.match(/aria-label="rect"/g)).toHaveLength(3);
    expect(svg).toContain('>theory</text>');
  });

  it('keeps the shares of more classes in order, as theory has them', async () => {
    const claim = await measured('figure: histograms', 'dense(3)');
    for (const { ranked, measurement } of claim.results) {
      expect(ranked?.[0].mean).toBeCloseTo(measurement.maxFraction.mean, 12);
      expect(ranked?.reduce((sum, { mean }) => sum + mean, 0)).toBeCloseTo(1, 12);
      for (const { mean, standardError, theory, theoryError } of ranked!) {
        expect(Math.abs(mean - theory!)).toBeLessThan(4 * Math.hypot(standardError, theoryError!));
      }
    }
    expect(drawn(claim)).toContain('>place among the classes</text>');
  });

  it('measures the loss beside theory, and has a figure of it in nats', async () => {
    const text = EXPERIMENT.replace('dense(2)', 'dense(2, sigmaW2=0.0001)')
      .replace('[gamma, agreement]', '[loss]')
      .replace('gamma, at: 0, is: 0, within: 0.1', 'loss, is: 0.693147, within: 0.01')
      .replace('gamma, increases-with: mean', 'loss, is: theory, within: 0.01');
    const claim = (await run(text))!;
    expect(claim.verdict).toBe('confirmed');
    expect(claim.checks.map(({ comparisons }) => comparisons.length)).toEqual([3, 3]);
    expect(figuresOf(claim).map(({ name, heading }) => [name, heading])).toEqual([
      ['loss', 'cross-entropy before training, in nats'],
    ]);
    expect(claimHtml(claim)).toContain('loss of linear at 2');
  });

  it('says of which network outputs have no loss', async () => {
    const text = EXPERIMENT.replace('[gamma, agreement]', '[gamma, loss]').replace('dense(2)', 'dense(2), sigmoid');
    await expect(run(text)).rejects.toMatchObject({
      message: 'there is no loss: its outputs are no logits, or too large for numbers',
      where: ['dense(100), dense(2), sigmoid'],
    });
  });

  it('names many values in full, one below the other', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `a mean of number ${index}`);
    const vary = `vary: {mean: [${names.map((name, index) => `{"${name}": "${index}"}`).join(', ')}]}`;
    const claim = await measured(vary, 'dense(2)', ['at: 0, is', 'is']);
    const svg = drawn(claim);
    for (const name of names) expect(svg).toContain(`>${name}</text>`);
  });

  it('leaves out what not everyone has, and says so', async () => {
    const file = parseExperiment(`${EXPERIMENT}if-found: [1]\n`);
    const load = async (data: string) => {
      if (data.includes('mean=1')) throw new UserError('data', 'there is no such file', [], 'find one');
      return parseData(data);
    };
    const claim = (await reproduceClaim({ name: 'mean', file }, host, load, { effort: 'quick' }))!;
    expect(claim.notes).toEqual(['1 was left out: there is no such file (find one)']);
    expect(claim.checks.map(({ comparisons }) => comparisons.length)).toEqual([1, 1]);
    expect(claimHtml(claim)).toContain('1 was left out');
    const without = { ...file, 'if-found': undefined };
    await expect(reproduceClaim({ name: 'mean', file: without }, host, load, { effort: 'quick' })).rejects.toThrow();
  });
});

/** The experiment with a key in place of what varies or beside it, and another readout. */
async function measured(key: string, readout = 'dense(2)', [from, to] = ['', '']): Promise<MeasuredClaim> {
  const text = key.startsWith('vary') ? EXPERIMENT.replace('vary: {mean: [0, 1, 2]}', key) : `${EXPERIMENT}${key}\n`;
  const claim = (await run(text.replace('dense(2)', readout).replace(from, to)))!;
  if (claim.kind !== 'measurement') throw new Error('another kind');
  return claim;
}

function drawn(claim: MeasuredClaim): string {
  return svgText((document) => framed(claimPicture(claim, figuresOf(claim)[0]), { document }));
}
