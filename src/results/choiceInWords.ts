import { count, plain } from './format.ts';
import type { Prediction } from './schema.ts';

/** What a choice of points adds to the errors: "as values of all 1,797 points: agreement ±0.0007, …". Empty without one. */
export function choiceInWords({ choiceOfPoints }: Pick<Prediction, 'choiceOfPoints'>): string[] {
  if (!choiceOfPoints) return [];
  const { of, agreement, gamma, information } = choiceOfPoints;
  const shifts = Object.entries({ agreement, gamma, information }).flatMap(([name, error]) =>
    error === null ? [] : [`${name} ±${plain(error, 2)}`],
  );
  if (shifts.length === 0) return [];
  return [`as values of all ${count(of)} points they have further errors, by theory: ${shifts.join(', ')}`];
}
