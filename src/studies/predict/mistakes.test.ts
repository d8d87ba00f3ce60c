import { describe, expect, it } from 'vitest';
import * as api from '../../api.ts';
import { UserError } from '../../errors.ts';

const { activations, agreement, chi1, dataset, dense, digits, dualMap, gaussian, nodes, phaseDiagram, predict, relu } =
  api;
const { repeat, serial, standardize, summariseData, tokens } = api;

function failure(act: () => unknown): UserError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('it should have failed');
}

const untyped = (value: unknown) => value as never;

describe('a call without types', () => {
  it.each([
    ['data left out', () => predict('dense(3)', untyped(undefined)), 'the data are missing', 'for instance "digits"'],
    ['data of another kind', () => predict('dense(3)', untyped([1, 2])), 'the data are neither built nor', 'dataset('],
    ['no network', () => predict(untyped(undefined), 'digits'), 'the network is missing', 'dense(10)'],
    ['a layer for a network', () => predict(untyped(dense(3)), 'digits'), 'the network is a single part', 'serial('],
    [
      'a builder not called',
      () => serial(dense(4), untyped(relu)),
      'part 2 must be a layer, a network',
      'relu(), not relu',
    ],
    ['options as a text', () => predict('dense(3)', 'digits', untyped('standardize')), 'must be an object', '{'],
    ['a dataset without a shape', () => dataset([1, 2], untyped(undefined)), 'dataset needs options', '{ shape: … }'],
    ['a layer that is no activation', () => chi1(dense(3), 1, 2), 'dense is not an activation', 'relu'],
    ['two activations', () => chi1('relu, tanh', 1, 2), '"relu, tanh" is not an activation', 'relu'],
  ])('is refused with what to do: %s', (_, act, message, remedy) => {
    const error = failure(act);
    expect(error.message).toContain(message);
    expect(error.remedy).toContain(remedy);
  });

  it.each([
    ['predict', () => predict('dense(3)', 'digits', untyped({ prepocess: 'none' })), 'preprocess'],
    ['predict', () => predict('dense(3)', 'digits', { finite: untyped({ untilse: 1 }) }), 'untilSe'],
    ['summariseData', () => summariseData('digits', untyped({ point: 10 })), 'points'],
    ['phaseDiagram', () => phaseDiagram('relu, dense(2)', 'digits', untyped({ x: 'sigmaW2=1:2', inti: 'he' })), 'init'],
    ['gaussian', () => gaussian(untyped({ dims: 4 })), 'dim'],
    ['tokens', () => tokens(untyped({ lenght: 4, vocabulary: 3 })), 'length'],
    ['dataset', () => dataset([1, 2], untyped({ shape: [1], label: [0, 1] })), 'labels'],
    ['standardize', () => standardize(untyped({ means: [1] })), 'mean'],
  ])('does not lose a misspelt option of %s', (_, act, meant) => {
    const error = failure(act);
    expect(error.code).toBe('unknown-name');
    expect(error.remedy).toMatch(`did you mean ${meant}?`);
  });

  it('does not lose a misspelt option of nodes', async () => {
    const options = untyped({ intis: 3 });
    await expect(nodes('dense(3)', 'digits', options)).rejects.toMatchObject({
      code: 'unknown-name',
      remedy: expect.stringContaining('did you mean inits?'),
    });
  });

  it.each([undefined, Number.NaN, -1, 2.5])('gives no agreement at 1 − c = %s', (complement) => {
    expect(() => agreement(10, untyped(complement))).toThrow(/1 − c must lie in \[0, 2\]/);
  });

  it.each([
    [() => chi1('relu', untyped(undefined), 2), 'q must be a number above 0, not undefined'],
    [() => chi1('relu', 1, -1), 'sigmaW2 must be a number of at least 0, not -1'],
    [() => dualMap('relu', 1, 3), 'the complement 1 − c must be in [0, 2], not 3'],
  ])('gives no value of a map out of its range (%#)', (act, message) => {
    expect(failure(act).message).toBe(message);
  });
});

describe('notation in the place of layers', () => {
  it('is read by serial and repeat', () => {
    expect(String(serial('dense(3)'))).toBe('dense(3)');
    expect(String(serial('3*(dense(5), relu)', dense(2)))).toBe('3*(dense(5), relu), dense(2)');
    expect(String(serial(repeat(2, 'dense(5), tanh'), 'dense(2)'))).toBe('2*(dense(5), tanh), dense(2)');
    expect(failure(() => serial('dense(3)', 'rellu')).message).toBe('unknown layer "rellu" in serial, part 2');
  });

  it('is read by chi1 and dualMap', () => {
    expect(chi1('relu', 1, 2)).toBe(chi1(relu(), 1, 2));
    expect(chi1('leakyRelu(0.5)', 1, 2)).toBe(chi1(activations.leakyRelu(0.5), 1, 2));
    expect(dualMap('gelu', 1, 0.5)).toEqual(dualMap(activations.gelu(), 1, 0.5));
  });

  it('and digits give the same prediction as objects', () => {
    const few = { points: 100 };
    expect(predict(serial('dense(3)'), digits(), few).agreement).toBe(predict('dense(3)', 'digits', few).agreement);
  });
});
