import { describe, expect, it } from 'vitest';
import { UserError } from '../../../errors.ts';
import { lawsOf } from '../lawsOf.ts';
import { parameter } from '../testing/parameter.ts';
import { parseLawFile } from './lawFile.ts';

const parameters = [
  parameter([10, 64], { name: 'a.fc.weight' }),
  parameter([10], { name: 'a.fc.bias', role: 'bias', fans: { fanIn: 64, fanOut: 10, units: 10 } }),
  parameter([1, 1, 64], { name: 'cls_token', role: 'token', numbers: new Float32Array(64) }),
  parameter([64], { name: 'norm.weight', role: 'normScale', fans: undefined }),
  parameter([64, 64], { name: 'b.fc.weight' }),
];

const readsBy = async (text: string) =>
  [...(await lawsOf(parameters, parseLawFile(text, 'laws.yaml'))).values()].map(({ reads }) => reads);

describe('laws from a file', () => {
  it('hold for names that match, the first rule before the others, and the default for the rest', async () => {
    const text = `
default: he
laws:
  - {match: "b.*", law: orthogonal(gain=2)}
  - {match: "*.fc.weight", law: "normal(0.01)"}
  - match: "*.bias"
    law: uniform(0.1)
  - {match: cls_token, law: stored}
  - {match: "norm*", law: constant(0.5)}
`;
    const reads = ['N(0, 0.01²)', 'U(±0.1)', 'as stored', 'all 0.5', 'orthogonal, gain 2'];
    expect(await readsBy(text)).toEqual(reads);
  });

  it('give biases and norms what an initialisation gives them, and torch where there is no default', async () => {
    expect(await readsBy('laws: [{match: "*.bias", law: keras}, {match: b.*, law: zeros}]')).toEqual([
      'U(±0.125)',
      'zeros',
      'N(0, 0.02²)',
      'ones',
      'zeros',
    ]);
  });

  it('leave the rest as exported, if the file says so and the export is untrained', async () => {
    await expect(readsBy('default: as-exported')).rejects.toThrow('all weights of this file are 0');
  });

  it.each([
    ['- he', 'expected a map of default and laws', 'laws.yaml:1:1'],
    ['', 'expected a map of default and laws', 'laws.yaml:1:1'],
    ['defualt: he', 'unknown key "defualt"', 'laws.yaml:1:1', 'did you mean default?'],
    ['default: hee', 'unknown default "hee"', 'laws.yaml:1:10', 'did you mean he?'],
    ['laws: he', 'laws must be a list of rules', 'laws.yaml:1:7'],
    ['laws:\n  - {match: "*"}', 'a rule needs law', 'laws.yaml:2:5'],
    ['laws:\n  - {match: "*", law: }', 'law has no value', 'laws.yaml:2:18'],
    ['laws:\n  - {match: "*", law: nrmal(0.01)}', 'unknown law "nrmal"', 'laws.yaml:2:23', 'did you mean normal?'],
    ['laws:\n  - {match: "*", law: constant}', 'constant needs value', 'laws.yaml:2:23'],
    ['laws:\n  - {match: [a], law: he}', 'expected a text', 'laws.yaml:2:13'],
    [
      'laws:\n  - {match: "*.fc.wieght", law: he}',
      'no parameter matches "*.fc.wieght"',
      'laws.yaml:2:13',
      'the nearest names are a.fc.weight, b.fc.weight, ',
    ],
    ['laws: {', 'Flow map', 'laws.yaml:1:'],
  ])('%j is answered: %s', async (text, message, place, remedy = '') => {
    const error = await readsBy(text).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof UserError)) throw error;
    expect(error.message).toContain(message);
    expect(error.where[0]).toContain(place);
    expect(error.remedy ?? '').toContain(remedy);
  });
});
