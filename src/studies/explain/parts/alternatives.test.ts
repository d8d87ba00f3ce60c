import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../../measure/draw/executor.ts';
import type { Host } from '../../../measure/measure.ts';
import type { SetupOptions } from '../../../setup/options.ts';
import { prepare } from '../../../setup/setup.ts';
import { biasOn } from '../../../theory/guessTheory.ts';
import { type ExplainOptions, planExplanation, runExplanation } from '../run.ts';
import type { AlternativeNetwork, Alternatives, Role } from '../schema.ts';
import { alternativesOf } from './alternatives.ts';
import { alternativesInWords } from './alternativesInWords.ts';

const DATA = 'gaussian(dim=30, mean=0.5)';

function named(network: string, options: SetupOptions = {}, roles: readonly Role[] = [], data = DATA): string[] {
  return alternativesOf(prepare(network, data, options), roles).map(({ name }) => name);
}

async function alternativesTo(network: string, options: ExplainOptions = {}, data = DATA): Promise<Alternatives> {
  const host: Host = {
    executor: inlineExecutor,
    provenance: (workers) => ({ firstguess: '', node: '', platform: '', processor: '', workers, date: '' }),
  };
  const all = { inits: 24, points: 40, readouts: 8, ...options };
  return (await runExplanation(planExplanation(network, data, all), host, all)).alternatives!;
}

describe('alternatives', () => {
  it('leave out what changes nothing', () => {
    expect(named('dense(9), relu, dense(2)')).toEqual([]);
    expect(named('dense(9), relu, dense(2)', { init: 'kaiming_normal' })).toEqual([]);
    expect(named('dense(9), relu, dense(2)', { init: 'lecun' })).toEqual(['with He initialisation']);
    expect(named('dense(9), relu, dense(2)', { sigmaB2: 0.1 })).toEqual(['without biases']);
  });

  it('are without biases and with He initialisation where a framework draws both otherwise', () => {
    expect(named('dense(9), relu, dense(2)', { init: 'torch' })).toEqual(['without biases', 'with He initialisation']);
  });

  it('find biases and variances of single layers, in blocks too', () => {
    expect(named('dense(9, sigmaB2=1), relu, dense(2)')).toEqual(['without biases']);
    const block = 'dense(9), residual(dense(9, sigmaB2=1), relu, dense(9)), dense(2)';
    expect(named(block)).toEqual(['without biases']);
    const [{ setup }] = alternativesOf(prepare(block, DATA), []);
    expect(setup.network.toString()).toContain('dense(9, sigmaB2=0)');
    expect(named('dense(9, sigmaW2=1), relu, dense(2)')).toEqual(['with He initialisation']);
  });

  it('leave He initialisation to dense and convolutional layers', () => {
    const tokens = 'patchEmbedding(2, 8), residual(layerNorm, attention(2)), meanTokens, dense(2)';
    expect(named(tokens, { init: 'torch' }, [], 'gaussian(shape=1x4x4)')).toEqual(['without biases']);
  });

  it('exchange all layers of a kind that makes bias in two places or more', () => {
    const network = '3*(dense(9), sigmoid), dense(2)';
    const roles: Role[] = ['keeps', 'born', 'keeps', 'amplifies', 'keeps', 'keeps', 'keeps'];
    expect(named(network, {}, roles)).toEqual(['all 3 sigmoid: linear units']);
    expect(named(network, {}, roles.with(3, 'keeps'))).toEqual([]);
    const inside = '2*(dense(9), relu), residual(dense(9), relu, dense(9)), dense(2)';
    expect(named(inside, {}, roles.slice(0, 6))).toEqual(['the 2 relu outside blocks: linear units']);
    const biased: Role[] = ['amplifies', 'keeps', 'amplifies', 'keeps', 'keeps', 'keeps', 'keeps'];
    expect(named(network, { init: 'torch' }, biased)).toEqual(['without biases', 'with He initialisation']);
  });
});

