import { describe, expect, it } from 'vitest';
import { type Data, dataset } from '../../data/dataset.ts';
import { inlineHost } from '../../measure/testing/host.fixture.ts';
import { dataFrom } from '../../setup/setup.ts';
import type { PriorsGiven } from '../neutralise/priorsOf.ts';
import { type AdviseOptions, adviseOn } from './advise.ts';
import { adviceCommand } from './commandLine.ts';
import { remediesFigure } from './figure.ts';
import { networkSubject, planAdvice } from './networkSubject.ts';
import { adviceHtml } from './page.ts';
import { adviceSchema } from './schema.ts';
import { renderAdvice } from './text.ts';

const QUICK = { inits: 4, points: 24, readouts: 4, seed: 3 };

function advise(network: string, data: string | Data, options: AdviseOptions & { priors?: PriorsGiven }) {
  const { priors, ...others } = options;
  const source = dataFrom(data);
  const subject = networkSubject(planAdvice(network, source, QUICK), source, { ...QUICK, priors }, inlineHost);
  return adviseOn(subject, undefined, { theory: false, ...others });
}

describe('the goal edge-of-chaos', async () => {
  const deep = await advise('6*(dense(30), tanh), dense(4)', 'gaussian(dim=20)', { goal: 'edge-of-chaos' });

  it('ranks by how close χ₁ is to 1, with the bias beside', () => {
    expect(adviceSchema.parse(JSON.parse(JSON.stringify(deep)))).toBeTruthy();
    const [best, second] = deep.remedies;
    expect([deep.best, best.name, second.name]).toEqual(['edge-of-chaos', 'edge-of-chaos', 'edge-of-chaos']);
    // Fewer biases make less bias.
    expect([best, second].map(({ variant }) => variant!.split(', ')[1])).toEqual(['sigmaB2=0', 'sigmaB2=0.05']);
    for (const { chi1, removed, agreement, command } of [best, second]) {
      expect(Math.abs(chi1! - 1)).toBeLessThan(1e-9);
      expect(removed).toBe(1);
      expect(agreement!.mean).toBeGreaterThan(0);
      expect(command).toContain('--sigma-w2');
    }
    const { chi1 } = deep.before;
    expect(chi1).toBeGreaterThan(1.05);
    const gelu = deep.remedies.find(({ title }) => title === 'gelu activation')!;
    expect(gelu.removed).toBeCloseTo(1 - Math.abs(Math.log(gelu.chi1!)) / Math.log(chi1!), 10);
    expect(deep.remedies.find(({ title }) => title === 'batchNorm before')).toMatchObject({
      chi1: null,
      removed: null,
    });
  });

  it('shows χ₁ and the depth scale', () => {
    expect(deep.summary).toMatch(
      /squared gradients grow by χ₁ = 1\.1\d* a layer, by a factor of e in \d+(\.\d+)? layers/,
    );
    const text = renderAdvice(deep, { colour: false, width: 120 });
    for (const part of ['χ₁', 'ξ', '∞', 'edge of chaos (σ_w² 1, σ_b² 0)', 'removed the share of |ln χ₁|']) {
      expect(text).toContain(part);
    }
    expect(adviceHtml(deep)).not.toMatch(/NaN|undefined|\[object|>null</);
    expect(remediesFigure(deep).description).toContain('edge of chaos');
    expect(adviceCommand(deep)).toContain('--goal edge-of-chaos');
  });

  it('has nothing to change about a network that stands there', async () => {
    const { summary, best } = await advise('3*(dense(20), relu), dense(4)', 'gaussian(dim=20)', {
      goal: 'edge-of-chaos',
    });
    expect(best).toBeNull();
    expect(summary).toContain('stands at the edge of chaos, χ₁ = 1: there is nothing to change');
  });

  it('says why where theory does not know χ₁', async () => {
    const { notes, best, summary } = await advise('dense(20), relu, dense(4)', 'gaussian(dim=20)', {
      goal: 'edge-of-chaos',
    });
    expect(best).toBeNull();
    expect(summary).toContain('not known to theory');
    expect(notes.join()).toContain(
      'its χ₁ is not known, so that nothing is ranked by it: it has fewer than two hidden',
    );
  });
});

describe('the search of initialisations', () => {
  it('finds that no scale of the weights changes the guesses of a ReLU network without biases', async () => {
    const advice = await advise('3*(dense(30), relu), dense(4)', 'gaussian(dim=20, mean=1)', { initSearch: true });
    const tried = new Map(advice.remedies.map((remedy) => [remedy.title, remedy]));
    for (const title of ['initialisation: lecun', 'initialisation: glorot', 'initialisation: gpt2']) {
      expect(Math.abs(tried.get(title)!.difference!.mean), title).toBeLessThan(1e-6);
    }
    expect(tried.get('initialisation: torch')!.command).toContain('--init torch');
    expect(tried.has('he initialisation')).toBe(false);
    expect(adviceCommand(advice)).toContain('--init-search');
  });
});

describe('the goal loss', () => {
  const labels = Int32Array.from({ length: 24 }, (_, i) => (i < 18 ? 0 : i < 22 ? 1 : 2));
  const values = Float64Array.from({ length: 24 * 12 }, (_, i) => Math.sin(i * i + 1));
  const skewed = dataset(values, { shape: [12], labels });
  const shares = [18, 4, 2].map((count) => count / 24);
  const entropy = -shares.reduce((sum, share) => sum + share * Math.log(share), 0);

  it('is measured against the entropy of the labels, which class priors on a small readout reach', async () => {
    const advice = await advise('dense(30), relu, dense(3)', skewed, { goal: 'loss' });
    expect(advice.leastLoss).toBeCloseTo(entropy, 12);
    const pair = advice.remedies.find(({ name }) => name === 'small-readout + class-priors')!;
    expect(pair.loss!.mean).toBeCloseTo(entropy, 2);
    expect(pair.removed).toBeCloseTo(1, 1);
    expect(advice.summary).toContain('the loss above the entropy of the classes');
    expect(advice.best).toBe(pair.name);
  });

  it('tries class priors on a small readout even where others alone do more', async () => {
    const few = Int32Array.from({ length: 24 }, (_, i) => (i < 9 ? 0 : i < 17 ? 1 : 2));
    const nearlyEven = dataset(values, { shape: [12], labels: few });
    const { remedies } = await advise('2*(dense(30), relu), dense(3)', nearlyEven, { goal: 'loss' });
    const names = remedies.map(({ name }) => name);
    expect(names.filter((name) => name === 'small-readout + class-priors')).toHaveLength(1);
    expect(names.filter((name) => name.includes(' + ')).length).toBeGreaterThan(3);
  });

  it('takes priors that are given, and fits biases to them', async () => {
    const priors = '0.5,0.25,0.25';
    const { remedies, ...advice } = await advise('dense(30), relu, dense(3)', skewed, { goal: 'loss', priors });
    expect(advice.priors).toEqual([0.5, 0.25, 0.25]);
    expect(adviceCommand({ ...advice, remedies } as never)).toContain('--priors 0.5,0.25,0.25');
    const { network } = remedies.find(({ name }) => name === 'class-priors')!;
    expect(network).toBe('dense(30), relu, dense(3, sigmaB2=0, bias="-0.693147, -1.38629, -1.38629")');
    const fitted = remedies.find(({ title }) => title === 'output bias (fractions)')!;
    expect(Math.abs(fitted.maxFraction!.mean - 0.5)).toBeLessThan(0.2);
  });
});
