import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scales } from '../../network/init.ts';
import { schemeWords } from '../../network/schemes/index.ts';
import { drawnInPytorch, initializer } from './laws.ts';
import { number, scaleOf, single } from './scale.ts';

const fans = { fanIn: 72, fanOut: 160, units: 16 };

/** The weights of a dense layer of these fans under an initialisation. */
const weights = (scheme: string) => scales({ scheme }, { kind: 'dense', ...fans }, {}).weights;

describe('a law of weights', () => {
  it.each([
    ['he', 'nn.init.kaiming_normal_(w, nonlinearity="relu")'],
    ['lecun', 'nn.init.kaiming_normal_(w, nonlinearity="linear")'],
    ['glorot', 'nn.init.xavier_normal_(w)'],
    ['xavier_uniform(gain=2)', 'nn.init.xavier_uniform_(w, gain=2.0)'],
    ['kaiming_normal(mode=fan_out)', 'nn.init.kaiming_normal_(w, mode="fan_out", nonlinearity="relu")'],
    ['kaiming_normal(nonlinearity=tanh)', 'nn.init.normal_(w, std=math.sqrt(25 / 9 / fan_in(w)))'],
    ['normal(0.02)', 'nn.init.normal_(w, std=0.02)'],
    ['uniform(0.05)', 'nn.init.uniform_(w, -0.05, 0.05)'],
    ['lecun_normal', 'cut_normal_(w, variance=1.0 / fan_in(w))'],
    ['orthogonal', 'nn.init.orthogonal_(w)'],
    ['orthogonal(gain=2)', 'nn.init.orthogonal_(w, gain=2.0)'],
    ['zeros', 'nn.init.zeros_(w)'],
  ])('of %s is %s in PyTorch', (scheme, text) => expect(drawnInPytorch('w', weights(scheme), fans)).toBe(text));

  it.each([
    ['he', 'initializers.VarianceScaling(2.0, "fan_in", "untruncated_normal")'],
    ['glorot_uniform', 'initializers.VarianceScaling(1.0, "fan_avg", "uniform")'],
    ['truncated_normal(0.02)', 'initializers.TruncatedNormal(stddev=0.02)'],
    ['uniform(0.05)', 'initializers.RandomUniform(-0.05, 0.05)'],
  ])('of %s is %s in Keras', (scheme, text) => expect(initializer('keras', weights(scheme), fans)).toBe(text));

  it.each([
    ['he', 'nn.initializers.variance_scaling(2.0, "fan_in", "normal")'],
    ['normal(0.02)', 'nn.initializers.normal(0.02)'],
    ['truncated_normal(0.02)', 'nn.initializers.truncated_normal(0.02)'],
    ['orthogonal', 'nn.initializers.orthogonal()'],
  ])('of %s is %s in Flax', (scheme, text) => expect(initializer('flax', weights(scheme), fans)).toBe(text));

  it.each(schemeWords.filter((word) => !word.includes('(')))('of %s has a word in every framework', (scheme) => {
    expect(drawnInPytorch('w', weights(scheme), fans)).toContain('(w');
    for (const framework of ['keras', 'flax'] as const) {
      expect(initializer(framework, weights(scheme), fans)).toContain('initializers.');
    }
  });
});

describe('a scale', () => {
  it('is the variance, whatever it is written over', () => {
    const size = fc.integer({ min: 1, max: 2000 });
    const variance = fc.double({ min: 1e-6, max: 100, noNaN: true });
    fc.assert(
      fc.property(size, size, variance, (fanIn, fanOut, variance) => {
        const { over, scale } = scaleOf(variance, { fanIn, fanOut });
        const divisor = { fan_in: fanIn, fan_out: fanOut, fan_avg: (fanIn + fanOut) / 2, nothing: 1 }[over];
        expect(Math.abs(scale / divisor / variance - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it('is written as a number of Python that is the same to ten digits', () => {
    const read = (text: string) =>
      text
        .split(' / ')
        .map(Number)
        .reduce((a, b) => a / b);
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (value) => {
        expect(Math.abs(read(number(value)) / value - 1)).toBeLessThan(1e-9);
        expect(Math.fround(Number(single(value)))).toBe(Math.fround(value));
      }),
    );
    expect([1 / 3, 2, 0.02, 25 / 9].map(number)).toEqual(['1 / 3', '2.0', '0.02', '25 / 9']);
  });
});