describe('the whole network with one change', () => {
  const NETWORK = '2*(dense(60), relu), dense(3)';

  it('has by theory the numbers of the network that is written so', async () => {
    const { method, networks } = await alternativesTo(NETWORK, { init: 'torch' });
    expect(method).toBe('theory');
    const [whole, none, , linear] = networks;
    const written = [
      biasOn(prepare(NETWORK, DATA, { init: 'torch' }), 40),
      biasOn(prepare(NETWORK, DATA, { init: 'torch', sigmaB2: 0 }), 40),
    ];
    for (const [i, network] of [whole, none].entries()) {
      expect(network.gamma.mean).toBeCloseTo(written[i]!.gamma.value, 10);
      expect(network.agreement.mean).toBeCloseTo(written[i]!.agreement.value, 10);
      expect(network.maxFraction!.mean).toBeGreaterThan(1 / 3);
    }
    expect(none.lnGamma!.mean).toBeCloseTo(Math.log(none.gamma.mean / whole.gamma.mean), 10);
    expect(linear).toMatchObject({ change: 'kind', layers: [2, 4] });
    expect(linear.gamma.mean).toBeLessThan(whole.gamma.mean);
  });

  it('is measured on the same initialisations where theory was left out, as theory has it', async () => {
    const [expected, measured] = await Promise.all(
      [true, false].map((theory) => alternativesTo(NETWORK, { init: 'torch', theory })),
    );
    expect(measured).toMatchObject({ method: 'measured', initialisations: 24 });
    // Drawn stand-ins do not keep the scale of the layers they replace, as those of theory do.
    for (const [i, { gamma, lnGamma, agreement, maxFraction }] of measured.networks.slice(0, 3).entries()) {
      const theory = expected.networks[i];
      expect(gamma.standardError).toBeGreaterThan(0);
      expect(Math.abs(agreement.mean - theory.agreement.mean)).toBeLessThan(5 * agreement.standardError);
      expect(maxFraction!.standardError).toBeGreaterThan(0);
      if (lnGamma) expect(Math.abs(lnGamma.mean - theory.lnGamma!.mean)).toBeLessThan(5 * lnGamma.standardError + 0.1);
    }
  });
});

describe('alternatives in words', () => {
  const network = (
    change: AlternativeNetwork['change'],
    name: string,
    gamma: number,
    error = 0,
  ): AlternativeNetwork => ({
    change,
    name,
    layers: null,
    gamma: { mean: gamma, standardError: error },
    lnGamma: change === 'nothing' ? null : { mean: Math.log(gamma / 19), standardError: error / gamma },
    agreement: { mean: 0.5, standardError: 0 },
    maxFraction: null,
  });
  const whole = network('nothing', 'as it is', 19);
  const words = (...others: AlternativeNetwork[]) =>
    alternativesInWords({ method: 'theory', initialisations: null, networks: [whole, ...others] });
  const he = (gamma: number) => network('he', 'with He initialisation', gamma);
  const biases = (gamma: number, error = 0) => network('biases', 'without biases', gamma, error);
  const kind = (gamma: number) => network('kind', 'all 8 relu: linear units', gamma);

  it.each([
    ['the biases', [biases(1.4)], 'Without biases gamma falls from 19 to 1.4.'],
    ['both', [biases(1.4), he(1.4)], 'Without biases, or with He initialisation, gamma falls from 19 to 1.4.'],
    [
      'both, unlike',
      [biases(1.4), he(1.9)],
      'Without biases gamma falls from 19 to 1.4, with He initialisation to 1.9.',
    ],
    ['He alone', [biases(18), he(1.4)], 'With He initialisation gamma falls from 19 to 1.4.'],
    ['a kind of layer', [he(9), kind(1)], 'With linear units in place of all 8 relu layers gamma falls from 19 to 1.'],
    [
      'a kind outside blocks',
      [network('kind', 'the 2 relu outside blocks: linear units', 2)],
      'With linear units in place of the 2 relu outside blocks gamma falls from 19 to 2.',
    ],
    ['all of it', [biases(0.0001)], 'Without biases gamma falls from 19 to almost 0.'],
    ['less than half', [biases(10), he(40)], ''],
    ['hardly sure', [biases(8, 7)], ''],
  ])('name the change that takes most of the bias: %s', (_, others, sentence) => {
    expect(words(...others)).toBe(sentence);
  });

  it('say what becomes of the favourite', () => {
    const share = (mean: number) => ({ maxFraction: { mean, standardError: 0.001 } });
    const networks = [
      { ...whole, ...share(0.995) },
      { ...biases(1.4), ...share(0.67) },
    ];
    expect(alternativesInWords({ method: 'measured', initialisations: 60, networks })).toBe(
      'Without biases gamma falls from 19 to 1.4; the favourite class would get 67 % instead of 99.5 %.',
    );
  });
});
