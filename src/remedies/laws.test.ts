import { describe, expect, it } from 'vitest';
import { type Data, dataset } from '../data/dataset.ts';
import { parseScheme, schemeWords } from '../network/schemes/index.ts';
import { prepare } from '../setup/setup.ts';
import { predictOn } from '../theory/predict.ts';
import { sameWeights } from './inNotation/weights.ts';
import { classPriors } from './list/classPriors.ts';
import { edgeOfChaos } from './list/edgeOfChaos.ts';
import { neutralityLine } from './list/neutralityLine.ts';
import { otherInitialisation } from './list/otherInitialisation.ts';
import { remediesFor } from './remedies.ts';
import type { Remedy } from './remedy.ts';

/** What a remedy makes of a network: ready for theory, by variant; or why it does not apply. */
function applied(
  remedy: Remedy,
  network: string,
  options: Parameters<typeof prepare>[2] & { data?: Data | string; priors?: number[] } = {},
) {
  const { data = 'gaussian(dim=16)', priors, ...others } = options;
  const setup = prepare(network, data, others);
  const changes = remedy.inNotation({ ...setup, priors });
  if (typeof changes === 'string') return changes;
  return changes.map(({ variant, where, network: other = network, init = setup.init }) => {
    const { scheme, ...scales } = init;
    return { variant, where, setup: prepare(other, data, { init: scheme, ...scales }) };
  });
}

function made(...given: Parameters<typeof applied>) {
  const found = applied(...given);
  if (typeof found === 'string') throw new Error(found);
  return found;
}

describe('the remedy edge-of-chaos', () => {
  it.each([
    ['tanh', [0, 0.05]],
    ['erf', [0, 0.05]],
    ['gelu', [0.2, 0.6]],
    ['leakyRelu(0.1)', [0]],
    ['dropout(0.2), tanh', [0, 0.05]],
  ])('brings χ₁ to 1 within 1e-9 with %s, at σ_b² of %j', (between, expected) => {
    const found = made(edgeOfChaos, `9*(dense(64), ${between}), dense(3)`);
    expect(found.map(({ setup }) => setup.init.sigmaB2)).toEqual(expected);
    for (const { setup } of found) {
      const [{ chi1 }] = predictOn(setup).prediction.limits;
      expect(Math.abs(chi1! - 1)).toBeLessThan(1e-9);
    }
  });

  it('tries σ_b² of the network first, and takes its own variances from layers', () => {
    const [first] = made(edgeOfChaos, '3*(dense(64, sigmaW2=3), tanh), dense(3)', { sigmaB2: 0.1 });
    expect(first.setup.network.toString()).toBe('3*(dense(64), tanh), dense(3)');
    expect(first.setup.init).toMatchObject({ scheme: 'he', sigmaB2: 0.1 });
    expect(first.setup.init.sigmaW2).toBeCloseTo(1.9860726411, 9);
    expect(edgeOfChaos.title(first.variant)).toBe('edge of chaos (σ_w² 1.986, σ_b² 0.1)');
    expect(edgeOfChaos.paste(first.variant).pytorch).toContain('std=(1.9860726 / module.in_features)');
  });

  it.each([
    ['3*(dense(64), relu), dense(3)', 'its hidden layers stand at the edge of chaos'],
    ['3*(dense(64), step), dense(3)', 'step between dense layers has no edge of chaos'],
    ['dense(64), tanh, dense(64), relu, dense(3)', 'what stands between its dense layers differs'],
    ['3*residual(dense(16), relu), dense(3)', 'and it has residual'],
  ])('says of %s why it does not apply', (network, reason) => {
    expect(applied(edgeOfChaos, network)).toContain(reason);
  });
});

describe('the remedy neutrality-line', () => {
  it.each(['tanh', 'erf'])('brings γ to 1 at infinite depth with %s', (activation) => {
    const found = made(neutralityLine, `9*(dense(64), ${activation}), dense(3)`);
    expect(found.map(({ setup }) => setup.init.sigmaB2)).toEqual([0.05, 0.2]);
    for (const { setup } of found) expect(predictOn(setup).prediction.limits[0].gamma).toBeCloseTo(1, 8);
  });

  it('does not exist for relu, whose bias grows at all scales', () => {
    expect(applied(neutralityLine, '3*(dense(64), relu), dense(3)')).toContain('has no line of neutrality');
  });
});

