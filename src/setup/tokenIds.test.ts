import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataset } from '../data/dataset.ts';
import { tokens } from '../data/sources/tokens.ts';
import { UserError } from '../errors.ts';
import { prepare } from './setup.ts';

const NETWORK = 'tokenEmbedding(10, 4), meanTokens, dense(3)';

function failure(network: string, data: Parameters<typeof prepare>[1], preprocess?: string): UserError {
  try {
    prepare(network, data, { preprocess });
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('it should have failed');
}

const ids = (...values: number[]) => dataset(values, { shape: [2], name: 'ids' });

describe('a network on token ids', () => {
  it('takes whole numbers below its vocabulary, of embeddings side by side the smallest', () => {
    expect(prepare(NETWORK, ids(0, 9, 3, 4)).output.classes).toBe(3);
    const two = 'residual(tokenEmbedding(10, 4), shortcut=tokenEmbedding(12, 4)), meanTokens, dense(3)';
    expect(prepare(two, ids(0, 9, 3, 4)).output.classes).toBe(3);
    expect(failure(two, ids(0, 10, 3, 4)).message).toContain('outside the vocabulary of 10');
  });

  it('names the first id outside the vocabulary and the largest', () => {
    const error = failure(NETWORK, ids(0, 9, 3, 12, 99, 1));
    expect(error.exitCode).toBe(2);
    expect(error.toText()).toBe(
      [
        'ids has the token id 12 in point 1, token 1 (counted from 0), outside the vocabulary of 10',
        '  in tokenEmbedding(10, 4)',
        '  its largest id is 99: give tokenEmbedding a vocabulary of 100 or more',
      ].join('\n'),
    );
  });

  it.each([
    ['-1', ids(0, 9, -1, 4), undefined, 'ids are whole numbers from 0 to 9'],
    ['2.5', ids(0, 9, 2.5, 4), undefined, 'ids are whole numbers from 0 to 9'],
    ['-0.5', ids(0, 1, 2, 3), 'shift(-0.5)', 'leave preprocessing out: it makes other numbers of ids'],
  ])('refuses %s', (value, data, preprocess, remedy) => {
    const error = failure(NETWORK, data, preprocess);
    expect(error.message).toMatch(
      `ids has ${value} in point ${preprocess ? 0 : 1}, token 0 (counted from 0), which is`,
    );
    expect(error.remedy).toBe(remedy);
  });

  it('reads neither drawn numbers nor what other layers make', () => {
    expect(failure(NETWORK, 'gaussian(dim=4)').message).toBe(
      'gaussian(dim=4) draws normal numbers, but tokenEmbedding(10, 4) reads token ids',
    );
    for (const network of [`dense(4), ${NETWORK}`, `relu, ${NETWORK}`, `2*residual(tokenEmbedding(10, 2)), dense(3)`]) {
      expect(failure(network, ids(0, 9, 3, 4)).code).toBe('shape');
    }
  });

  it('takes exactly the ids of its vocabulary', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (known, drawn) => {
        const data = tokens({ length: 3, vocabulary: drawn, points: 5 });
        const fits = data.values.every((id) => id < known);
        const act = () => prepare(`tokenEmbedding(${known}, 2), meanTokens, dense(2)`, data);
        if (fits) expect(act).not.toThrow();
        else expect(act).toThrow(UserError);
      }),
    );
  });
});
