import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { UserError } from '../../errors.ts';
import { parseCheckFile } from './checkFile.ts';

const FILE = `checks:
  - name: cnn
    model: models/cnn.onnx
    data: digits
    keep: stem.*
    dim: [height=8, width=8]
    maxAgreement: 0.2
  - network: 3*(dense(512), relu), dense(10)
    preprocess: standardize
    inits: 50
    maxFraction: 0.5
    maxLossOverLnK: 0.3
`;

const faultIn = (text: string) => {
  try {
    parseCheckFile(text, 'firstguess.yaml');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('no fault was found');
};

describe('a file of checks', () => {
  it('lists models and networks with their data, options and bounds', () => {
    const checks = parseCheckFile(FILE, 'firstguess.yaml');
    expect(checks.map(({ start }) => start)).toEqual([
      {
        ...{ name: 'cnn', model: 'models/cnn.onnx', data: 'digits', keep: ['stem.*'], maxAgreement: 0.2 },
        dim: ['height=8', 'width=8'],
      },
      {
        ...{ network: '3*(dense(512), relu), dense(10)', preprocess: 'standardize', inits: 50 },
        ...{ maxFraction: 0.5, maxLossOverLnK: 0.3 },
      },
    ]);
    expect(checks.map(({ place }) => place)).toEqual(['firstguess.yaml:2:5', 'firstguess.yaml:8:5']);
  });

  it('puts the place of a bound before what is wrong with it, and of the check before all else', async () => {
    const [, second] = parseCheckFile(FILE, 'firstguess.yaml');
    const failing = (message: string) =>
      second.located(async () => {
        throw new UserError('bad-argument', message);
      });
    await expect(failing('--max-fraction must be larger')).rejects.toMatchObject({ where: ['firstguess.yaml:11:18'] });
    await expect(failing('check needs a model')).rejects.toMatchObject({ where: ['firstguess.yaml:8:5'] });
  });

  it.each([
    ['', 'firstguess.yaml is empty', undefined],
    ['checks: []', 'checks must be a list of checks', 'firstguess.yaml:1:9'],
    ['models: []', 'unknown key "models"', 'firstguess.yaml:1:1'],
    ['checks:\n  - model: a.onnx\n    max-agreement: 0.2', 'unknown key "max-agreement"', 'firstguess.yaml:3:5'],
    ['checks:\n  - model: a.onnx\n    maxAgreement: much', 'maxAgreement must be a number', 'firstguess.yaml:3:19'],
    ['checks:\n  - model: a.onnx\n    inits: 1.5', 'inits must be a whole number', 'firstguess.yaml:3:12'],
    ['checks:\n  - model: [a.onnx', 'Flow sequence', 'firstguess.yaml:2:19'],
  ])('says where %j is wrong', (text, message, place) => {
    const { message: said, where } = faultIn(text);
    expect(said).toContain(message);
    expect(where[0]).toBe(place);
  });

  it('proposes the key that is meant', () => {
    expect(faultIn('checks:\n  - model: a.onnx\n    maxAgrement: 0.2').remedy).toContain('did you mean maxAgreement?');
  });

  it('gives every check back that is written, and otherwise complains', () => {
    const bound = fc.option(fc.double({ min: 0, max: 10, noNaN: true }), { nil: undefined });
    const key = fc.string({ minLength: 1 }).filter((text) => text.trim() === text);
    const start = fc.record(
      { name: key, network: key, maxAgreement: bound, maxFraction: bound },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(start, { minLength: 1, maxLength: 4 }), (checks) => {
        const found = parseCheckFile(stringify({ checks }), 'checks.yaml');
        expect(found.map((each) => each.start)).toEqual(checks);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(faultIn(text)).toBeInstanceOf(UserError);
      }),
    );
  });
});
