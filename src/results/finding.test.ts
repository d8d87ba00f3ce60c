import { describe, expect, it } from 'vitest';
import {
  constantMeasurement,
  digitsMeasurement,
  inventedMeasurement,
  neutralMeasurement,
  threeClassMeasurement,
  untheorisedMeasurement,
} from '../present/testing/measurements.fixture.ts';
import { expectationOf, findingOf, originOf } from './finding.ts';
import type { Measurement } from './schema.ts';
import { pointsOf } from './words.ts';

function withShare(m: Measurement, maxFraction: Partial<Measurement['maxFraction']>): string {
  return findingOf({ ...m, maxFraction: { ...m.maxFraction, ...maxFraction } });
}

describe('the finding', () => {
  it('reads as in the documentation', () => {
    const share = { mean: 0.505, standardError: 0.004, theory: 0.516, theoryError: 0.0096, z: -1 };
    expect(withShare(digitsMeasurement, share)).toBe(
      'Before any training this network sends 50.5 % (±0.4) of the digits to its favourite class; a fair guess is 10 %. ' +
        'Its loss starts at 3.016 ± 0.018, 1.31 times ln 10 = 2.303. Theory expects 51.6 % (±1.0) and a loss of 3.039. ' +
        'The bias is introduced in layer 2 (relu) and grows 3.3× by layer 6.',
    );
  });

  it('calls generated points inputs', () => {
    expect(threeClassMeasurement.summary).toContain('of the inputs to its favourite class; a fair guess is 33.3 %.');
    expect(
      ['digits', 'mnist(test)', 'cifar10', 'fashion-mnist', 'gaussian(dim=1000)', './my.csv'].map(pointsOf),
    ).toEqual(['digits', 'digits', 'images', 'images', 'inputs', 'inputs']);
  });

  it('says where a deep network is still changing, and where theory stops', () => {
    const growing = Array.from({ length: 2000 }, (_, i) => ({ layer: i % 2 ? 'relu' : 'dense(100)', gamma: i }));
    expect(originOf(growing)).toBe(
      'The bias is introduced in layer 2 (relu) and grows 2,000× up to layer 2000, and is still changing there.',
    );
    const stopped = [
      { layer: 'dense(9)', gamma: 0 },
      { layer: 'relu', gamma: 0.467 },
    ];
    expect(originOf(stopped, 5)).toContain('after which theory stops, with gamma 0.467');
    expect(originOf([{ layer: 'dense(9)', gamma: 0 }], 5)).toBe(
      'No layer makes a bias up to layer 1 (dense), after which theory stops.',
    );
    expect(originOf([{ layer: 'dense(9)', gamma: Number.NaN }])).toBe('');
  });

  it('says when theory is far off', () => {
    expect(withShare(digitsMeasurement, { z: -7.3 })).toContain('7.3 standard errors above what was measured');
  });

  it('says when theory does not cover a network, and where the bias peaks', () => {
    expect(untheorisedMeasurement.summary).toContain('Theory does not cover this network.');
    expect(untheorisedMeasurement.summary).toMatch(
      /peaks in layer 6 \(relu\) at gamma 0\.9\d* and falls to 0\.3\d* by layer 7\.$/,
    );
  });

  it('calls a neutral network even-handed and blames few points for its favourite', () => {
    expect(neutralMeasurement.summary).toMatch(
      /spreads the inputs evenly: .* with so few points a class; a fair guess is 10 %\./,
    );
    expect(neutralMeasurement.summary).toMatch(/No layer makes a bias\.$/);
  });

  it('speaks of pairs where theory has no law of the favourite, as of convolutions on given images', () => {
    const { prediction } = untheorisedMeasurement;
    const known = { ...prediction, data: 'fashion-mnist', classes: 2, agreement: 0.745, agreementError: 0.004 };
    const pairs = 'two images get the same guess in 74.5 % (±0.4) of cases';
    expect(expectationOf(known)).toContain(
      `before any training ${pairs}; fair guesses do in 50 %. Theory gives no value`,
    );
    const agreement = { mean: 0.7, standardError: 0.004, theory: 0.745, theoryError: 0.004, z: -8 };
    const measured = { ...untheorisedMeasurement, data: 'fashion-mnist', classes: 2, agreement };
    expect(findingOf(measured)).toContain(
      `Theory expects that ${pairs}, 8 standard errors above what was measured; fair guesses do in 50 %.`,
    );
  });

  it('knows networks that send all inputs to one class', () => {
    expect(constantMeasurement.summary).toContain('sends all digits to one and the same class');
    expect(constantMeasurement.summary).toContain('is total from layer 11 on');
  });

  it('is silent about layers that were not traced', () => {
    const layers = digitsMeasurement.layers.slice(-1);
    expect(findingOf({ ...digitsMeasurement, layers })).not.toContain('bias');
  });

  it('is also told of a prediction', () => {
    expect(expectationOf(digitsMeasurement.prediction)).toMatch(
      /^Theory expects that before any training this network sends/,
    );
    expect(expectationOf(untheorisedMeasurement.prediction)).toMatch(
      /^Theory does not cover the outputs of this network/,
    );
  });
});

describe('the origin of the bias', () => {
  const steps = (...gammas: number[]) =>
    gammas.map((gamma, index) => ({ layer: index % 2 ? 'relu' : 'dense(10)', gamma }));

  it.each([
    [steps(1, 0.8, 0.5, 0.5), 'The bias is there from layer 1 (dense) on and shrinks 2.0× by layer 3.'],
    [steps(0, 0.5, 0.001, 0), 'The bias is introduced in layer 2 (relu) and is gone by layer 3.'],
    [steps(0, 0.5, 0.5, 0.49), 'The bias is introduced in layer 2 (relu) and stays near gamma 0.49.'],
    [steps(0, 0, 0, 0.7), 'The bias is introduced in layer 4 (relu), the last, with gamma 0.7.'],
    [
      steps(0, Infinity, Infinity),
      'The bias is introduced in layer 2 (relu): from there all inputs look alike (gamma is ∞).',
    ],
    [inventedMeasurement({ classes: 2, gamma: 0.3, layers: [] }).layers, ''],
  ])('%#: is put into words', (trace, sentence) => {
    expect(originOf(trace)).toBe(sentence);
  });
});
