import { describe, expect, it } from 'vitest';
import { claimPicture } from '../../../claims/claimFigure.ts';
import { parseData } from '../../../data/parseData.ts';
import { UserError } from '../../../errors.ts';
import { inlineExecutor } from '../../../measure/draw/executor.ts';
import type { Host } from '../../../measure/measure.ts';
import { framed } from '../../../present/svg/picture.ts';
import { svgText } from '../../../present/svg/svg.ts';
import { dark, light } from '../../../present/svg/theme.ts';
import { toJson } from '../../../results/json.ts';
import { claimHtml } from '../../reproduce/page.ts';
import { parseExperiment } from '../../reproduce/parseExperiment.ts';
import { reproduceClaim } from '../../reproduce/run.ts';
import type { ClaimOf } from '../../reproduce/schema.ts';
import { figuresOf } from '../../reproduce/shown.ts';
import { phaseClaimSchema } from './resultSchema.ts';

const host: Host = {
  executor: inlineExecutor,
  provenance: (workers) => ({ firstguess: '', node: '', platform: '', processor: '', workers, date: '' }),
};

const EXPERIMENT = `kind: phase
claim: 10
title: Phases
statement: Networks have phases.
source: nobody in particular
data: gaussian(dim=60)
x: sigmaW2=0.5:4
y: sigmaB2=0:0.5
runs:
  - {label: tanh, network: "4*(dense(60), tanh), dense(2)"}
  - {label: relu, network: "4*(dense(60), relu), dense(2)"}
seed: 5
quick: {inits: 40, points: 20, readouts: 8, steps: [9, 7]}
full: {inits: 40, points: 20, readouts: 8}
phases:
  - {of: tanh, at: ["sigmaW2=1, sigmaB2=0.1", "sigmaW2=0.7, sigmaB2=0.1"], is: persistent}
expect:
  - {quantity: edge, of: tanh, at: sigmaB2=0.1, is: 1.9860726411, within: 5.0e-11}
  - {quantity: gamma, of: relu, at: "sigmaW2=2, sigmaB2=0", is: theory, within: 60 %}
  - {quantity: guessedGamma, of: tanh, at: "sigmaW2=3, sigmaB2=0.1, depth=2", is: theory, within: 2}
  - {quantity: chi1, at: "sigmaW2=2, sigmaB2=0", above: 0.9}
refuted-by: Networks without phases.
`;

const RATES = EXPERIMENT.replace('x: sigmaW2=0.5:4\ny: sigmaB2=0:0.5', 'x: depth=1:30')
  .replace(/phases:\n.*\n/, '')
  .replace(
    /expect:\n(.*\n)*refuted/,
    `expect:
  - {quantity: power, of: relu, at: depth=400, is: theory, within: 10 %}
  - {quantity: gamma, of: relu, at: depth=4, is: theory, within: 60 %}
  - {quantity: expectedGamma, of: relu, at: [depth=1, depth=5, depth=9], increases-with: depth}
refuted`,
  );

const run = async (text: string) => {
  const file = parseExperiment(text, 'phases.yaml');
  const load = async (data: string) => parseData(data);
  const claim = await reproduceClaim({ name: 'phases', file }, host, load, { effort: 'quick' });
  return claim as ClaimOf<'phase'>;
};

function complaint(from: string, to: string): string {
  expect(EXPERIMENT).toContain(from);
  try {
    parseExperiment(EXPERIMENT.replace(from, to), 'phases.yaml');
  } catch (error) {
    if (error instanceof UserError) return error.toText();
    throw error;
  }
  throw new Error('no complaint');
}

describe('an experiment on phase diagrams', async () => {
  const claim = await run(EXPERIMENT);
  const rates = await run(RATES);

  it('finds published edges and phases, and measures γ where it is asked for', () => {
    expect(claim.verdict).toBe('confirmed');
    expect(claim.checks[0]!.text).toBe(
      'phase of tanh at sigmaW2=1, sigmaB2=0.1; sigmaW2=0.7, sigmaB2=0.1 is persistent',
    );
    expect(claim.checks[1]!.comparisons[0]!.text).toContain('1.98607264114 against 1.9860726411');
    expect(claim.measured.map(({ label, point }) => [label, point])).toEqual([
      ['relu', { sigmaW2: 2, sigmaB2: 0 }],
      ['tanh', { sigmaW2: 3, sigmaB2: 0.1, depth: 2 }],
    ]);
    expect(claim.measured[1]!.measurement.network).toBe('2*(dense(60), tanh), dense(2)');
    expect(claim.diagrams.map(({ diagram }) => diagram.gamma.length)).toEqual([7, 7]);
  });

  it('holds what it measured against the diagram', () => {
    const gamma = claim.values.find(({ quantity }) => quantity === 'gamma')!;
    expect(gamma.theory).toBeCloseTo(claim.measured[0]!.measurement.gamma.theory!, 6);
  });

  it('says what does not come out, phases by their names', async () => {
    const { checks, verdict } = await run(EXPERIMENT.replace('is: persistent', 'is: neutral'));
    expect(verdict).toBe('refuted');
    expect(checks[0]!.comparisons[0]!.text).toContain('is persistent against neutral');
  });

  it('follows its schema, as maps and as curves', () => {
    for (const one of [claim, rates]) expect(phaseClaimSchema.parse(JSON.parse(toJson(one)))).toEqual(one);
  });

  it('is drawn as a map of γ and one of the phases for each network, or as curves', () => {
    expect(figuresOf(claim).map(({ name }) => name)).toEqual(['gamma', 'chi1']);
    expect(figuresOf(rates).map(({ name }) => name)).toEqual(['gamma']);
    for (const one of [claim, rates]) {
      for (const shown of figuresOf(one)) {
        for (const palette of [light, dark]) {
          const svg = svgText((document) => framed(claimPicture(one, shown), { document, palette }));
          expect(svg).toMatch(/^<svg .*<title>.+<\/title><desc>.+<\/desc>/);
          expect(svg).not.toMatch(/NaN|undefined|Infinity/);
          expect(svg).toContain('>relu');
        }
      }
    }
  });

  it('has a page with every number that was compared', () => {
    const page = claimHtml(claim);
    for (const part of ['guessedGamma', '1.9860726', 'neutral on']) expect(page).toContain(part);
  });
});

describe('a file on phase diagrams', () => {
  it.each([
    ['x: sigmaW2=0.5:4', 'x: sigmaW=0.5:4', 'unknown parameter "sigmaW"'],
    ['at: sigmaB2=0.1,', 'at: sigmaB2=-1,', 'sigmaB2 must be at least 0'],
    ['is: persistent', 'is: persistant', 'must be one of neutral'],
    ['of: relu', 'of: rellu', 'unknown run "rellu"'],
    ['quantity: chi1', 'quantity: chi', 'must be one of edge'],
    ['steps: [9, 7]', 'steps: [1, 7]', 'must be a whole number of at least 2'],
  ])('with %s turned into %s is refused with its place', (from, to, message) => {
    expect(complaint(from, to)).toContain(message);
    expect(complaint(from, to)).toMatch(/phases\.yaml/);
  });
});
