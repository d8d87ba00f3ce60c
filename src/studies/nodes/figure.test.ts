import { beforeAll, describe, expect, it } from 'vitest';
import { claimPicture } from '../../claims/claimFigure.ts';
import { parseData } from '../../data/parseData.ts';
import { inlineExecutor } from '../../measure/draw/executor.ts';
import type { Host } from '../../measure/measure.ts';
import { framed } from '../../present/svg/picture.ts';
import { svgText } from '../../present/svg/svg.ts';
import { byCustomProperties, dark } from '../../present/svg/theme.ts';
import { claimHtml } from '../reproduce/page.ts';
import { parseExperiment } from '../reproduce/parseExperiment.ts';
import { reproduceClaim } from '../reproduce/run.ts';
import { reproductionSchema } from '../reproduce/schema.ts';
import { figuresOf } from '../reproduce/shown.ts';
import type { NodesClaim } from './claim/resultSchema.ts';

const host: Host = {
  executor: inlineExecutor,
  provenance: (workers) => ({ firstguess: '', node: '', platform: '', processor: '', workers, date: '' }),
};

const EXPERIMENT = `kind: nodes
claim: 8
title: Nodes differ
statement: At one draw nodes differ, over many they do not.
source: nobody in particular
data: gaussian(dim=200)
runs:
  - {label: tanh, network: "dense(200), tanh, dense(3)"}
  - {label: relu, network: "3*(dense(200), relu), dense(12)"}
  - {label: images, network: "conv(4, 3), relu, flatten, dense(4)", data: "fields(shape=1x6x6, points=60)"}
show: [tanh, relu]
seed: 4
quick: {inits: 40, points: 50, readouts: 16}
full: {inits: 400, points: 50}
expect:
  - {quantity: shift, of: [tanh, relu], at: output, is: theory, within: 0.2}
  - {quantity: shift, of: relu, at: output, above: tanh}
  - {quantity: lasting, is: 0, within: 0.1}
refuted-by: Nodes that do not differ.
`;

const run = (text = EXPERIMENT, signal?: AbortSignal) =>
  reproduceClaim({ name: 'nodes', file: parseExperiment(text) }, host, async (data) => parseData(data), {
    effort: 'quick',
    signal,
  });

let claim: NodesClaim;
beforeAll(async () => {
  claim = (await run()) as NodesClaim;
});

describe('a claim about nodes', () => {
  it('is judged at the output and at the last dense layer before it', () => {
    expect(claim.verdict).toBe('confirmed');
    // Images have no dense layer before the output.
    expect(claim.checks.map(({ comparisons }) => comparisons.length)).toEqual([2, 1, 5]);
    expect(claim.checks[1].comparisons[0].text).toMatch(/^shift of relu at output is .* \(shift of tanh at output\)$/);
    const reproduction = { status: 'complete', claims: [claim], firstguess: '0', seconds: 1 };
    expect(reproductionSchema.parse(JSON.parse(JSON.stringify(reproduction))).claims).toEqual([claim]);
  });

  it.each([dark, byCustomProperties])(
    'is drawn with each of the first ten nodes of the runs to be shown',
    (palette) => {
      const [shown, ...others] = figuresOf(claim);
      expect(others).toEqual([]);
      const svg = svgText((document) => framed(claimPicture(claim, shown), { document, palette }));
      expect(svg).toMatch(
        /^<svg .*<title>.+<\/title><desc>tanh: two hidden nodes are .+; two output nodes are .+<\/desc>/,
      );
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      for (const label of ['node 1', 'node 10', 'one draw', '640 networks pooled', '40 networks pooled', 'theory']) {
        expect(svg).toContain(label);
      }
      expect(svg).not.toContain('node 11');
      expect(svg).not.toContain('>images<');
    },
  );

  it('is a page with every number', () => {
    const page = claimHtml(claim);
    for (const { comparisons } of claim.checks) for (const one of comparisons) expect(page).toContain(one.text);
    expect(page).toContain('share of the variance between nodes that stays');
    expect(page).toContain('theory samples images');
  });

  it('has no verdict when it is interrupted', async () => {
    expect(await run(EXPERIMENT, AbortSignal.abort())).toBeUndefined();
  });

  it('says which of its runs does not fit the data', async () => {
    await expect(run(EXPERIMENT.replace('"dense(200), tanh', '"conv(4, 3), tanh'))).rejects.toMatchObject({
      where: expect.arrayContaining(['nodes, run tanh']),
    });
  });

  it.each([
    ['show: [tanh, relu]', 'show: [tanh, gelu]', /unknown run "gelu"/],
    ['at: output, is', 'at: input, is', /unknown place "input"/],
    ['quantity: lasting', 'quantity: gamma', /must be one of shift, within/],
    ['above: tanh', 'increases-with: depth', /unknown name of what varies "depth"/],
    ['inits: 40', 'inits: 1', /inits must be a whole number of at least 2/],
  ])('cannot be written with %s as %s', (from, to, message) => {
    expect(EXPERIMENT).toContain(from);
    expect(() => parseExperiment(EXPERIMENT.replace(from, to))).toThrow(message);
  });
});
