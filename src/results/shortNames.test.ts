import { describe, expect, it } from 'vitest';
import { shownPipeline } from '../studies/preprocess/comparedValues.ts';
import { shortNames } from './shortNames.ts';

describe('short names', () => {
  it.each([
    [
      ['dense(512), linear, dense(10)', 'dense(512), tanh, dense(10)', 'dense(512), relu, dense(10)'],
      ['linear', 'tanh', 'relu'],
    ],
    [
      ['3*(dense(512), relu), dense(10)', '3*(dense(512), gelu), dense(10)'],
      ['relu', 'gelu'],
    ],
    [
      ['dense(100), relu, dense(2)', 'dense(200), relu, dense(2)'],
      ['100', '200'],
    ],
  ])('of %j are %j', (notations, names) => {
    expect(shortNames(notations)).toEqual(names);
  });

  it.each([
    [['dense(10)']],
    [['dense(512), dense(10)', 'dense(512), tanh, dense(10)']],
    [['dense(10), relu, dense(2)', 'dense(10, 2), dense(2)']],
    [['dense(10)', 'dense(10)']],
  ])('are the notations %j themselves where nothing or half a parenthesis would be left', (notations) => {
    expect(shortNames(notations)).toEqual(notations);
  });
});

describe('a pipeline as it is shown', () => {
  it.each([
    ['scale(0.00392156862745098)', 'scale(0.003922)'],
    ['center, shift(1.123456789), clip(-0.33333333, 2)', 'center, shift(1.123), clip(-0.3333, 2)'],
    ['standardize, shift(0.5)', 'standardize, shift(0.5)'],
    ['scale(1.234567e-7)', 'scale(1.234567e-7)'],
  ])('%s is %s', (notation, shown) => {
    expect(shownPipeline(notation)).toBe(shown);
  });
});