describe('other initialisations', () => {
  const found = made(otherInitialisation, 'dense(64), relu, dense(32), relu, dense(3)');

  it('are every one that takes no arguments, once: no two of those tried draw the same, nor what is drawn now', () => {
    const words = schemeWords.filter((word) => !word.includes('(') && word !== 'zeros');
    const named = found.flatMap(({ variant, where }) => [
      variant,
      ...(where.split('the same: ')[1]?.split(', ') ?? []),
    ]);
    // He's is what is drawn now, and kaiming_normal is another word for it.
    expect([...named, 'he', 'kaiming_normal'].toSorted()).toEqual(words.toSorted());
    for (const [i, one] of found.entries()) {
      for (const other of found.slice(i + 1)) {
        const areSame = sameWeights(one.setup, other.setup) && one.setup.init.law === other.setup.init.law;
        expect(areSame, `${one.variant} ${other.variant}`).toBe(false);
      }
    }
  });

  it('take the place of variances that layers have', () => {
    const [{ setup }] = made(otherInitialisation, 'dense(64, sigmaW2=3), relu, dense(3)');
    expect([setup.network.toString(), setup.init.scheme]).toEqual(['dense(64), relu, dense(3)', 'he']);
  });

  it('have lines for every framework, that draw by the fans of a layer', () => {
    for (const { variant } of found) {
      const { pytorch, keras, flax } = otherInitialisation.paste(variant);
      const { sigmaB2 } = parseScheme(variant!).scheme.dense({ fanIn: 7, fanOut: 11, units: 11 }, {});
      expect(pytorch).toContain(sigmaB2 ? 'module.reset_parameters()' : '(module.weight');
      expect(keras).toContain('kernel_initializer=keras.initializers.');
      expect(flax).toContain('nn.initializers.');
      expect(pytorch + keras + flax).not.toContain('undefined');
    }
    expect(otherInitialisation.paste('glorot').pytorch).toContain('nn.init.xavier_normal_(module.weight)');
    expect(otherInitialisation.paste('keras').keras).toContain('VarianceScaling(1.0, "fan_avg", "uniform")');
  });

  it('are tried in place of that of He et al. alone, and goals have remedies of their own', () => {
    const names = (...args: Parameters<typeof remediesFor>) => remediesFor(...args).map(({ name }) => name);
    expect(names('neutral')).toContain('he-initialisation');
    expect(names('neutral', true)).not.toContain('he-initialisation');
    expect(names('neutral', true)).toContain('initialisation');
    const own = ['edge-of-chaos', 'neutrality-line', 'class-priors'];
    expect(
      own.map((name) => (['neutral', 'edge-of-chaos', 'loss'] as const).filter((goal) => names(goal).includes(name))),
    ).toEqual([['edge-of-chaos'], ['neutral'], ['loss']]);
  });
});

describe('the remedy class-priors', () => {
  const labels = Int32Array.from({ length: 40 }, (_, i) => (i < 30 ? 0 : i < 38 ? 1 : 2));
  const skewed = dataset(
    Float64Array.from({ length: 640 }, (_, i) => Math.sin(i * i)),
    { shape: [16], labels },
  );

  it('takes the shares of the labels, or those given', () => {
    const [byLabels] = made(classPriors, 'dense(64), relu, dense(3)', { data: skewed });
    expect(byLabels.setup.network.toString()).toBe('dense(64), relu, dense(3, sigmaB2=0, bias=prior)');
    const bias = byLabels.setup.output.bias!;
    expect(bias.map(Math.exp)).toEqual([0.75, 0.2, 0.05].map((share) => expect.closeTo(share, 12)));
    const [given] = made(classPriors, 'dense(64), relu, dense(3)', { priors: [0.5, 0.3, 0.2] });
    expect(given.setup.output.bias!.map(Math.exp)).toEqual([0.5, 0.3, 0.2].map((share) => expect.closeTo(share, 5)));
  });

  it('brings the loss of a readout that says nothing to the entropy of the labels', () => {
    const [{ setup }] = made(classPriors, 'dense(64), relu, dense(3, sigmaW2=1e-6)', { data: skewed });
    const entropy = -[0.75, 0.2, 0.05].reduce((sum, share) => sum + share * Math.log(share), 0);
    expect(predictOn(setup).prediction.step0!.loss).toBeCloseTo(entropy, 4);
  });

  it.each([
    ['dense(64), relu, dense(4)', skewed, 'label the points, or give --priors'],
    ['dense(64), relu, dense(3)', 'gaussian(dim=16)', 'label the points, or give --priors'],
    ['dense(64), relu, dense(1)', 'gaussian(dim=16)', 'it has a single output'],
    ['dense(64), relu, dense(3, bias=prior)', skewed, 'its outputs have fixed biases'],
    ['dense(64), relu, dense(3), softsign', skewed, 'it does not end in a dense layer'],
  ])('says of %s on other data why it does not apply', (network, data, reason) => {
    expect(applied(classPriors, network, { data })).toContain(reason);
  });

  it('changes nothing where classes are as frequent', () => {
    expect(applied(classPriors, 'dense(3)', { priors: [1 / 3, 1 / 3, 1 / 3] })).toContain(
      'equal biases change nothing',
    );
  });
});
