import { describe, expect, it } from 'vitest';
import { prepare } from '../setup/setup.ts';
import { effectiveLaw, he, type Initialisation, scales as scalesOf } from './init.ts';
import { mixingOf } from './layer.ts';
import { dense } from './layers/dense.ts';

/** Of a dense layer. */
const scales = (init: Initialisation, fanIn: number, units: number, own: Parameters<typeof scalesOf>[2]) =>
  scalesOf(init, { kind: 'dense', fanIn, fanOut: units, units }, own);

describe('the scale of a layer', () => {
  it.each([
    ['he', 2, 0],
    ['lecun', 1, 0],
    ['glorot', (2 * 300) / (300 + 100), 0],
    ['torch', 1 / 3, 1 / 900],
  ] as const)('by %s has the variances σ_w² = %f and σ_b² = %f', (scheme, sigmaW2, sigmaB2) => {
    const found = scales({ scheme }, 300, 100, {});
    expect(found.sigmaW2).toBeCloseTo(sigmaW2, 15);
    expect(found.sigmaB2).toBeCloseTo(sigmaB2, 15);
    expect(found.weights.variance).toBeCloseTo(sigmaW2 / 300, 15);
    expect(found.biases?.variance).toBe(sigmaB2 > 0 ? found.sigmaB2 : undefined);
  });

  it('follows the layer first, then the option, then the scheme', () => {
    const init = { scheme: 'torch', sigmaW2: 5, sigmaB2: 6 } as const;
    expect(scales(init, 10, 10, { sigmaW2: 7, sigmaB2: 8 })).toMatchObject({ sigmaW2: 7, sigmaB2: 8 });
    expect(scales(init, 10, 10, { sigmaB2: 8 })).toMatchObject({ sigmaW2: 5, sigmaB2: 8 });
    expect(scales(init, 10, 10, {})).toMatchObject({ sigmaW2: 5, sigmaB2: 6 });
    expect(scales({ scheme: 'torch', sigmaW2: 5 }, 10, 10, {})).toMatchObject({ sigmaW2: 5, sigmaB2: 1 / 30 });
  });

  it('has no biases where a variance of 0 was asked for', () => {
    expect(scales({ scheme: 'torch' }, 10, 10, { sigmaB2: 0 }).biases).toBeUndefined();
    expect(scales({ scheme: 'he', sigmaB2: 1 }, 10, 10, { sigmaB2: 0 }).biases).toBeUndefined();
  });
});

describe('the law of weights', () => {
  it('is Gaussian, but uniform for torch, unless one is named', () => {
    expect(effectiveLaw(he)).toBe('gaussian');
    expect(effectiveLaw({ scheme: 'torch' })).toBe('uniform');
    expect(effectiveLaw({ scheme: 'torch', law: 'gaussian' })).toBe('gaussian');
    expect(effectiveLaw({ scheme: 'he', law: 'truncated' })).toBe('truncated');
  });

  it("is PyTorch's default for torch: weights and biases uniform on ±1/√fan-in", () => {
    const { weights, biases } = scales({ scheme: 'torch' }, 64, 10, {});
    const variance = 1 / 64 / 3; // of the uniform law on ±1/8
    expect(weights).toEqual({ law: 'uniform', variance: expect.closeTo(variance, 15) });
    expect(biases).toEqual({ law: 'uniform', variance: expect.closeTo(variance, 15) });
  });

  it('of biases beside orthogonal matrices is Gaussian, otherwise that of the weights', () => {
    const biasLaw = (law: 'orthogonal' | 'truncated') =>
      scales({ scheme: 'he', law, sigmaB2: 1 }, 4, 4, {}).biases?.law;
    expect(biasLaw('orthogonal')).toBe('gaussian');
    expect(biasLaw('truncated')).toBe('truncated');
  });
});

describe('a dense layer where it stands', () => {
  it('counts the fan-in of a flattened image, or of one token', () => {
    const variance = (input: number[]) => mixingOf({ layer: dense(4), input, output: [4] }, he)!.weights.variance;
    expect(variance([3, 8, 8])).toBeCloseTo(2 / 192, 15);
    expect(variance([16, 48])).toBeCloseTo(2 / 48, 15);
  });

  it('takes the options of a setup', () => {
    const { init, layers } = prepare('dense(5), dense(2, sigmaW2=9)', 'gaussian(dim=4)', {
      init: 'lecun',
      law: 'uniform',
      sigmaB2: 0.5,
    });
    expect(init).toEqual({ scheme: 'lecun', law: 'uniform', sigmaB2: 0.5 });
    const [first, second] = layers.map((placed) => mixingOf(placed, init)!);
    expect(first).toMatchObject({ sigmaW2: 1, sigmaB2: 0.5, weights: { law: 'uniform', variance: 1 / 4 } });
    expect(second).toMatchObject({ sigmaW2: 9, sigmaB2: 0.5, weights: { law: 'uniform', variance: 9 / 5 } });
  });

  it.each([
    [{ init: 'hee' as never }, 'unknown init "hee"'],
    [{ law: 'normal' as never }, 'unknown law "normal"'],
    [{ sigmaW2: 0 }, 'sigmaW2 must be a number above 0, not 0'],
    [{ sigmaB2: -1 }, 'sigmaB2 must be a number of at least 0, not -1'],
    [{ seed: 0.5 }, 'seed must be a whole number of at least 0, not 0.5'],
    [{ points: 1 }, 'points must be a whole number of at least 2, not 1'],
  ])('refuses the option %j', (options, message) => {
    expect(() => prepare('dense(2)', 'gaussian(dim=4)', options)).toThrow(message);
  });
});
