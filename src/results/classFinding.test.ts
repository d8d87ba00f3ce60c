import { describe, expect, it } from 'vitest';
import { labelledMeasurement, labelledMeasurements } from '../present/testing/classes.fixture.ts';
import { classExpectationOf, classFindingOf, farthestPair } from './classFinding.ts';

const byClass = labelledMeasurement.byClass!;

describe('the finding on true classes', () => {
  it('is what the guess says, beside chance, the most it could say and theory', () => {
    expect(classFindingOf({ data: 'digits', byClass })).toBe(
      "The guess carries 0.2100 ± 0.0042 nats about the true class (chance 0.022 removed; the classes' entropy is 2.30); " +
        'theory expects 0.2037 ± 0.0020. Two digits of one class get the same guess 48.0 % (±1.0) of the time, of different ' +
        'classes 33.0 % (±0.7); theory 46.6 % and 32 %.',
    );
  });

  it('claims nothing that cannot be told from chance', () => {
    const information = { mean: 0.0007, standardError: 0.0005, theory: null, z: null };
    expect(classFindingOf({ data: 'digits', byClass: { ...byClass, information } })).toMatch(
      /^The guess says nothing about the true class that can be told from chance: /,
    );
  });

  it('leaves out pairs of one class where there are none', () => {
    const lone = labelledMeasurements['classes of one point'].byClass!;
    expect(classFindingOf({ data: 'digits', byClass: lone })).toContain(
      'Two digits of different classes get the same guess 33.0 % (±0.7) of the time; theory 32 %.',
    );
    expect(
      classExpectationOf({ data: 'digits', byClass: { ...lone, agreement: null, sameClass: null, otherClass: 0.4 } }),
    ).toBe('Two digits of different classes get the same guess 40 % of the time.');
  });
});

describe('the two classes farthest from theory', () => {
  it('are found among all pairs that theory and measurement know', () => {
    const { agreement } = byClass;
    const theory = agreement!.theory!.map((row) => [...row]);
    theory[2][5] = theory[5][2] = agreement!.mean[2][5]! + 0.02;
    const found = farthestPair({ ...byClass, agreement: { ...agreement!, theory } }, 1e9);
    expect(found).toEqual({ first: '2', second: '5', z: expect.closeTo(-5, 6), pairs: 55 });
    expect(farthestPair({ ...byClass, agreement: { ...agreement!, theory: null } }, 9)).toBeNull();
    expect(farthestPair({ ...byClass, agreement: null }, 9)).toBeNull();
  });
});
