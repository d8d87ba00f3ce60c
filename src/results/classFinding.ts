import { normalDeviate } from '../numerics/sampling/student.ts';
import { barePercent, fixed, percent, plain, plusMinus } from './format.ts';
import type { Measurement, Prediction } from './schema.ts';
import { pointsOf } from './words.ts';

type ByClass = NonNullable<Measurement['byClass']>;
type PredictedClasses = NonNullable<Prediction['byClass']>;

/** What the guesses of untrained networks say of the true classes, in two or three sentences. */
export function classFindingOf({ data, byClass }: { readonly data: string; readonly byClass: ByClass }): string {
  const { information, chance, classEntropy, sameClass, otherClass } = byClass;
  const { mean, standardError, theory, theoryError } = information;
  const found = plusMinus(mean, standardError);
  const much =
    mean > 2 * standardError
      ? `The guess carries ${found} nats about the true class`
      : `The guess says nothing about the true class that can be told from chance: ${found} nats`;
  const terms = `(chance ${plain(chance.mean, 2)} removed; the classes' entropy is ${fixed(classEntropy, 2)})`;
  const expected = theory === null ? '' : `; theory expects ${plusMinus(theory, theoryError)}`;
  const other = percent(otherClass.mean, otherClass.standardError);
  const what = pointsOf(data);
  const pairs =
    sameClass === null
      ? `Two ${what} of different classes get the same guess ${other} of the time`
      : `Two ${what} of one class get the same guess ${percent(sameClass.mean, sameClass.standardError)} of the time, of different classes ${other}`;
  return `${much} ${terms}${expected}. ${pairs}${pairTheory(sameClass?.theory ?? null, otherClass.theory)}.`;
}

/** The same for a prediction, which knows pairs only. */
export function classExpectationOf({ data, byClass }: { readonly data: string; readonly byClass: PredictedClasses }) {
  const other = barePercent(byClass.otherClass);
  const what = pointsOf(data);
  if (byClass.sameClass === null) return `Two ${what} of different classes get the same guess ${other} of the time.`;
  return `Two ${what} of one class get the same guess ${barePercent(byClass.sameClass)} of the time, of different classes ${other}.`;
}

/**
 * The two classes whose agreement lies farthest from theory, and among how many pairs; null without theory.
 * @param initialisations that the errors are those of
 */
export function farthestPair({ names, agreement }: ByClass, initialisations: number) {
  if (!agreement?.theory) return null;
  const { mean, standardError, theory } = agreement;
  const pairs = names.flatMap((first, a) =>
    names.slice(a).flatMap((second, d) => {
      const [measured, error, expected] = [mean, standardError, theory].map((matrix) => matrix[a][a + d]);
      if (measured === null || !error || expected === null) return [];
      return [{ first, second, z: normalDeviate((measured - expected) / error, initialisations - 1) }];
    }),
  );
  if (pairs.length === 0) return null;
  const farthest = pairs.reduce((most, pair) => (Math.abs(pair.z) > Math.abs(most.z) ? pair : most));
  return { ...farthest, pairs: pairs.length };
}

function pairTheory(same: number | null, other: number | null): string {
  if (other === null) return '';
  return same === null ? `; theory ${barePercent(other)}` : `; theory ${barePercent(same)} and ${barePercent(other)}`;
}
