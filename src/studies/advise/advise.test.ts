import { describe, expect, it } from 'vitest';
import type { Data } from '../../data/dataset.ts';
import { inlineHost } from '../../measure/testing/host.fixture.ts';
import { remedies } from '../../remedies/remedies.ts';
import { dataFrom } from '../../setup/setup.ts';
import { type AdviseOptions, adviseOn } from './advise.ts';
import { remediesFigure } from './figure.ts';
import { networkSubject, planAdvice } from './networkSubject.ts';
import { adviceHtml } from './page.ts';
import { adviceSchema } from './schema.ts';
import { CAVEAT, renderAdvice } from './text.ts';

const QUICK = { inits: 10, points: 24, readouts: 4, seed: 3 };

function advise(
  network: string,
  data: string | Data = 'digits',
  { preprocess, ...options }: AdviseOptions & { preprocess?: string } = {},
) {
  const source = dataFrom(data);
  const given = { ...QUICK, preprocess };
  const subject = networkSubject(planAdvice(network, source, given), source, given, inlineHost);
  return adviseOn(subject, undefined, options);
}

describe('advice', async () => {
  const relu = await advise('3*(dense(60), relu), dense(10)');

  it('is about the network as it is and every remedy, on the same initialisations', () => {
    expect(adviceSchema.parse(JSON.parse(JSON.stringify(relu)))).toBeTruthy();
    expect(relu.initialisations).toBe(10);
    expect(relu.before.agreement.mean).toBeGreaterThan(0.3);
    const found = new Map(relu.remedies.map((remedy) => [remedy.title, remedy]));
    for (const title of [
      'centred input',
      'tanh activation',
      'batchNorm after',
      'layerNorm after',
      'centred activation',
    ]) {
      const { difference, removed } = found.get(title)!;
      expect(difference!.mean, title).toBeLessThan(-3 * difference!.standardError);
      expect(removed, title).toBeGreaterThan(0.1);
    }
    expect(found.get('small readout')!.difference).toEqual({ mean: 0, standardError: 0 });
    expect(found.get('small readout')!.loss!.mean).toBeCloseTo(Math.log(10), 2);
  });

  it('has paired errors that are smaller than those of the values', () => {
    const { difference, agreement } = relu.remedies.find(({ title }) => title === 'gelu activation')!;
    expect(difference!.standardError).toBeLessThan(0.5 * agreement!.standardError);
  });

  it('compares biases of the outputs with the same points without them, but with the network as it is beside another remedy', () => {
    const alone = relu.remedies.find(({ title }) => title === 'output bias (mean)')!;
    expect(alone.heldOut).toBe(12);
    const pairs = relu.remedies.filter(({ name }) => name.includes('output-bias +'));
    expect(pairs.length).toBeGreaterThan(0);
    for (const { difference, agreement } of pairs) {
      expect(difference!.mean).toBeCloseTo(agreement!.mean - relu.before.agreement.mean, 10);
    }
  });

  it('agrees with theory where that reaches', () => {
    const known = relu.remedies.filter(({ agreement }) => agreement?.theory != null);
    expect(known.length).toBeGreaterThan(6);
    for (const { title, agreement } of known) expect(Math.abs(agreement!.z!), title).toBeLessThan(4);
  });

  it('says why remedies do not apply, and tries the best in pairs', () => {
    const why = Object.fromEntries(relu.remedies.filter(({ applies }) => !applies).map(({ name, why }) => [name, why]));
    expect(why).toEqual({
      'no-biases': 'no biases are drawn',
      'he-initialisation': 'weights have these variances already',
      'neutrality-line': 'relu between dense layers has no line of neutrality at these σ_b²: 0, 0.05, 0.2, 0.6',
      'average-pooling': 'it has no max-pooling',
      'moved-norm': 'no norm stands before an activation',
      'scaled-branches': 'it has no residual branches',
    });
    expect(relu.remedies.filter(({ name }) => name.includes(' + ')).length).toBe(3);
    expect(relu.best).toBe(relu.remedies[0].name);
  });

  it('shows all of it as text, figure and page', () => {
    const text = renderAdvice(relu, { colour: false, width: 100 });
    for (const part of [relu.summary.slice(0, 40), 'as it is', 'batchNorm after', 'in PyTorch', 'to measure it:']) {
      expect(text).toContain(part);
    }
    expect(text.replaceAll(/\s+/g, ' ')).toContain(CAVEAT);
    expect(text.split('\n').filter((line) => line.length > 100 && !line.startsWith('  '))).toEqual([]);
    const best = relu.remedies.find(({ name }) => name === relu.best)!;
    const command = `firstguess reproduce ${best.experiments.join(' ')}`;
    expect(text).toContain(`to see what it does to other networks:\n  ${command}\n`);
    expect(text.replaceAll(/\s+/g, ' ')).toContain('12-centring (centre-input, standardise-input, whiten-input)');
    const page = adviceHtml(relu);
    expect(page).toContain(`<code>${command}</code>`);
    expect(page).not.toMatch(/NaN|undefined|\[object|>null</);
    expect(page).toContain('firstguess advise');
    expect(remediesFigure(relu).description).toContain('as it is: 0.');
  });

  it('names the experiments that each remedy rests on, of two together those of both, each once', () => {
    for (const { name, experiments } of relu.remedies) {
      const parts = name.split(' + ').map((part) => remedies.find((remedy) => remedy.name === part)!);
      expect(experiments, name).toEqual([...new Set(parts.flatMap((part) => part.experiments))]);
    }
  });

  it('shows a remedy that makes it worse as such', async () => {
    const { remedies } = await advise('dense(60), tanh, dense(60), tanh, dense(10)', 'digits', { theory: false });
    const worse = remedies.filter(({ difference }) => difference && difference.mean > 2 * difference.standardError);
    expect(worse.map(({ title }) => title)).toContain('gelu activation');
    expect(worse.every(({ removed }) => removed! < 0)).toBe(true);
  });

  it('ranks by the loss where that is the goal', async () => {
    const { remedies, best } = await advise('dense(60), relu, dense(4)', 'gaussian(dim=20)', {
      goal: 'loss',
      theory: false,
    });
    expect(remedies[0].loss!.mean).toBeCloseTo(Math.log(4), 1);
    expect(best).toContain('small-readout');
  });

  it('has nothing to change about an even-handed network', async () => {
    const { summary } = await advise('dense(200), tanh, dense(4)', 'gaussian(dim=50)', {
      theory: false,
    });
    expect(summary).toContain('there is nothing to change');
  });

  it('keeps what is done when it is interrupted', async () => {
    const stop = new AbortController();
    const { status, remedies } = await advise('dense(30), relu, dense(4)', 'gaussian(dim=20)', {
      theory: false,
      signal: stop.signal,
      onTrial: ({ done }) => done === 3 && stop.abort(),
    });
    expect(status).toBe('interrupted');
    expect(remedies.filter(({ agreement }) => agreement).length).toBeLessThan(4);
  });

  it('draws fewer where all would take too long, and says so', async () => {
    const { initialisations, notes } = await advise('dense(60), relu, dense(4)', 'gaussian(dim=20)', {
      maxTime: 1e-6,
      theory: false,
    });
    expect(initialisations).toBe(8);
    expect(notes.join()).toContain('8 of 10 initialisations');
  });
});
