import { describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { type Compared, finitePredictionSchema } from '../results/finiteSchema.ts';
import { toJson } from '../results/json.ts';
import { predict } from '../studies/predict/run.ts';

function distance({ mean, standardError }: Compared, expected: number): number {
  return Math.abs(mean - expected) / standardError;
}

describe('a finite prediction', () => {
  it.each([
    ['relu', 'gaussian(dim=3000)', {}],
    ['tanh', 'gaussian(dim=3000, mean=0.5)', { sigmaB2: 0.1 }],
    ['gelu', 'digits', { points: 100, preprocess: 'standardize' }],
  ])('tends to theory as layers of %s on %s become wide', (phi, data, options) => {
    const network = `2*(dense(3000), ${phi}), dense(3)`;
    const { agreement, gamma } = predict(network, data, { ...options, finite: { untilSe: 0.001 } });
    // What is left of the finite width is of the order of 1/3000, beside an error of .001.
    expect(Math.abs(agreement.difference!)).toBeLessThan(0.004);
    expect(Math.abs(gamma.difference!)).toBeLessThan(4 * gamma.standardError + 0.01);
  });

  it.each([
    // Outputs w·h of one unit h ≥ 0: two inputs agree unless one of them alone is dead (½ of all pairs), then by chance.
    ['dense(1), relu, dense(2)', 3 / 4],
    ['dense(1), relu, dense(10)', 1 / 2 + 1 / 20],
    // h = ±1: inputs of one sign agree, and all scores of the others are turned about.
    ['dense(1), sign, dense(5)', 1 / 2],
    // Linear all the way: as often as two centred inputs lie on the same side.
    ['dense(7), dense(2)', 1 / 2],
  ])('of %s agrees with the exact value', (network, expected) => {
    const { agreement } = predict(network, 'gaussian(dim=4)', { finite: { untilSe: 0.005 } });
    expect(distance(agreement, expected)).toBeLessThan(4);
  });

  it('has the variance of G₀ that full networks have at width 100 and depth 50', () => {
    const { agreement } = predict('50*(dense(100), relu), dense(2)', 'gaussian(dim=100)', { finite: true });
    // docs/theory §15: Var G₀ = A/2 − 1/4 = .2291 ± .0002.
    const error = Math.hypot(agreement.standardError / 2, 0.0002);
    expect(Math.abs(agreement.mean / 2 - 1 / 4 - 0.2291) / error).toBeLessThan(4);
  });

  it('is the same for the same seed', () => {
    const again = () => predict('dense(10), tanh, dense(2)', 'gaussian(dim=3, mean=1)', { seed: 5, finite: true });
    expect(again()).toEqual(again());
  });

  it('draws until the error asked for is reached, or says that it is not', () => {
    const network = 'dense(5), relu, dense(3)';
    const fine = predict(network, 'gaussian(dim=5)', { finite: { untilSe: 0.003 } });
    expect(fine.agreement.standardError).toBeLessThanOrEqual(0.003);
    expect(fine.notes).toEqual([]);
    const short = predict(network, 'gaussian(dim=5)', { finite: { untilSe: 0.003, draws: 100 } });
    expect(short.draws).toBeLessThan(116);
    expect(short.notes[0]).toContain('above 0.003');
  });

  it('needs fewer draws by its control variates the wider the layers are', () => {
    const gain = (width: number) =>
      predict(`3*(dense(${width}), relu), dense(2)`, 'gaussian(dim=400)', { finite: { untilSe: 1e-9, draws: 500 } })
        .gain;
    expect(gain(400)).toBeGreaterThan(20);
    expect(gain(400)).toBeGreaterThan(2 * gain(20));
  });

  it('answers where theory of infinite width does not', () => {
    const { agreement, summary } = predict('dense(20), residual(relu), relu, dense(2)', 'gaussian(dim=9)', {
      finite: { untilSe: 0.01 },
    });
    expect(agreement.infinite).toBeNull();
    expect(agreement.mean).toBeGreaterThan(0.5);
    expect(summary).toContain('no theory of infinite width');
  });

  it('takes statistics over the points that are there', () => {
    const network = 'dense(50), relu, dense(2)';
    const options = { preprocess: 'center', finite: { untilSe: 0.002 } } as const;
    // Two centred points are always opposite: outputs of one hidden ReLU layer then agree less often than unrelated ones.
    const two = predict(network, 'gaussian(dim=3)', { ...options, points: 2 });
    const many = predict(network, 'gaussian(dim=3)', options);
    expect(two.agreement.mean).toBeLessThan(many.agreement.mean - 0.05);
    expect(many.notes).toEqual([expect.stringContaining('center acts as among infinitely many points')]);
  });

  it('counts a point as agreeing with itself in sd where their number is given', () => {
    const sd = (points?: number) => predict('dense(9), relu, dense(2)', 'gaussian(dim=9)', { points, finite: true }).sd;
    expect(sd(10).mean).toBeGreaterThan(sd().mean);
    expect(sd(10).infinite).toBeGreaterThan(sd().infinite!);
  });

  it('is JSON by its schema', () => {
    const prediction = predict('dense(9), relu, dense(2)', 'gaussian(dim=9)', { finite: true });
    expect(finitePredictionSchema.parse(JSON.parse(toJson(prediction)))).toEqual(prediction);
  });

  it.each([
    ['dense(9), batchNorm, relu, dense(2)', {}, 'BatchNorm looks at many points'],
    ['dense(9), relu, dense(2)', { law: 'uniform' }, 'weights are uniform'],
    ['dense(9), dense(2), relu', {}, 'do not come from a dense layer'],
    ['dense(9), dropout(0.5, mode=train), dense(2)', {}, 'masks'],
  ] as const)('is refused for %s with %o, with the reason', (network, options, reason) => {
    const attempt = () => predict(network, 'gaussian(dim=4)', { ...options, finite: true });
    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow(reason);
  });

  it('is refused for convolutions, naming the layer', () => {
    const attempt = () => predict('conv(4, 3), relu, flatten, dense(2)', 'digits', { finite: true });
    expect(attempt).toThrow('not the positions of an image');
    expect(attempt).toThrow(expect.objectContaining({ where: ['layer 1, conv(4, 3)'] }));
  });
});
